/** A small card of words over the page. Its place is set from code. */
import { css } from 'lit';

export const popoverStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    box-sizing: border-box;
    width: max-content;
    max-width: min(300px, 100vw / var(--zoom, 1) - 16px);
    margin: 0;
    padding: 7px 10px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font-size: 12.5px;
    font-weight: 400;
    line-height: 1.45;
    letter-spacing: normal;
    text-align: left;
    white-space: normal;
    box-shadow: 0 4px 16px rgb(0 0 0 / 16%);
  }
`;

/** The strip of tabs and the card of the open one. */
import { css } from 'lit';

export const tabStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .strip {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
  }
  .strip > button {
    height: 30px;
  }
  [role='tablist'] {
    display: flex;
    flex: 0 1 auto;
    gap: 2px;
    min-width: 0;
    overflow-x: auto;
    scrollbar-width: none;
  }
  [role='tab'] {
    flex: none;
    height: 30px;
    padding: 0 12px;
    border-color: var(--line);
    background: var(--well);
    color: var(--ink-soft);
  }
  [role='tab']:focus-visible {
    outline-offset: -2px;
  }
  [role='tab'][aria-selected='true'] {
    border-bottom-color: var(--surface);
    border-radius: var(--radius) var(--radius) 0 0;
    background: var(--surface);
    color: var(--ink);
    font-weight: 600;
  }
  [role='tabpanel'] {
    height: 340px;
    margin-top: -1px;
    padding: 10px 12px;
    overflow: auto;
    scrollbar-width: thin;
    border: 1px solid var(--line);
    border-radius: 0 var(--radius) var(--radius) var(--radius);
    background: var(--surface);
  }
  @media (max-width: 759px) {
    [role='tabpanel'] {
      height: auto;
      min-height: 340px;
    }
  }
`;

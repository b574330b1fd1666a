/** The row of controls that hold gates, and what comes of it. */
import { css } from 'lit';

export const gatePinsStyles = css`
  :host {
    display: block;
    font-size: 12px;
  }
  summary {
    width: max-content;
    color: var(--ink-soft);
    cursor: pointer;
  }
  details[open] {
    padding: 5px 8px;
    border-radius: var(--radius);
    background: var(--accent-soft);
  }
  summary + * {
    margin-top: 4px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .effect {
    margin-top: 4px;
  }
  .spring {
    flex: 1;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--ink-soft);
    white-space: nowrap;
  }
  label select {
    width: 56px;
  }
  label input[type='number'] {
    width: 62px;
  }
  button {
    height: 24px;
    padding: 0 7px;
  }
  button[aria-pressed='true'] {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  b {
    color: var(--gate);
  }
`;

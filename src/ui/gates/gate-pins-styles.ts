/** The row of controls that hold gates, and what comes of it. */
import { css } from 'lit';

export const gatePinsStyles = css`
  :host {
    display: block;
    font-size: 12px;
  }
  [role='group'] {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: 5px 8px;
    border-radius: var(--radius);
    background: var(--well);
  }
  .active {
    background: var(--accent-soft);
  }
  h3 {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    margin: 0;
    font-size: 12px;
    font-weight: 650;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .together {
    display: flex;
    gap: inherit;
  }
  .effect {
    flex: 1 1 200px;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--ink-soft);
    white-space: nowrap;
  }
  select {
    width: 56px;
  }
  input[type='number'] {
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

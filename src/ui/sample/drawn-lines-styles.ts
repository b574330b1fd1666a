/** Lines that were drawn, and the characters among them that can be chosen. */
import { css } from 'lit';

export const drawnLinesStyles = css`
  :host {
    display: block;
    white-space: normal;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
    cursor: pointer;
  }
  ol:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -1px;
  }
  b {
    color: var(--accent);
    font-weight: 400;
  }
  i {
    color: var(--ink-soft);
    font: 11px/1.4 var(--font);
  }
  .end {
    color: var(--ink-faint);
    opacity: 0.7;
  }
  .chosen {
    background: var(--series-validation);
    color: var(--surface);
  }
  button {
    margin-top: 6px;
  }
`;

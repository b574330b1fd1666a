/** Lines that were drawn: what was drawn to the left, what became of it to the right. */
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
  li {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 10px;
  }
  .line {
    min-width: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  b {
    color: var(--accent);
    font-weight: 400;
  }
  .end {
    color: var(--ink-faint);
    opacity: 0.7;
  }
  .chosen {
    background: var(--series-validation);
    color: var(--surface);
  }
  small {
    flex: none;
    color: var(--ink-soft);
    font: 11px/1.4 var(--font);
  }
  .new small {
    color: var(--ink);
    font-weight: 600;
  }
  button {
    margin-top: 6px;
  }
`;

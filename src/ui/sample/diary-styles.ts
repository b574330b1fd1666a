/** The diary below the sample: entry under entry, each under the step that it is from. */
import { css } from 'lit';

export const diaryStyles = css`
  :host {
    display: block;
    white-space: normal;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  ol:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 4px;
  }
  li + li {
    margin-top: 6px;
    padding-top: 6px;
    border-top: 1px solid var(--line);
  }
  p {
    margin: 0;
  }
  .when {
    color: var(--ink-faint);
    font: 11px/1.4 var(--font);
  }
  .text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    /* each line has the direction of its own first letter */
    unicode-bidi: plaintext;
  }
`;

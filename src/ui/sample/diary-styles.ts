/** The diary below the sample: entry under entry, each under the step that it is from. */
import { css } from 'lit';

export const diaryStyles = css`
  ol:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 4px;
  }
  li + li {
    margin-top: 6px;
    padding-top: 6px;
    border-top: 1px solid var(--line);
  }
  .when {
    color: var(--ink-faint);
    font: 11px/1.4 var(--font);
  }
`;

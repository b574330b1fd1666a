/** A line that was drawn: what was drawn to the left, what became of it to the right. */
import { css } from 'lit';

export const markedLineStyles = css`
  .new,
  .in-list,
  .repeated {
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
  small {
    flex: none;
    color: var(--ink-soft);
    font: 11px/1.4 var(--font);
  }
  .new small {
    color: var(--ink);
    font-weight: 600;
  }
`;

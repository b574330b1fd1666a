/** A bar above the panels: a sentence, and what can be done about it. */
import { css } from 'lit';

export const barStyles = css`
  :host {
    display: block;
  }
  section {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 6px 10px;
    margin-top: var(--gap);
    padding: 6px 8px 6px 12px;
    border: 1px solid var(--accent);
    border-radius: var(--radius);
    background: var(--surface);
    overflow-wrap: anywhere;
  }
  p {
    flex: 1 1 300px;
  }
  .text {
    flex: 1 1 260px;
  }
  button {
    height: 24px;
  }
  bdi {
    font-weight: 600;
  }
`;

/** One that tells of trouble. */
export const troubleBarStyles = css`
  section {
    border-color: var(--warn);
    background: var(--warn-soft);
  }
`;

/** A part below the scores, in the columns of the tab above it. */
import { css } from 'lit';

export const belowStyles = css`
  :host {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    row-gap: 10px;
    padding-top: 10px;
    border-top: 1px solid var(--line);
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-width: 0;
  }
`;

/** The panel of tunes. */
import { css } from 'lit';

export const tunesStyles = css`
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
    gap: 6px;
  }
  .play {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
  }
  .play label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .play select {
    width: auto;
  }
  .play input[type='range'] {
    width: 90px;
  }
  .spring {
    flex: 1;
  }
  .notes {
    max-height: 120px;
    overflow: auto;
    overflow-wrap: anywhere;
  }
  summary {
    cursor: pointer;
  }
`;

/** What the panel of pairs has beside that of tags. */
import { css } from 'lit';

export const pairsStyles = css`
  q {
    quotes: none;
    font-weight: 600;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .source {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  ol.given {
    flex: none;
    min-height: 0;
    border-top: 0;
  }
`;

/** Texts that were drawn, in a list. */
import { css } from 'lit';

export const textsStyles = css`
  :host {
    display: block;
    white-space: normal;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  p {
    margin: 0;
  }
  .text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    /* each line has the direction of its own first letter */
    unicode-bidi: plaintext;
  }
`;

/** The sample panel: fields, and a page of text. */
import { css } from 'lit';

export const sampleStyles = css`
  .head button {
    height: 26px;
  }
  .status {
    font-size: 12px;
  }
  .fields {
    display: grid;
    grid-template-columns: minmax(0, 2fr) repeat(4, minmax(0, 1fr));
    gap: 6px;
  }
  .page {
    flex: 1;
    min-height: 80px;
    padding: 8px 10px;
    overflow: auto;
    scrollbar-width: thin;
    border-radius: 4px;
    background: var(--well);
    font: 13px/1.5 var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .page p {
    font-family: var(--font);
    white-space: normal;
  }
  .prompt {
    color: var(--accent);
    unicode-bidi: isolate;
  }
  output {
    unicode-bidi: isolate;
    cursor: pointer;
  }
  output:focus-visible {
    outline: none;
  }
  .page:has(output:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  ::highlight(sampled-character) {
    background-color: var(--series-validation);
    color: var(--surface);
  }
  .skipped {
    color: var(--warn);
    font-size: 12px;
  }
  @media (max-width: 600px) {
    .fields {
      grid-template-columns: 1fr 1fr;
    }
    .fields > :first-child {
      grid-column: 1 / -1;
    }
  }
`;

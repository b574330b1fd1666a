/** The sample panel: fields, and a page of text. */
import { css } from 'lit';

export const sampleStyles = css`
  .head button {
    height: 26px;
    padding: 0 8px;
  }
  /* one row at 1280 px, the field's reset included */
  .head {
    column-gap: 6px;
  }
  .head choice-field {
    --empty-reset: none;
    grid-template-columns: auto 52px auto;
    column-gap: 4px;
    min-height: 0;
  }
  .fields {
    display: grid;
    /* words stay whole, with their help and reset */
    grid-template-columns: minmax(109px, 11fr) minmax(66px, 6fr) minmax(64px, 9fr) minmax(
        64px,
        8fr
      );
    align-items: end;
    --empty-reset: none;
    gap: 4px 6px;
  }
  .fields > :first-child {
    grid-column: 1 / -1;
  }
  details {
    font-size: 12px;
  }
  summary {
    color: var(--ink-soft);
    cursor: pointer;
  }
  .foot {
    display: flex;
    align-items: center;
    gap: 4px;
    font-size: 12px;
  }
  .foot .spring {
    flex: 1;
  }
  .foot button {
    height: 22px;
    padding: 0 4px;
    font-size: 12px;
  }
  .page {
    flex: 1 1 66px;
    min-height: 40px;
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
  /* several texts to look at */
  .page:has(sample-beside) {
    min-height: 200px;
  }
  .page p {
    font-family: var(--font);
    white-space: normal;
  }
  output {
    display: block;
    /* each line has the direction of its own first letter */
    unicode-bidi: plaintext;
    cursor: pointer;
  }
  /* Not part of the sample, so not part of its text. */
  output::before {
    content: attr(data-prompt);
    unicode-bidi: isolate;
    color: var(--accent);
  }
  output:not(:empty) + sample-diary,
  .some + sample-diary,
  sample-beside + sample-diary {
    margin-top: 8px;
    padding-top: 8px;
    border-top: 1px solid var(--line-strong);
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
  section {
    container-type: inline-size;
  }
  @container (max-width: 321px) {
    .fields {
      grid-template-columns: 1fr 1fr;
    }
  }
  @media (max-width: 600px) {
    .fields {
      grid-template-columns: 1fr 1fr;
    }
  }
`;

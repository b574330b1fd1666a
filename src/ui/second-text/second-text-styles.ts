/** A choice of what to go on with, and beside it what became of what was known. */
import { css } from 'lit';

export const secondTextStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(240px, 2fr) minmax(0, 3fr);
    gap: 10px 26px;
  }
  section,
  form {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
  }
  h3,
  p {
    margin: 0;
    font-size: 12px;
  }
  h3 {
    font-size: 14px;
  }
  label,
  fieldset {
    font-size: 12px;
  }
  label.field {
    display: flex;
    flex-direction: column;
    gap: 2px;
  }
  fieldset label {
    display: inline-flex;
    flex-direction: row;
    align-items: center;
    gap: 5px;
  }
  fieldset input {
    width: auto;
    height: auto;
    margin: 0;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .warn {
    color: var(--warn);
  }
  table {
    width: fit-content;
    max-width: 100%;
    border-collapse: collapse;
    font-size: 12px;
  }
  th,
  td {
    padding: 2px 14px 2px 0;
    text-align: start;
    overflow-wrap: anywhere;
  }
  td {
    text-align: end;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .samples {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 4px 14px;
  }
  pre {
    margin: 2px 0 0;
    padding: 6px 8px;
    overflow: auto;
    border-radius: 4px;
    background: var(--well);
    font: 11.5px/1.45 var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  @media (max-width: 759px) {
    :host,
    .samples {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

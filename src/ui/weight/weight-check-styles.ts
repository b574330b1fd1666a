/** One weight checked: fields, the verdict, then its numbers and its bars side by side. */
import { css } from 'lit';

export const weightCheckStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-height: 100%;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 6px 12px;
  }
  label {
    display: flex;
    flex-direction: column;
    gap: 1px;
    min-width: 0;
    max-width: 100%;
    color: var(--ink-soft);
    font-size: 11.5px;
  }
  label :is(input, select) {
    color: var(--ink);
    font-size: 13px;
  }
  label input {
    width: 92px;
  }
  .fields > button {
    height: 26px;
  }
  output[aria-label='Verdict'] {
    font-weight: 600;
  }
  .bad {
    color: var(--bad);
  }
  .stage {
    display: grid;
    flex: 1;
    grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
    gap: 12px 28px;
  }
  @media (max-width: 900px) {
    .stage {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  table {
    align-self: start;
    border-collapse: collapse;
    font-size: 12px;
  }
  caption,
  h3 {
    margin: 0;
    padding: 0 0 4px;
    font-size: 12.5px;
    font-weight: 600;
    text-align: left;
  }
  tbody + tbody > tr:first-child > * {
    padding-top: 6px;
  }
  th {
    padding: 1px 12px 1px 0;
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
  }
  :is(th, td) {
    vertical-align: top;
  }
  td.number {
    text-align: right;
    white-space: nowrap;
  }
  td.number output {
    font-weight: 600;
  }
  td.how {
    padding-left: 10px;
    color: var(--ink-soft);
  }
  .sum {
    --bar: var(--gate);
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-width: 0;
  }
  bar-chart {
    flex: 1 0 150px;
    max-height: 220px;
    padding-left: 10px;
  }
  .sum p {
    font-size: 12px;
  }
  summary {
    color: var(--ink-soft);
    font-size: 12px;
    cursor: pointer;
  }
`;

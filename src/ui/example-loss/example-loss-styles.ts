/** The loss of one example: heights at the left, the bars of one answer at the right. */
import { css } from 'lit';

export const exampleLossStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .before {
    overflow-wrap: anywhere;
  }
  p,
  h3 {
    margin: 0;
    font-size: 12.5px;
  }
  .pictures {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 10px 24px;
  }
  paid-heights {
    flex: 1 1 320px;
    min-width: 0;
  }
  section {
    flex: 0 1 420px;
    min-width: 0;
  }
  table {
    width: 100%;
    margin: 2px 0 6px;
    border-collapse: collapse;
    font-size: 12px;
    --share-left: var(--accent);
  }
  th,
  td {
    padding: 1px 6px;
    text-align: right;
  }
  th {
    font-weight: 500;
  }
  thead th {
    color: var(--ink-soft);
    text-align: left;
  }
  tbody th {
    max-width: 130px;
    overflow-wrap: break-word;
  }
  .wanted th {
    font-weight: 700;
  }
  .bar {
    width: 30%;
    min-width: 40px;
  }
`;

/** The tab Look-ahead: words and a table beside the curve. */
import { css } from 'lit';

export const lookAheadStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(260px, 2fr) minmax(0, 3fr);
    gap: 12px 26px;
    min-height: 100%;
  }
  .words {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 12px;
  }
  th,
  td {
    padding: 2px 6px;
    text-align: right;
  }
  th:first-child {
    text-align: left;
    font-weight: 400;
    white-space: nowrap;
  }
  thead th {
    color: var(--ink-faint);
    font-weight: 500;
    vertical-align: bottom;
  }
  thead .bound {
    border-bottom: 2px dashed var(--reference);
  }
  thead .best {
    border-bottom: 2px solid var(--series-train);
  }
  tr[aria-current] {
    background: var(--accent-soft);
  }
  tr[aria-current] th {
    font-weight: 600;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    font-size: 12px;
  }
  line-chart {
    min-height: 220px;
  }
  @media (max-width: 900px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

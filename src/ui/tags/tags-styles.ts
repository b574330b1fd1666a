/** The panel of answers: read-outs, curve and table, a line of one's own, a list of examples. */
import { css } from 'lit';

export const tagsStyles = css`
  dl {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 2px 18px;
    margin: 0;
  }
  dt {
    color: var(--ink-soft);
    font-size: 12px;
  }
  dd {
    margin: 0;
    font-size: 19px;
    font-weight: 600;
    line-height: 1.2;
    letter-spacing: -0.01em;
  }
  .main dd {
    font-size: 28px;
  }
  p,
  h3 {
    font-size: 12px;
  }
  .bound {
    color: var(--ink-soft);
  }
  .pictures {
    display: flex;
    flex-wrap: wrap;
    flex: none;
    gap: 6px 14px;
  }
  line-chart {
    flex: 3 1 200px;
    height: 130px;
  }
  .labels {
    flex: 2 1 190px;
    max-height: 130px;
    overflow: auto;
    scrollbar-width: thin;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 12px;
  }
  th,
  td {
    padding: 1px 4px;
    text-align: right;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--surface);
    color: var(--ink-faint);
    font-weight: 500;
  }
  tbody th {
    font-weight: 500;
  }
  th:first-child {
    text-align: left;
    overflow-wrap: anywhere;
  }
  .confusion {
    flex: none;
    font-size: 12px;
  }
  .confusion summary {
    font-weight: 600;
    cursor: pointer;
  }
  .confusion .faint {
    font-weight: 400;
  }
  .typed {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    --empty-reset: none;
    align-items: end;
    gap: 6px;
  }
  .typed button {
    height: 26px;
  }
  .tries {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: baseline;
    justify-items: start;
    gap: 3px 8px;
    font-size: 12px;
  }
  .tries button {
    grid-column: 2;
    height: auto;
    min-height: 24px;
    padding: 2px 8px;
    overflow-wrap: anywhere;
    text-align: start;
    white-space: normal;
  }
  .tries [aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent-soft);
    color: var(--accent);
  }
  output .words {
    padding: 4px 6px;
    border-radius: 4px;
    background: var(--well);
    font-size: 14px;
  }
  .skipped {
    color: var(--warn);
  }
  h3 {
    margin: 4px 0 0;
    font-weight: 600;
  }
  h3 .faint {
    font-weight: 400;
  }
  ol {
    flex: 1 1 180px;
    min-height: 120px;
    margin: 0;
    padding: 0;
    overflow: auto;
    scrollbar-width: thin;
    list-style: none;
    border-top: 1px solid var(--line);
  }
  li {
    padding: 4px 2px 4px 8px;
    border-bottom: 1px solid var(--line);
    border-left: 3px solid transparent;
  }
  li.wrong {
    border-left-color: var(--bad);
  }
  @media (max-width: 759px) {
    ol {
      flex-basis: 320px;
    }
  }
`;

/** The panel of a forecast, beside what that of tags has. */
import { css } from 'lit';

export const forecastStyles = css`
  .chart {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: 2px;
  }
  .chart line-chart {
    flex: none;
    height: 150px;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    margin: 0;
    padding: 0;
    color: var(--ink-soft);
    font-size: 12px;
    list-style: none;
  }
  .legend li {
    display: flex;
    padding: 0;
    border: 0;
    align-items: center;
    gap: 5px;
  }
  i {
    width: 16px;
    border-top: 2.5px solid var(--swatch);
  }
  .raw {
    --swatch: var(--series-raw);
  }
  .train {
    --swatch: var(--series-train);
  }
  .validation {
    --swatch: var(--series-validation);
  }
  tbody tr:first-child {
    font-weight: 700;
  }
  .errors {
    flex: none;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .errors :is(th, td) {
    overflow-wrap: normal;
    white-space: nowrap;
  }
  .column {
    display: flex;
    align-items: center;
    gap: 8px;
    font-size: 12px;
  }
  .column select {
    width: auto;
    max-width: 100%;
  }
`;

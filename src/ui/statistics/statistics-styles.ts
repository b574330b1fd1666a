/** The statistics of the gates: a table of shares, a histogram, and the memory of the units. */
import { css } from 'lit';

export const statisticsStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(240px, 3fr) minmax(0, 4fr) minmax(0, 4fr);
    gap: 12px 26px;
    min-height: 100%;
  }
  @media (max-width: 900px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .shares {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-width: 0;
  }
  .part {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .part select {
    width: auto;
  }
  .picture {
    --bar: var(--gate);
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-width: 0;
  }
  bar-chart {
    flex: 1 0 200px;
    max-height: 236px;
  }
  h3,
  caption {
    margin: 0;
    padding: 0 0 2px;
    color: var(--ink);
    font-size: 12.5px;
    font-weight: 600;
    text-align: left;
  }
  p,
  table {
    font-size: 12px;
  }
  table {
    border-collapse: collapse;
  }
  .shares table {
    width: 100%;
  }
  thead th {
    color: var(--ink-faint);
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  tbody th {
    padding: 0;
    font-weight: 400;
    text-align: left;
  }
  th.layer {
    padding-top: 4px;
    color: var(--ink-soft);
  }
  th .quiet {
    justify-content: flex-start;
    width: 100%;
    height: 24px;
    padding: 0 6px;
    border: 0;
    border-left: 3px solid var(--gate);
    border-radius: 0;
    color: var(--gate);
    font-size: 14px;
    font-weight: 600;
  }
  th .quiet[aria-pressed='true'] {
    background: var(--accent-soft);
  }
  .lit {
    background: var(--well);
  }
  td.number {
    padding-left: 8px;
    text-align: right;
    white-space: nowrap;
  }
  td.bar {
    width: 40%;
    padding-left: 8px;
  }
  td.bar .share {
    --share-left: color-mix(in srgb, var(--gate) 45%, var(--well));
    --share-right: var(--gate);
    height: 10px;
    box-shadow: inset 0 0 0 1px var(--line);
  }
  summary {
    color: var(--ink-soft);
    font-size: 12px;
    cursor: pointer;
  }
`;

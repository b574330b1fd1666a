/** Packing, beside what it comes to. */
import { css } from 'lit';

export const packStyles = css`
  p,
  output,
  caption {
    font-size: 12px;
  }
  textarea {
    height: auto;
    padding: 4px 6px;
    resize: vertical;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    align-items: center;
  }
  .off {
    color: var(--ink-faint);
    border-color: var(--line);
    cursor: default;
  }
  progress {
    width: 200px;
    accent-color: var(--accent);
  }
  .problem {
    color: var(--bad);
  }
  table {
    --share-left: var(--reference);
    width: 100%;
    max-width: 520px;
    border-collapse: collapse;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  caption {
    color: var(--ink-faint);
    text-align: left;
  }
  th {
    font-weight: 400;
    text-align: left;
  }
  thead th {
    color: var(--ink-faint);
  }
  td,
  thead th + th {
    padding-left: 12px;
    text-align: right;
  }
  td.bar {
    width: 45%;
  }
  .own {
    --share-left: var(--accent);
  }
  .own th,
  .own td {
    font-weight: 700;
  }
`;

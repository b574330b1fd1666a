/** Two ways to go on, time step by time step. */
import { css } from 'lit';

export const forcingStyles = css`
  p {
    margin: 0;
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
  .ways input {
    width: 64px;
  }
  .places {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  th {
    position: sticky;
    left: 0;
    padding: 2px 10px 2px 0;
    background: var(--surface);
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
  }
  .times th + th {
    position: static;
    padding: 2px 4px;
    color: var(--ink-faint);
    text-align: center;
  }
  td {
    min-width: 56px;
    padding: 2px 4px;
    text-align: center;
    vertical-align: top;
    white-space: pre;
  }
  .read td {
    font: 15px/1.4 var(--mono);
  }
  .own > * {
    padding-top: 10px;
  }
  .parted {
    background: var(--well);
  }
  .first {
    border-left: 2px solid var(--accent);
  }
  mark {
    padding: 0 3px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--kept-2) 40%, var(--surface));
    color: inherit;
    unicode-bidi: isolate;
  }
  .top {
    display: block;
    color: var(--ink-soft);
  }
  .top:first-child {
    color: inherit;
  }
  .top bdi,
  bdi.read {
    font-family: var(--mono);
  }
  bdi.read {
    overflow-wrap: anywhere;
  }
`;

/** The equations panel: formulas at the left, the table of stored weights at the right. */
import { css } from 'lit';

export const equationsStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 12px 28px;
  }
  .lines {
    flex: 0 1 380px;
    min-width: 0;
  }
  ul {
    margin: 0 0 8px;
    padding: 0;
    list-style: none;
  }
  .two {
    flex-basis: 760px;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    margin-bottom: 6px;
    color: var(--ink-soft);
    font-size: 12px;
  }
  .beside select {
    width: auto;
  }
  .two .row {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    align-items: center;
    gap: 0 12px;
  }
  .head b {
    padding-left: 13px;
    font-size: 12.5px;
  }
  .no {
    padding-left: 13px;
    color: var(--ink-faint);
  }
  .differs {
    border-radius: 2px;
    background: color-mix(in srgb, var(--warn) 26%, transparent);
  }
  .lines button,
  .other,
  .output-line {
    justify-content: flex-start;
    width: 100%;
    height: auto;
    min-height: 34px;
    padding: 2px 14px 2px 10px;
    border: 0;
    border-left: 3px solid var(--gate);
    border-radius: 0;
    background: none;
  }
  .other,
  .output-line {
    display: flex;
    align-items: center;
  }
  .output-line {
    border-color: var(--line);
  }
  .lit button {
    background: var(--accent-soft);
  }
  .lines button[aria-pressed='true'] {
    box-shadow: inset 0 0 0 1px var(--gate);
  }
  math {
    font-size: 17px;
  }
  .stored {
    flex: 1 1 360px;
    min-width: 0;
    max-width: 680px;
    container-type: inline-size;
    overflow-x: auto;
  }
  table {
    margin-bottom: 8px;
    border-collapse: collapse;
    font-size: 12px;
  }
  caption {
    max-width: 100cqw;
    padding-bottom: 6px;
    color: var(--ink-soft);
    text-align: left;
  }
  th {
    padding: 2px 8px;
    font-weight: 400;
    white-space: nowrap;
  }
  thead small,
  .block small {
    display: block;
    color: var(--ink-soft);
    font-size: 11px;
  }
  code {
    font: 11.5px var(--mono);
  }
  .block {
    padding: 3px 10px;
    border: 1px solid var(--line-strong);
    background: color-mix(in srgb, var(--gate) 9%, var(--surface));
    text-align: center;
  }
  td.first {
    border-left: 2px solid var(--ink);
  }
  .block:nth-child(3) {
    border-right: 2px solid var(--ink);
  }
  .rows {
    padding-left: 10px;
    color: var(--ink-soft);
    white-space: nowrap;
  }
  @media (max-width: 759px) {
    .two .row {
      grid-template-columns: minmax(0, 1fr);
      padding-bottom: 6px;
    }
    .two .other {
      padding-left: 26px;
    }
    .head b + b {
      padding-left: 29px;
    }
  }
`;

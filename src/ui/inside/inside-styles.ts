/** The inside of a unit: the drawing, and the table of its values at the right or below. */
import { css } from 'lit';

export const insideStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 24px;
  }
  .drawing {
    flex: 1 1 560px;
    min-width: 0;
    max-width: 800px;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  svg {
    display: block;
    width: 100%;
    min-width: 560px;
    height: auto;
    font: 12px var(--font);
  }
  .unit {
    fill: var(--well);
    stroke: var(--line-strong);
  }
  text {
    fill: var(--ink);
    text-anchor: middle;
  }
  .name {
    fill: var(--ink-faint);
    text-anchor: end;
  }
  .value {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .aside {
    text-anchor: start;
    font-size: 11px;
    paint-order: stroke;
    stroke: var(--well);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  path {
    fill: none;
    stroke-linejoin: round;
  }
  .vector {
    stroke: var(--ink-faint);
    stroke-width: 1;
  }
  .vector-head {
    fill: var(--ink-faint);
  }
  .case {
    stroke: var(--ink-faint);
  }
  .head {
    stroke: var(--ink-faint);
    stroke-width: 1;
  }
  rect {
    fill: var(--surface);
    stroke: var(--line-strong);
  }
  .state rect {
    stroke: var(--gate, var(--line-strong));
    stroke-width: 1.5;
  }
  .gate rect {
    fill: color-mix(in srgb, var(--gate, var(--ink)) 10%, var(--surface));
    stroke: var(--gate, var(--line-strong));
    stroke-width: 1.5;
  }
  ellipse {
    fill: var(--surface);
    stroke: var(--ink-soft);
    stroke-width: 1.5;
  }
  .times {
    font-size: 18px;
  }
  .plus {
    font-size: 15px;
  }
  .numbers {
    flex: 1 1 320px;
    min-width: 0;
  }
  .fields {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 6px 14px;
    margin-bottom: 8px;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    white-space: nowrap;
  }
  .fields input {
    width: 66px;
  }
  .scales {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
  }
  table {
    margin-bottom: 8px;
    border-collapse: collapse;
  }
  caption {
    padding-bottom: 4px;
    color: var(--ink-soft);
    text-align: left;
  }
  th {
    padding: 1px 12px 1px 8px;
    border-left: 3px solid var(--gate, var(--line));
    font-weight: 600;
    text-align: left;
    white-space: nowrap;
  }
  td {
    padding: 1px 0;
    font-variant-numeric: tabular-nums;
    text-align: right;
    vertical-align: top;
  }
  .how {
    padding-left: 8px;
    color: var(--ink-soft);
    text-align: left;
  }
`;

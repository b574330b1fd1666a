/** The rows of the settings column and the stacked fields inside panels. */
import { css } from 'lit';

export const fieldStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 112px) 18px;
    align-items: center;
    column-gap: 2px;
    min-height: 27px;
  }
  :host([wide]) {
    grid-template-columns: auto minmax(0, 1fr) auto;
    column-gap: 10px;
  }
  /* titles of texts are longer than any column: its list has them whole */
  :host([wide]) select {
    text-overflow: ellipsis;
  }
  :host([wide]) .reset[hidden] {
    display: var(--empty-reset, inline-flex);
  }
  :host(:not([stacked])) .control :is(input, select) {
    height: 23px;
  }
  :host(:not([stacked])) .control select {
    padding-inline: 4px 1px;
  }
  :host([stacked]) {
    grid-template-columns: minmax(0, 1fr) auto;
    grid-template-rows: minmax(16px, auto) auto;
    column-gap: 0;
    row-gap: 1px;
    align-content: start;
  }
  :host([stacked]) .control {
    grid-column: 1 / -1;
    grid-row: 2;
  }
  :host([stacked]) .reset {
    grid-column: 2;
    grid-row: 1;
    width: 16px;
    height: 16px;
  }
  :host([stacked]) .reset[hidden] {
    display: none;
  }
  .name {
    display: flex;
    align-items: center;
    gap: 3px;
    min-width: 0;
  }
  label {
    /* of a word alone that is wider than its place; several take a second line */
    overflow: hidden;
    color: var(--ink-soft);
    line-height: 1.2;
    text-overflow: ellipsis;
  }
  :host([stacked]) label {
    font-size: 11.5px;
  }
  .control {
    display: flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
  }
  .unit {
    color: var(--ink-faint);
  }
  .reset {
    width: 18px;
    height: 20px;
    padding: 0;
    border-radius: 4px;
    color: var(--accent);
  }
  .reset[hidden] {
    display: inline-flex;
    visibility: hidden;
  }
  .remark {
    grid-column: 1 / -1;
    padding: 1px 24px 3px 0;
    color: var(--warn);
    font-size: 12px;
    text-align: right;
  }
  :host([stacked]) .remark {
    grid-row: 3;
    padding: 1px 0;
    text-align: left;
  }
  .slider {
    grid-column: 1 / -1;
    padding: 2px 24px 2px 0;
  }
  :disabled,
  :host([idle]) label {
    color: var(--ink-faint);
  }
  [popover] {
    pointer-events: none;
  }
`;

/** A foldable section of the settings column. */
export const sectionStyles = css`
  :host {
    display: block;
  }
  details {
    padding: 6px 6px 8px 10px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  summary {
    display: flex;
    align-items: baseline;
    gap: 8px;
    margin: 0 0 2px;
    padding: 1px 0;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: '';
    width: 6px;
    height: 6px;
    margin: 0 7px 3px auto;
    border: solid var(--ink-faint);
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg);
  }
  details[open] > summary::after {
    transform: rotate(45deg);
  }
  .more {
    margin: 2px 0 0 -4px;
    padding: 2px 0 2px 4px;
    border: 0;
    border-radius: 0;
    background: none;
  }
  .more > summary {
    color: var(--ink-soft);
    font-size: 12px;
  }
  dl {
    display: grid;
    grid-template-columns: 1fr auto 1fr auto;
    gap: 1px 8px;
    margin: 3px 24px 3px 0;
    font-size: 12px;
  }
  dt {
    color: var(--ink-faint);
  }
  dd {
    margin: 0;
    text-align: right;
  }
`;

/** A table of tokens: narrow columns, names that stay in sight, padding hatched. */
import { css } from 'lit';

export const tokenGridStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .scroll {
    overflow-x: auto;
    scrollbar-width: thin;
  }
  table {
    border-collapse: collapse;
    font-size: 12px;
  }
  th {
    padding: 0 4px;
    color: var(--ink-faint);
    font-weight: 400;
    font-size: 11px;
    white-space: nowrap;
  }
  th.name {
    position: sticky;
    left: 0;
    min-width: 44px;
    background: var(--surface);
    text-align: right;
    vertical-align: middle;
  }
  th.what {
    text-align: left;
  }
  td {
    min-width: 18px;
    padding: 1px 3px;
    border-left: 1px solid var(--line);
    font-family: var(--mono);
    text-align: center;
    white-space: nowrap;
    unicode-bidi: isolate;
  }
  tbody {
    border-top: 1px solid var(--line-strong);
  }
  .wanted td {
    color: var(--accent);
  }
  td.none {
    color: var(--ink-faint);
  }
  /* masked: an answer that nobody asks for */
  .wanted td.none::before {
    content: '–';
  }
  td.padding {
    border-color: transparent;
    background: repeating-linear-gradient(-45deg, var(--line) 0 1.5px, transparent 1.5px 6px);
  }
  td.pointed {
    background-color: var(--accent-soft);
  }
  th .quiet {
    height: 20px;
    padding: 0 3px;
    color: var(--accent);
    font-size: 11px;
  }
  output {
    display: block;
    min-height: 18px;
    margin-top: 2px;
    font-size: 12px;
  }
  output:empty::before {
    content: attr(data-hint);
    color: var(--ink-faint);
  }
`;

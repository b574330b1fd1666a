/** The table of kept runs and that of their differences; on a narrow panel each run is a card. */
import { css } from 'lit';

export const keptRunsStyles = css`
  :host {
    display: block;
    min-width: 0;
    container-type: inline-size;
    font-size: 12px;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .problem {
    padding: 6px 10px;
    border: 1px solid var(--warn);
    border-radius: var(--radius);
    background: var(--warn-soft);
  }
  .room {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 12px;
  }
  .room label {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    color: var(--ink-soft);
  }
  .room input {
    width: 84px;
  }
  button {
    height: 24px;
  }
  table {
    border-collapse: collapse;
  }
  [role='table'] {
    width: 100%;
  }
  th,
  td {
    padding: 2px 6px;
    border-top: 1px solid var(--line);
    text-align: left;
    vertical-align: middle;
  }
  thead th,
  thead td {
    border-top: 0;
  }
  th {
    color: var(--ink-soft);
    font-weight: 500;
  }
  td {
    white-space: nowrap;
  }
  .number {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .here {
    background: var(--accent-soft);
  }
  .compare span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-width: 40px;
  }
  .name {
    width: 22%;
    min-width: 130px;
  }
  .text,
  thead bdi,
  .scroll bdi {
    overflow: hidden;
    max-width: 220px;
    text-overflow: ellipsis;
  }
  .scroll td bdi {
    display: inline-block;
    vertical-align: bottom;
    white-space: nowrap;
  }
  /* names differ at their ends */
  .scroll th[scope='col'] {
    vertical-align: top;
    overflow-wrap: anywhere;
    max-width: 220px;
  }
  .scroll th i {
    display: inline-block;
    vertical-align: middle;
  }
  .actions {
    text-align: right;
  }
  h3 {
    margin: 4px 0 0;
    font-size: 12px;
    font-weight: 600;
  }
  .scroll {
    overflow-x: auto;
    scrollbar-width: thin;
  }
  @container (max-width: 860px) {
    [role='table'],
    [role='table'] :is(thead, tbody) {
      display: block;
    }
    [role='table'] thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    [role='table'] tr {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
      gap: 2px 10px;
      padding: 8px 4px;
      border-top: 1px solid var(--line);
    }
    [role='table'] td {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 6px;
      min-width: 0;
      max-width: none;
      padding: 0;
      border: 0;
      text-align: left;
    }
    [role='table'] td::before {
      content: attr(data-head);
      color: var(--ink-faint);
    }
    [role='table'] .name,
    [role='table'] .text,
    [role='table'] .actions {
      grid-column: 1 / -1;
      width: auto;
    }
    [role='table'] .text bdi {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    [role='table'] .name input {
      flex: 1;
      max-width: 340px;
    }
    [role='table'] .actions {
      justify-content: flex-end;
    }
    [role='table'] .actions::before {
      content: none;
    }
    [role='table'] td:empty {
      display: none;
    }
  }
`;

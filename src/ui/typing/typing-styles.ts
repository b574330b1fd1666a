/** A writing field, beside it how the text may go on, and below what that saves. */
import { css } from 'lit';

export const typingStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(240px, 2fr);
    gap: 10px 26px;
    --share-left: var(--accent);
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-width: 0;
  }
  p {
    margin: 0;
    font-size: 12px;
  }
  textarea {
    height: auto;
    padding: 6px 8px;
    font-size: 15px;
    line-height: 1.5;
    resize: vertical;
  }
  .lessons {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto 52px minmax(40px, 90px);
    gap: 8px;
    align-items: center;
    min-height: 26px;
    padding: 2px 6px;
    border-radius: var(--radius);
    font-size: 12px;
    cursor: pointer;
  }
  li:hover {
    background: var(--well);
  }
  li[aria-selected='true'] {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
  bdi {
    overflow-wrap: anywhere;
    font: 15px/1.3 var(--mono);
    white-space: pre-wrap;
  }
  li:first-child bdi {
    font-weight: 700;
  }
  kbd {
    grid-column: 2;
    color: var(--ink-soft);
    font: 12px var(--mono);
  }
  .odds {
    grid-column: 3;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  @media (max-width: 759px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

export const keystrokesStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 6px;
    grid-column: 1 / -1;
    padding-top: 10px;
    border-top: 1px solid var(--line);
  }
  p {
    margin: 0;
    font-size: 12px;
  }
  table {
    --share-left: var(--reference);
    width: 100%;
    max-width: 520px;
    border-collapse: collapse;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  th {
    padding: 2px 8px 2px 0;
    font-weight: 400;
    text-align: left;
  }
  td,
  thead th + th {
    padding-left: 12px;
    text-align: right;
  }
  thead th {
    color: var(--ink-faint);
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

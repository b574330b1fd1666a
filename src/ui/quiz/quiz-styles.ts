/** The quiz: a sentence with a gap and two words to choose from, and beside it who is right how often. */
import { css } from 'lit';

export const quizStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(260px, 2fr);
    gap: 10px 26px;
    --share-left: var(--accent);
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
  }
  section:focus-visible {
    outline: none;
  }
  h3,
  p {
    margin: 0;
    font-size: 12px;
  }
  h3 {
    font-size: 14px;
  }
  .sentence {
    font-size: 15px;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .sentence b {
    padding: 0 4px;
    border-bottom: 2px solid var(--accent);
    font-weight: 600;
  }
  .words,
  .now {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .words button {
    min-width: 96px;
    font-size: 15px;
  }
  .words button[aria-pressed='true'] {
    outline: 2px solid var(--accent);
  }
  kbd {
    color: var(--ink-soft);
    font: 12px var(--mono);
  }
  table {
    width: 100%;
    max-width: 520px;
    border-collapse: collapse;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 2px 8px 2px 0;
    text-align: left;
    font-weight: 400;
    white-space: nowrap;
  }
  thead th {
    color: var(--ink-soft);
  }
  td.bar {
    width: 40%;
  }
  .right th,
  .right td {
    font-weight: 700;
  }
  @media (max-width: 759px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

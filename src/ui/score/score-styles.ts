/** The tab of scores: sentences as pieces, the darker the more bits they cost. */
import { css, unsafeCSS } from 'lit';

/** Shades of what a token costs, beside none. */
export const costLevels = 12;
const shades = Array.from(
  { length: costLevels + 1 },
  (_, at) => `[data-cost='${at}'] { --cost: ${(55 * at) / costLevels}%; }`,
).join('');

export const scoreStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(200px, 1fr) minmax(0, 3fr);
    gap: 10px 26px;
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
  .given textarea {
    width: 100%;
    height: auto;
    padding: 4px 6px;
    resize: vertical;
  }
  .presets {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .sentences {
    display: flex;
    flex-direction: column;
    gap: 12px;
    margin: 0;
    padding-left: 20px;
  }
  .pieces {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 1px;
    align-items: baseline;
    font: 14px/1.4 var(--mono);
  }
  .pieces button,
  .before {
    height: auto;
    min-width: 16px;
    padding: 1px 3px;
    border: 0;
    border-radius: 3px;
    color: var(--ink);
    font: inherit;
    white-space: pre;
    unicode-bidi: isolate;
  }
  .before {
    color: var(--ink-soft);
  }
  .pieces button {
    background: color-mix(in srgb, var(--kept-2) var(--cost), var(--surface));
  }
  ${unsafeCSS(shades)}
  .pieces button[aria-pressed='true'] {
    outline: 2px solid var(--accent);
  }
  .alternatives {
    --share-left: var(--accent);
    margin-top: 6px;
    max-width: 420px;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 12px;
  }
  th {
    text-align: left;
    font-family: var(--mono);
    font-weight: 400;
    white-space: pre;
  }
  td {
    width: 64px;
    text-align: right;
  }
  td.bar {
    width: 60%;
    padding-left: 8px;
  }
  .wanted th,
  .wanted td {
    font-weight: 700;
  }
  @media (max-width: 759px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

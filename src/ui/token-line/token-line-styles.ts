/** The tab of tokens: pieces of a line, and what one of them selects. */
import { css } from 'lit';

export const tokenLineStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    gap: 10px 26px;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-width: 0;
  }
  h3,
  p {
    margin: 0;
    font-size: 12px;
  }
  h3 {
    font-size: 13px;
  }
  ol {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 2px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  ol button {
    display: flex;
    flex-direction: column;
    align-items: center;
    height: auto;
    min-width: 20px;
    padding: 1px 4px;
    border: 0;
    background: color-mix(in srgb, var(--piece) 26%, var(--surface));
    color: var(--ink);
    font: 13px/1.4 var(--mono);
    white-space: pre;
    unicode-bidi: isolate;
  }
  ol small {
    color: var(--ink-soft);
    font: 10px/1.3 var(--sans, sans-serif);
  }
  ol button[aria-pressed='true'] {
    outline: 2px solid var(--accent);
    font-weight: 700;
  }
  li:nth-child(4n + 1) {
    --piece: var(--kept-1);
  }
  li:nth-child(4n + 2) {
    --piece: var(--kept-2);
  }
  li:nth-child(4n + 3) {
    --piece: var(--kept-3);
  }
  li:nth-child(4n + 4) {
    --piece: var(--kept-4);
  }
  .one-hot {
    height: 12px;
    border: 1px solid var(--line);
    background: var(--well);
  }
  .one-hot path {
    stroke: var(--accent);
    stroke-width: 2px;
    vector-effect: non-scaling-stroke;
  }
  labelled-map {
    --size: 12px;
  }
  line-chart {
    height: 150px;
  }
  @media (max-width: 759px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

/** The gradient through time: a line of words, then map, curves and factors side by side. */
import { css } from 'lit';

export const throughTimeStyles = css`
  :host {
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    gap: 6px;
    height: 100%;
    min-height: 310px;
  }
  .head {
    display: grid;
    grid-template-columns: 128px auto minmax(0, 1fr) auto;
    gap: 4px 10px;
    align-items: end;
  }
  .head output {
    grid-column: 3;
    align-self: center;
    font-weight: 600;
  }
  .head > button {
    grid-column: 4;
  }
  .walk {
    display: flex;
    gap: 10px;
  }
  .layer,
  .direction {
    color: var(--ink-soft);
    font-size: 12px;
  }
  .layer select,
  .direction select {
    display: block;
  }
  .stage {
    display: grid;
    flex: 1;
    grid-template-columns: minmax(0, 11fr) minmax(0, 9fr) minmax(0, 7fr);
    gap: 14px;
    min-height: 0;
  }
  .stage > * {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .map {
    container-type: inline-size;
  }
  .caption {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    min-height: 18px;
    color: var(--ink-soft);
    font-size: 12px;
  }
  .characters {
    display: grid;
    grid-auto-columns: calc(100% / var(--steps));
    grid-auto-flow: column;
    overflow: hidden;
    /* the advance of a monospaced character is about 0.6 of its size */
    font: min(14px, calc(160cqw / var(--steps))) / 18px var(--mono);
    text-align: center;
    white-space: pre;
  }
  .characters .wide {
    font-size: 0.6em;
  }
  .characters.words {
    font-size: 10px;
    letter-spacing: -0.03em;
  }
  .characters.words span {
    padding: 0 2px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .characters .pointed {
    background: var(--ink);
    color: var(--surface);
  }
  gradient-map,
  line-chart {
    flex: 1;
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    max-height: 72px;
    margin: 2px 0 0;
    padding: 0;
    overflow: auto;
    scrollbar-width: thin;
    color: var(--ink-soft);
    font-size: 12px;
    line-height: 18px;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 5px;
  }
  li i {
    width: 16px;
    border-top: 2.5px solid var(--swatch, var(--ink));
  }
  li i.dashed {
    border-top-style: dashed;
    border-top-width: 2px;
  }
  li button {
    height: 18px;
    padding: 0 4px;
  }
  .now {
    --swatch: var(--series-train);
  }
  .rest {
    --swatch: var(--series-validation);
  }
  .keeping {
    --swatch: var(--gate);
  }
  .foot {
    display: flex;
    justify-content: space-between;
    flex-wrap: wrap;
    gap: 0 12px;
    min-height: 18px;
    font-size: 12px;
  }
  .foot output:empty::before {
    content: attr(data-hint);
    color: var(--ink-faint);
  }
  @container (max-width: 640px) {
    .head {
      grid-template-columns: 128px auto minmax(0, 1fr);
    }
    .head output {
      grid-row: 2;
      grid-column: 1 / -1;
    }
    .head > button {
      grid-column: 3;
      justify-self: end;
    }
    .stage {
      grid-template-columns: minmax(0, 1fr);
    }
    .stage > * {
      height: 300px;
    }
  }
`;

/** The unrolled net: one colour per matrix of weights, the gradient's way in orange. */
import { css, unsafeCSS } from 'lit';

/** Neighbours in the list lie far apart on the colour wheel. */
const hues = Array.from(
  { length: 40 },
  (_, index) => `.w${index} { --hue: ${Math.round(250 + index * 137.5) % 360}; }`,
);

export const unrolledStyles = css`
  ${unsafeCSS(hues.join('\n'))}
  .weight {
    --weight: oklch(var(--weight-lightness) 0.13 var(--hue));
  }
  :host {
    display: block;
  }
  .bar,
  ul {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 16px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  label {
    display: inline-flex;
    align-items: center;
    white-space: nowrap;
  }
  li {
    padding: 0 4px;
    border-radius: 4px;
    white-space: nowrap;
  }
  li.lit {
    background: var(--accent-soft);
  }
  i {
    display: inline-block;
    width: 16px;
    height: 3px;
    margin-right: 5px;
    vertical-align: middle;
    background: var(--weight);
  }
  sub,
  sup {
    font-size: 0.72em;
    line-height: 0;
  }
  small {
    color: var(--ink-faint);
  }
  .scroll {
    overflow-x: auto;
    scrollbar-width: thin;
  }
  svg {
    display: block;
    font: 13px var(--font);
  }
  text {
    fill: var(--ink);
    text-anchor: middle;
  }
  .sup {
    font-size: 9px;
  }
  .below,
  .target {
    font-size: 11px;
  }
  .target {
    fill: var(--ink-soft);
  }
  .long {
    font-size: 10px;
    letter-spacing: -0.02em;
  }
  .head {
    font-size: 11.5px;
    text-anchor: start;
  }
  .head.faint {
    fill: var(--ink-faint);
  }
  .band {
    fill: var(--accent-soft);
  }
  .box {
    cursor: pointer;
  }
  .box text {
    pointer-events: none;
  }
  .box rect {
    fill: var(--well);
    stroke: var(--line-strong);
  }
  .box.layer rect {
    fill: var(--surface);
    stroke: var(--ink-soft);
  }
  .box.still {
    cursor: default;
  }
  .box:not(.still):hover rect {
    stroke: var(--accent);
  }
  .box.chosen rect {
    fill: var(--surface);
    stroke: var(--accent);
    stroke-width: 2.5;
  }
  .start rect {
    fill: none;
    stroke: var(--ink-faint);
    stroke-dasharray: 3 3;
  }
  path {
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .arrow {
    stroke: var(--weight);
    stroke-width: 1.8;
  }
  .plain {
    --weight: var(--ink-soft);
  }
  .back .arrow,
  .one .arrow:not(.lit) {
    opacity: 0.35;
  }
  .arrow.lit {
    stroke-width: 3;
    opacity: 1;
  }
  .memory {
    stroke: var(--gate-memory);
  }
  .gradient {
    stroke: var(--series-validation);
    stroke-width: 2;
  }
`;

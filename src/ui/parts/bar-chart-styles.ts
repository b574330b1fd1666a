/** A picture of bars, and the words under it. `--bar` is their colour. */
import { css } from 'lit';

export const barChartStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .picture {
    flex: 1;
    position: relative;
    min-height: 110px;
  }
  .picture:focus-visible {
    outline: 2px solid var(--accent);
  }
  svg {
    position: absolute;
    inset: 16px 6px 16px 44px;
    width: calc(100% - 50px);
    height: calc(100% - 32px);
    overflow: visible;
  }
  rect {
    fill: var(--bar, var(--series-train));
    opacity: 0.72;
  }
  rect.set {
    fill: var(--series-validation);
  }
  rect.pointed {
    opacity: 1;
    stroke: var(--ink);
  }
  line.tick {
    stroke: var(--line);
    shape-rendering: crispEdges;
  }
  line.mark {
    stroke: var(--ink-soft);
    stroke-dasharray: 4 3;
  }
  text {
    fill: var(--ink-faint);
    font: 10.5px var(--font);
    font-variant-numeric: tabular-nums;
  }
  text.tick {
    text-anchor: end;
  }
  text.foot,
  text.mark {
    text-anchor: middle;
  }
  text.first {
    text-anchor: start;
  }
  text.last {
    text-anchor: end;
  }
  text.mark {
    fill: var(--ink-soft);
  }
  output {
    min-height: 17px;
    font-size: 12px;
  }
  output:empty::before {
    content: attr(data-hint);
    color: var(--ink-faint);
  }
`;

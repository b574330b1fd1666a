/**
 * A Chart.js line chart that is told what to draw and never animates. Reference lines are drawn
 * across the plot with their label, so that they need no legend.
 */
import {
  Chart,
  LineController,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { ChartDataset, ScaleOptionsByType } from 'chart.js';
import { LitElement, css, html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { topOf } from './chart-axes.ts';
import { drawInTurn } from '../controllers/drawing-turns.ts';
import { Watch } from '../controllers/store.ts';
import { theme } from '../controllers/theme.ts';
import type { Point } from '../controllers/curve.ts';

Chart.register(LineController, LineElement, LinearScale, LogarithmicScale, PointElement, Tooltip);

export interface Series {
  label: string;
  /** Name of a custom property. */
  colour: string;
  width: number;
  points: Point[];
  /** Show each point, not only the line. */
  dots?: boolean;
  dashed?: boolean;
}

export interface Reference {
  label: string;
  value: number;
}

/** Where a label stands, in pixels of the chart. */
interface Box {
  left: number;
  right: number;
  top: number;
}

const labelHeight = 12;

@customElement('line-chart')
export class LineChart extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
      min-width: 0;
      min-height: 0;
    }
    canvas {
      position: absolute;
      inset: 0;
    }
  `;

  /** Accessible name of the picture. */
  @property() label = '';
  @property({ attribute: false }) series: readonly Series[] = [];
  @property({ attribute: false }) references: readonly Reference[] = [];
  @property({ type: Boolean }) logX = false;
  @property({ type: Boolean }) logY = false;
  /** Show the numbers of the x axis. */
  @property({ type: Boolean }) xTicks = false;
  /** Room for the numbers of the y axis, in pixels. */
  @property({ type: Number }) yWidth = 38;
  /** How far the x axis goes at least: as far as what is drawn, where that is further. */
  @property({ type: Number }) reach = 20;
  /** What x counts, for the tooltip. */
  @property() xName = 'step';

  #chart: Chart<'line', Point[]> | null = null;
  /** Reading one back makes the browser work out all styles first, so each is read once. */
  #colours = new Map<string, string>();
  #coloursOf = theme.shown.value;

  constructor() {
    super();
    new Watch(this, () => [theme.shown]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('logX') || changed.has('logY')) {
      this.#chart?.destroy();
      this.#chart = null;
    }
    drawInTurn(this, () => this.#draw());
  }

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  /** The same chart drawn once more, of any size, in pixels of the canvas by `sharpness`. */
  picture(width: number, height: number, sharpness: number): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const chart = this.#create(canvas, sharpness);
    this.#fill(chart);
    chart.update('none');
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext('2d')!.drawImage(canvas, 0, 0);
    // clears its canvas
    chart.destroy();
    return copy;
  }

  /** As the page shows it now, light or dark. */
  colour(name: string): string {
    if (this.#coloursOf !== theme.shown.value) this.#colours.clear();
    this.#coloursOf = theme.shown.value;
    let colour = this.#colours.get(name);
    if (colour === undefined) {
      colour = getComputedStyle(this).getPropertyValue(name).trim();
      this.#colours.set(name, colour);
    }
    return colour;
  }

  #draw(): void {
    if (!this.isConnected) return;
    this.#chart ??= this.#create(this.renderRoot.querySelector('canvas')!);
    this.#fill(this.#chart);
    this.#chart.update('none');
  }

  /** With a sharpness for a picture of its own size, else as large as its place. */
  #create(canvas: HTMLCanvasElement, sharpness?: number): Chart<'line', Point[]> {
    return new Chart<'line', Point[]>(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: sharpness === undefined,
        devicePixelRatio: sharpness,
        maintainAspectRatio: false,
        parsing: false,
        normalized: true,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        layout: { padding: { top: 4, right: 16 } },
        plugins: {
          tooltip: {
            animation: false,
            displayColors: false,
            callbacks: {
              title: (items) => `${this.xName} ${items[0]?.parsed.x ?? ''}`,
              label: tooltipLabel,
            },
          },
        },
      },
      plugins: [{ id: 'references', afterDatasetsDraw: (chart) => this.#drawReferences(chart) }],
    });
  }

  #fill(chart: Chart<'line', Point[]>): void {
    const ink = this.colour('--ink-faint');
    const line = this.colour('--line');
    const values = this.references.map(({ value }) => value);
    const drawn = this.series.flatMap(({ points }) => points.map(({ y }) => y));
    const font = { size: 11, family: this.colour('--font') };
    const axis = {
      grid: { color: line, tickColor: line, lineWidth: 1 },
      border: { color: this.colour('--line-strong') },
    };
    chart.options.scales = {
      x: {
        ...axis,
        type: this.logX ? 'logarithmic' : 'linear',
        min: this.logX ? 1 : 0,
        suggestedMax: this.reach,
        ticks: {
          color: ink,
          font,
          display: this.xTicks,
          maxRotation: 0,
          maxTicksLimit: 7,
          ...(this.logX ? { callback: roundNumbers } : {}),
        },
      } as unknown as ScaleOptionsByType<'linear'>,
      y: {
        ...axis,
        type: this.logY ? 'logarithmic' : 'linear',
        suggestedMin: values.length > 0 ? Math.min(...values) : undefined,
        suggestedMax: topOf(drawn, values, this.logY),
        // Charts above one another share their left edge.
        afterFit: (scale: { width: number }) => (scale.width = this.yWidth),
        ticks: {
          color: ink,
          font,
          maxTicksLimit: 6,
          // a loss that has exploded must still fit beside the axis
          ...(this.logY ? { callback: roundNumbers } : { format: { notation: 'compact' } }),
        },
      } as unknown as ScaleOptionsByType<'linear'>,
    };
    chart.data.datasets = this.series.map((series): ChartDataset<'line', Point[]> => {
      const colour = this.colour(series.colour);
      return {
        label: series.label,
        data: series.points,
        borderColor: colour,
        backgroundColor: colour,
        borderWidth: series.width,
        borderDash: series.dashed ? [5, 3] : [],
        pointRadius: series.dots ? 2.5 : 0,
        pointHitRadius: 6,
      };
    });
  }

  #drawReferences(chart: Chart): void {
    const { ctx, chartArea, scales } = chart;
    // drawn once before it is filled
    if (!('y' in scales)) return;
    ctx.save();
    ctx.font = `11px ${this.colour('--font')}`;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'bottom';
    ctx.strokeStyle = this.colour('--reference');
    ctx.setLineDash([4, 3]);
    const taken: Box[] = [];
    for (const { label, value } of this.references) {
      const y = scales.y.getPixelForValue(value);
      if (!(y >= chartArea.top - 1 && y <= chartArea.bottom + 1)) continue;
      ctx.globalAlpha = 0.8;
      ctx.beginPath();
      ctx.moveTo(chartArea.left, Math.round(y) + 0.5);
      ctx.lineTo(chartArea.right, Math.round(y) + 0.5);
      ctx.stroke();
      const box = this.#placeLabel(chart, ctx.measureText(label).width + 4, y, taken);
      ctx.globalAlpha = 0.85;
      ctx.fillStyle = this.colour('--surface');
      ctx.fillRect(box.left, box.top, box.right - box.left, labelHeight);
      ctx.globalAlpha = 1;
      ctx.fillStyle = this.colour('--ink-soft');
      ctx.fillText(label, box.right - 2, box.top + labelHeight);
      taken.push(box);
    }
    ctx.restore();
  }

  /** At the right or left end of its line, above or below it: the first place without a curve. */
  #placeLabel(chart: Chart, width: number, y: number, taken: readonly Box[]): Box {
    const { top, bottom, left, right } = chart.chartArea;
    const points = chart.data.datasets.flatMap((_, index) => chart.getDatasetMeta(index).data);
    const above = Math.max(top, y - 1 - labelHeight);
    const below = Math.min(bottom - labelHeight, y + 2);
    const places = [right - 2 - width, left + 4].flatMap((start) =>
      [above, below].map((boxTop) => ({ left: start, right: start + width, top: boxTop })),
    );
    const isFree = (box: Box) =>
      !taken.some(
        (other) =>
          Math.abs(other.top - box.top) < labelHeight &&
          other.left < box.right &&
          box.left < other.right,
      ) &&
      !points.some(
        ({ x, y: at }) =>
          x > box.left && x < box.right && at > box.top - 2 && at < box.top + labelHeight + 2,
      );
    return places.find(isFree) ?? places[0];
  }
}

/** A logarithmic axis with labels at the powers of ten; at 1, 2 and 5 of them if it is short. */
function roundNumbers(
  value: number | string,
  _index: number,
  ticks: readonly { value: number }[],
): string | null {
  const number = Number(value);
  const leading = Number((number / 10 ** Math.floor(Math.log10(number) + 1e-9)).toPrecision(6));
  const decades = Math.log10((ticks.at(-1)?.value ?? 1) / (ticks[0]?.value || 1));
  return (decades > 0.9 ? [1] : [1, 2, 5]).includes(leading)
    ? number < 1e-3
      ? number.toExponential(0)
      : String(Number(number.toPrecision(6)))
    : null;
}

function tooltipLabel(item: { dataset: { label?: string }; parsed: { y: number | null } }): string {
  return `${item.dataset.label ?? ''} ${item.parsed.y?.toPrecision(4) ?? ''}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'line-chart': LineChart;
  }
}

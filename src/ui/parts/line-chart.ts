/**
 * A Chart.js line chart that is told what to draw and never animates. Reference lines are drawn
 * across the plot with their label, so that they need no legend.
 */
import type { Chart, ChartDataset, Scale, ScaleOptionsByType } from 'chart.js';
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { drawInTurn } from './drawing-turns.ts';
import { LatePart, renderMissing } from './late-part.ts';
import { presentation } from '../state/presentation.ts';
import { theme } from '../state/theme.ts';
import type { Point } from '../state/curve.ts';
import { formatShort } from '../../lib/format.ts';
import { TrackedElement } from '../tracked-element.ts';
import { zoomOf } from '../zoom.ts';
import { drawLabel, placeLabels } from './chart-labels.ts';
import { formatCount, roundNumbers, tooltipLabel } from './chart-numbers.ts';
import { chartRange } from './chart-range.ts';

type Library = typeof import('./chart-library.ts');
const library = new LatePart<Library>(() => import('./chart-library.ts'));

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

@customElement('line-chart')
export class LineChart extends TrackedElement {
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
    p {
      margin: 0;
      font-size: 12px;
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
  /** The x axis reaches this far, whatever there is to draw. */
  @property({ type: Number }) lastX = 0;
  /** It begins here, if that is below 0; then it ends where it is said to. */
  @property({ type: Number }) firstX = 0;
  /** Names of the places 0, 1, 2 … along the x axis, where it counts nothing. */
  @property({ attribute: false }) places: readonly string[] = [];
  /** The y axis begins at 0. */
  @property({ type: Boolean }) fromZero = false;
  /** Values are shares of 1: the y axis ends there. */
  @property({ type: Boolean }) isShare = false;
  /** Cut off what lies far above nearly all values. */
  @property({ type: Boolean }) cuts = false;
  /** What x counts, for the tooltip. */
  @property() xName = 'step';

  #chart: Chart<'line', Point[]> | null = null;
  /** Reading one back makes the browser work out all styles first, so each is read once. */
  #colours = new Map<string, string>();
  #coloursOf: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // drawn later, in colours and as sharp as is read then
    void theme.shown.value;
    void presentation.shown.value;
    void library.module;
    if (changed.has('logX') || changed.has('logY')) {
      this.#chart?.destroy();
      this.#chart = null;
    }
    drawInTurn(this, () => this.#draw());
  }

  protected override render(): TemplateResult {
    if (library.isMissing) {
      const words = msg('The chart could not be loaded: the server did not answer.');
      return renderMissing(library, words);
    }
    const summit = this.#summit;
    const cut = summit
      ? msg(
          str`The highest value, ${formatShort(summit.y, 3)} at ${this.xName} ${formatCount(summit.x)}, is cut off.`,
        )
      : '';
    return html`<canvas
      role="img"
      aria-label=${this.label}
      aria-description=${cut || nothing}
    ></canvas>`;
  }

  /** What is shown now; public, so that tests can read it. */
  get axes(): Record<'x' | 'y', { min: number; max: number }> {
    const { x, y } = this.#chart?.scales ?? {};
    const ends = (scale: Scale | undefined) => ({ min: scale?.min ?? NaN, max: scale?.max ?? NaN });
    return { x: ends(x), y: ends(y) };
  }

  /** The same chart drawn once more, of any size, in pixels of the canvas by `sharpness`. */
  async picture(width: number, height: number, sharpness: number): Promise<HTMLCanvasElement> {
    const { Chart: Line } = await library.get();
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const chart = this.#create(Line, canvas, sharpness);
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

  get #range(): ReturnType<typeof chartRange> {
    const values = this.series.flatMap(({ points }) => points.map(({ y }) => y));
    const references = this.references.map(({ value }) => value);
    return chartRange(values, { references, isLogarithmic: this.logY, cuts: this.cuts });
  }

  /** The highest of the points that are cut off. */
  get #summit(): Point | undefined {
    const points = this.#range.isCut ? this.series.flatMap((series) => series.points) : [];
    return points.reduce<Point | undefined>(
      (highest, point) => (highest && highest.y >= point.y ? highest : point),
      undefined,
    );
  }

  #draw(): void {
    const loaded = library.module;
    if (!this.isConnected || !loaded) return;
    this.#chart ??= this.#create(loaded.Chart, this.renderRoot.querySelector('canvas')!);
    this.#sharpen(this.#chart);
    this.#fill(this.#chart);
    this.#chart.update('none');
  }

  /** As many pixels as the screen has, also where the page is zoomed. */
  #sharpen(chart: Chart<'line', Point[]>): void {
    const sharpness = window.devicePixelRatio * zoomOf(this);
    if (chart.options.devicePixelRatio === sharpness) return;
    chart.options.devicePixelRatio = sharpness;
    chart.resize(chart.width, chart.height);
  }

  #nameOf(x: number): string {
    return this.places[x] ?? formatCount(x);
  }

  /** Where the x axis ends at least. */
  get #lastPlace(): number {
    if (this.places.length > 0) return this.places.length - 1;
    return this.firstX < 0 ? this.lastX : Math.max(20, this.lastX);
  }

  /** With a sharpness for a picture of its own size, else as large as its place. */
  #create(
    Line: Library['Chart'],
    canvas: HTMLCanvasElement,
    sharpness?: number,
  ): Chart<'line', Point[]> {
    return new Line<'line', Point[]>(canvas, {
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
              title: ([item]) => `${this.xName} ${item ? this.#nameOf(item.parsed.x ?? 0) : ''}`,
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
    const { min, max, isCut } = this.#range;
    const font = { size: 11, family: this.colour('--font') };
    const axis = {
      grid: { color: line, tickColor: line, lineWidth: 1 },
      border: { color: this.colour('--line-strong') },
    };
    chart.options.scales = {
      x: {
        ...axis,
        type: this.logX ? 'logarithmic' : 'linear',
        min: this.logX ? 1 : Math.min(0, this.firstX),
        suggestedMax: this.#lastPlace,
        ticks: {
          color: ink,
          font,
          display: this.xTicks,
          maxRotation: 0,
          maxTicksLimit: 7,
          ...(this.places.length > 0 ? { stepSize: 1 } : {}),
          callback: this.logX ? roundNumbers : (value: number) => this.#nameOf(value),
        },
      } as unknown as ScaleOptionsByType<'linear'>,
      y: {
        ...axis,
        type: this.logY ? 'logarithmic' : 'linear',
        suggestedMin: this.fromZero ? 0 : min,
        ...(isCut || this.isShare ? { max: isCut ? max : 1 } : { suggestedMax: max }),
        // Charts above one another share their left edge.
        afterFit: (scale: { width: number }) => (scale.width = this.yWidth),
        ticks: {
          color: ink,
          font,
          maxTicksLimit: 6,
          // where it is cut, the axis ends at no round number
          includeBounds: !isCut,
          // a loss that has exploded must still fit beside the axis
          callback: this.logY ? roundNumbers : (value: number) => formatShort(value, 4),
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
        // single dots lie on top, dashed lines below; a dot at the edge is whole
        order: series.width === 0 ? -1 : series.dashed ? 1 : 0,
        ...(series.dots ? { clip: 4 } : {}),
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
    const lines = this.references
      .map(({ label, value }) => ({ label, y: scales.y.getPixelForValue(value) }))
      .filter(({ y }) => y >= chartArea.top - 1 && y <= chartArea.bottom + 1);
    ctx.globalAlpha = 0.8;
    for (const { y } of lines) {
      ctx.beginPath();
      ctx.moveTo(chartArea.left, Math.round(y) + 0.5);
      ctx.lineTo(chartArea.right, Math.round(y) + 0.5);
      ctx.stroke();
    }
    const summit = this.#summit;
    const labels = [
      ...(summit
        ? [
            {
              label: `↑ ${formatShort(summit.y, 3)}`,
              x: scales.x.getPixelForValue(summit.x),
              y: chartArea.top,
            },
          ]
        : []),
      ...lines,
    ];
    const points = chart.data.datasets.flatMap((_, index) => chart.getDatasetMeta(index).data);
    const sized = labels.map((one) => ({ ...one, width: ctx.measureText(one.label).width + 4 }));
    placeLabels(sized, chartArea, points).forEach((box, index) => {
      if (box) drawLabel(ctx, sized[index].label, box, (name) => this.colour(name));
    });
    ctx.restore();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'line-chart': LineChart;
  }
}

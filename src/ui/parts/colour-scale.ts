/** A legend of the heat maps: the colours from one end of a scale to the other, with numbers. */
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TrackedElement } from '../tracked-element.ts';
import { paintCells } from './heat-map.ts';
import type { ColourTable } from './colour-map.ts';
import type { Trace } from '../gates/traces.ts';

@customElement('colour-scale')
export class ColourScale extends TrackedElement {
  static override styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      color: var(--ink-soft);
      font-size: 11.5px;
      white-space: nowrap;
    }
    b {
      color: var(--ink);
      font-weight: 600;
    }
    canvas {
      width: 52px;
      height: 9px;
      border: 1px solid var(--line);
      border-radius: 2px;
    }
  `;

  /** The traces the scale is for. */
  @property() symbols = '';
  @property() low = '';
  @property() high = '';
  @property({ attribute: false }) colours!: ColourTable;

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas')!;
    paintCells(canvas, { rows: 1, columns: 256 }, (_, column) => this.colours[column]);
  }

  protected override render(): TemplateResult {
    return html`<b>${this.symbols}</b> ${this.low}
      <canvas width="256" height="1" aria-hidden="true"></canvas> ${this.high}`;
  }
}

/** One legend per scale: traces of one range share theirs. */
export function scaleLegends(traces: readonly Trace[], colours: ColourTable): TemplateResult[] {
  const groups = new Map<string, { symbols: string[]; low: number; high: number }>();
  for (const { info, low, high } of traces) {
    const key = info.scale === 'free' ? info.id : info.scale;
    const group = groups.get(key) ?? { symbols: [], low, high };
    group.symbols.push(info.scale === 'gate' ? 'Γ' : info.symbol);
    groups.set(key, group);
  }
  const words = (value: number) => String(Number(value.toPrecision(3))).replace('-', '−');
  return [...groups.values()].map(
    ({ symbols, low, high }) =>
      html`<colour-scale
        symbols=${[...new Set(symbols)].join(' ')}
        low=${words(low)}
        high=${words(high)}
        .colours=${colours}
      ></colour-scale>`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'colour-scale': ColourScale;
  }
}

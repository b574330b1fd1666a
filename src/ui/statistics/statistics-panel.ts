/**
 * What the gates do over some of the data: how often each is shut or open, how long every unit
 * remembers, and the preactivations of one gate.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CellInfo, TraceInfo } from '../../protocol/catalogue.ts';
import type { Direction } from '../../protocol/direction.ts';
import type { GateStatistics, LayerStatistics, StatisticsFrame } from '../../protocol/frames.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { fixed, grouped } from '../format.ts';
import type { RowKind } from '../words/rows.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { gateColours } from '../gates/gate-colours.ts';
import { statisticsStyles } from './statistics-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { countedTimeSteps, type Unit, unitNameFor } from '../words/units.ts';
import '../parts/bar-chart.ts';
import type { Bar } from '../parts/bar-chart.ts';
import { barTable } from '../parts/bar-table.ts';
import { shareBar, shareBarStyles } from '../parts/share-bar.ts';
import { cellOf, withArrow } from '../gates/traces.ts';
import { partSelect } from '../parts/walk-selects.ts';
import { afterLayer, arrowOf } from '../words/directions.ts';

/** ln(0.01 / 0.99): a gate is below 0.01 where its preactivation is below this. */
const shutPreactivation = Math.log(0.01 / 0.99);
/** Memory lengths are drawn from 1 step to this many: none is longer than anyone can measure. */
const longestShown = 1e4;

@customElement('statistics-panel')
export class StatisticsPanel extends TrackedElement {
  static override styles = [controlStyles, gateColours, shareBarStyles, statisticsStyles];

  @property({ attribute: false }) session!: Session;

  /** The gate whose preactivations are shown; the first one of the cell if it has no such gate. */
  @state() private gate = '';

  constructor() {
    super();
    const wish = () => this.session.gates.ofPart;
    new Seen(this, () => this.session.views.see('statistics', wish));
  }

  protected override render(): TemplateResult {
    const frame = this.session.views.frame('statistics').value;
    const { gates } = this.session;
    const directions = frame?.directions ?? 1;
    const walk = (gates.layer - 1) * directions + Math.min(gates.direction, directions - 1);
    const layer = frame?.layers[walk];
    if (!frame || !layer) {
      return html`<p class="faint">${msg('The gate statistics appear here.')}</p>`;
    }
    const shown = walkName(frame, walk);
    const chosen = layer.gates.find(({ id }) => id === this.gate) ?? layer.gates[0];
    return html`
      <div class="shares">
        ${partSelect(this.session, msg('Part of the statistics'))}
        ${this.#renderShares(frame, walk, chosen)}
        <p class="faint">${sourceWords(frame, this.session.task.rows, this.session.task.unit)}</p>
      </div>
      <div class="picture ${this.#infoOf(chosen.id)?.role ?? ''}">
        ${this.#renderPreactivations(chosen, shown)}
      </div>
      <div class="picture memory">${this.#renderMemory(layer, shown)}</div>
    `;
  }

  #renderShares(frame: StatisticsFrame, shown: number, chosen: GateStatistics): TemplateResult {
    const { selection } = this.session;
    const { layers } = frame;
    const hasGates = layers[0].gates.some(({ id }) => this.#infoOf(id)?.scale === 'gate');
    const low = hasGates ? msg('below 0.1') : msg('below −0.9');
    return html`<table>
        <caption>
          ${msg('Share of saturated values')}
        </caption>
        <thead>
          <tr>
            <td></td>
            <th scope="col">${low}</th>
            <td></td>
            <th scope="col">${msg('above 0.9')}</th>
          </tr>
        </thead>
        ${layers.map(
          (layer, at) =>
            html`<tbody>
              ${
                layers.length > 1
                  ? html`<tr>
                      <th scope="rowgroup" colspan="4" class="layer">
                        ${msg(str`layer ${walkName(frame, at)}`)}
                      </th>
                    </tr>`
                  : nothing
              }
              ${layer.gates.map((own) => {
                const info = this.#infoOf(own.id);
                const isShown = shown === at && own.id === chosen.id;
                return html`<tr
                  class="${info?.role ?? ''} ${selection.trace.value === own.id ? 'lit' : ''}"
                  @pointerenter=${() => selection.pointAtTrace(own.id)}
                  @pointerleave=${() => selection.pointAtTrace(null)}
                >
                  <th scope="row">
                    <button
                      type="button"
                      class="quiet"
                      aria-pressed=${isShown}
                      aria-label=${msg(str`Preactivations of ${info?.symbol ?? own.id}, layer ${walkName(frame, at)}`)}
                      title=${info?.help ?? nothing}
                      @click=${() => this.#choose(own.id, frame, at)}
                    >
                      ${info && withArrow(info, arrowOf(frame, directionOf(frame, at))).symbol}
                    </button>
                  </th>
                  <td class="number">${shareWords(own.low)}</td>
                  <td class="bar">${shareBar(own.low, own.high)}</td>
                  <td class="number">${info?.scale === 'free' ? '' : shareWords(own.high)}</td>
                </tr>`;
              })}
            </tbody>`,
        )}
      </table>
      ${this.#renderRangeNote(layers[0])}`;
  }

  /** What is counted where the thresholds of a gate make no sense. */
  #renderRangeNote({ gates }: LayerStatistics): unknown {
    const infos = gates.flatMap(({ id }) => this.#infoOf(id) ?? []);
    const find = (scale: TraceInfo['scale']) => infos.find((info) => info.scale === scale);
    if (find('free')) return html`<p>${msg('ReLU: how often the output is 0.')}</p>`;
    const signed = find('signed');
    if (!signed || !find('gate')) return nothing;
    const words = msg(
      str`${signed.symbol} ranges from −1 to 1, so its shares are below −0.9 and above 0.9.`,
    );
    return html`<p class="faint">${words}</p>`;
  }

  #renderPreactivations(chosen: GateStatistics, layer: string): TemplateResult {
    const { histogram, reach, shut, id } = chosen;
    const info = this.#infoOf(id);
    const symbol = info?.symbol ?? id;
    const width = (2 * reach) / histogram.length;
    const isGate = info?.scale === 'gate';
    const bars = histogram.map((share, bin): Bar => {
      const [from, to] = [-reach + bin * width, -reach + (bin + 1) * width];
      const range =
        bin === 0
          ? msg(str`below ${signed(to)}`)
          : bin === histogram.length - 1
            ? msg(str`above ${signed(from)}`)
            : msg(str`${signed(from)} to ${signed(to)}`);
      return { value: share, words: `${range}: ${shareWords(share)}`, isSet: isGate && to <= -4.5 };
    });
    const high = Math.max(0.02, ...histogram.filter(Number.isFinite));
    const feet = [-1, -0.5, 0, 0.5, 1].map((at) => ({
      at: (at + 1) / 2,
      label:
        Math.abs(at) === 1 ? `${at < 0 ? '≤' : '≥'} ${signed(at * reach)}` : signed(at * reach),
    }));
    const marks = isGate
      ? [{ at: (shutPreactivation / reach + 1) / 2, label: `−4.6: ${symbol} = 0.01` }]
      : [];
    return html`
      <h3>${msg(str`Preactivations of ${symbol}, layer ${layer}`)}</h3>
      <bar-chart
        label=${msg(str`Histogram of the preactivations of ${symbol}`)}
        .bars=${bars}
        .high=${high}
        .ticks=${[0, high].map((at) => ({ at, label: shareWords(at) }))}
        .feet=${feet}
        .marks=${marks}
      ></bar-chart>
      <p>
        ${isGate ? msg(str`Below −4.6, where ${symbol} is under 0.01: ${shareWords(shut)} of all units and time steps.`) : msg(str`Beyond ±1.5, the value exceeds 0.9 in magnitude and its gradient is small.`)}
      </p>
      ${barTable(msg('Preactivation'), msg('Share'), bars)}
    `;
  }

  #renderMemory({ memory }: LayerStatistics, layer: string): TemplateResult {
    if (!memory) {
      return html`<h3>${msg('Memory length')}</h3>
        <p class="faint">
          ${msg('This cell has no memory gate: every time step overwrites the whole state. Choose a GRU or an LSTM to see how long each unit remembers.')}
        </p>`;
    }
    const { share = '' } = this.#cell?.memory ?? {};
    const kept = share.includes(' ') ? `(${share})` : share;
    const units = Array.from(memory, (length, unit) => ({ length, unit: unit + 1 }))
      .filter(({ length }) => !Number.isNaN(length))
      .sort((a, b) => b.length - a.length || a.unit - b.unit);
    const bars = units.map(({ length, unit }): Bar => ({
      value: Math.log10(Math.max(1, Math.min(longestShown, length))),
      words: msg(str`unit ${unit}: ${stepsWords(length)}`),
    }));
    const middle = units[Math.floor(units.length / 2)]?.length ?? NaN;
    const longest = units[0]?.length ?? NaN;
    const high = Math.max(1, Math.ceil(Math.max(0, ...bars.map(({ value }) => value))));
    return html`
      <h3>${msg(str`Memory length of each unit, layer ${layer}`)}</h3>
      <bar-chart
        label=${msg('Memory length of each unit, longest first')}
        .bars=${bars}
        .high=${high}
        .ticks=${Array.from({ length: high + 1 }, (_, at) => ({ at, label: grouped(10 ** at) }))}
        .feet=${[
          { at: 0, label: msg('longest') },
          { at: 1, label: msg('shortest') },
        ]}
      ></bar-chart>
      <p>
        ${msg(str`−1 / mean log ${kept}: the time steps until 1/e is left. Longest ${stepsWords(longest)}, median ${stepsWords(middle)}.`)}
      </p>
      ${barTable(msg('Unit'), msg('Remembers'), bars)}
    `;
  }

  get #cell(): CellInfo | undefined {
    const { engine, net } = this.session;
    return cellOf(engine.value.catalogue, net.info.value?.cell);
  }

  #infoOf(id: string): TraceInfo | undefined {
    return this.#cell?.traces.find((trace) => trace.id === id);
  }

  #choose(gate: string, frame: StatisticsFrame, walk: number): void {
    const { session } = this;
    this.gate = gate;
    void session.change('layer', layerOf(frame, walk));
    if (!session.gates.hasDirections) return;
    void session.change('direction', directionOf(frame, walk) === 1 ? 'backward' : 'forward');
  }
}

/** From 1. @param walk index among what the frame has */
function layerOf({ directions }: StatisticsFrame, walk: number): number {
  return Math.floor(walk / directions) + 1;
}

function directionOf({ directions }: StatisticsFrame, walk: number): Direction {
  return walk % directions === 1 ? 1 : 0;
}

/** `2`, or `2 ←` where layers read both ways. */
function walkName(frame: StatisticsFrame, walk: number): string {
  return `${layerOf(frame, walk)}${afterLayer(frame, directionOf(frame, walk))}`;
}

/** What was counted. */
function sourceWords(
  { timeSteps, rows, isHeldOut, step }: StatisticsFrame,
  kind: RowKind,
  unit: Unit,
): string {
  const [count, at] = [grouped(timeSteps), grouped(step)];
  const names = unitNameFor(unit, timeSteps);
  if (kind === 'characters' || kind === 'values') {
    return isHeldOut
      ? msg(str`Over the first ${count} held-out ${names}, at step ${at}.`)
      : msg(str`Over the text’s first ${count} ${names}, at step ${at}.`);
  }
  const taken = takenRows(rows, isHeldOut, kind);
  return msg(
    str`Over ${taken} with ${countedTimeSteps(timeSteps)} in all, padding left out, at step ${at}.`,
  );
}

/** They are spread over all that there are. */
function takenRows(
  rows: number,
  isHeldOut: boolean,
  kind: Exclude<RowKind, 'characters' | 'values'>,
): string {
  const count = grouped(rows);
  switch (kind) {
    case 'lines':
    case 'labelled lines':
      if (rows === 1) return isHeldOut ? msg('1 held-out line') : msg('1 line');
      return isHeldOut ? msg(str`${count} held-out lines`) : msg(str`${count} lines`);
    case 'labelled':
      if (rows === 1) return isHeldOut ? msg('1 held-out text') : msg('1 text');
      return isHeldOut ? msg(str`${count} held-out texts`) : msg(str`${count} texts`);
    case 'tune lines':
      if (rows === 1) return isHeldOut ? msg('1 held-out tune') : msg('1 tune');
      return isHeldOut ? msg(str`${count} held-out tunes`) : msg(str`${count} tunes`);
    case 'strands':
      if (rows === 1) return isHeldOut ? msg('1 held-out sequence') : msg('1 sequence');
      return isHeldOut ? msg(str`${count} held-out sequences`) : msg(str`${count} sequences`);
    case 'sentences':
      if (rows === 1) return isHeldOut ? msg('1 held-out sentence') : msg('1 sentence');
      return isHeldOut ? msg(str`${count} held-out sentences`) : msg(str`${count} sentences`);
    case 'pairs':
      if (rows === 1) return isHeldOut ? msg('1 held-out pair') : msg('1 pair');
      return isHeldOut ? msg(str`${count} held-out pairs`) : msg(str`${count} pairs`);
    case 'recordings':
      if (rows === 1) return isHeldOut ? msg('1 held-out recording') : msg('1 recording');
      return isHeldOut ? msg(str`${count} held-out recordings`) : msg(str`${count} recordings`);
  }
}

function shareWords(share: number): string {
  return `${fixed(share * 100, 1)} %`;
}

function stepsWords(steps: number): string {
  if (steps > longestShown) return msg(str`over ${countedTimeSteps(longestShown)}`);
  return msg(str`${steps < 10 ? fixed(steps, 2) : grouped(steps)} time steps`);
}

function signed(value: number): string {
  return String(Number(value.toFixed(2))).replace('-', '−');
}

declare global {
  interface HTMLElementTagNameMap {
    'statistics-panel': StatisticsPanel;
  }
}

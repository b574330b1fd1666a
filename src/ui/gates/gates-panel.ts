/**
 * Every gate and state of the net over the characters of a line: one picture per trace, stacked,
 * columns under their characters. Frames arrive by themselves while the net trains.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { inlineText } from '../../lib/inline-text.ts';
import '../tabs/close-view.ts';
import './gate-pins.ts';
import { settingRow } from '../parts/setting-row.ts';
import { Room } from '../parts/room.ts';
import { RowsInTurn } from '../parts/rows-in-turn.ts';
import type { Place } from '../state/selection.ts';
import { stackOf } from '../state/shown-stack.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { theme } from '../state/theme.ts';
import { namedCharacter } from '../characters.ts';
import { fixed } from '../format.ts';
import { arrowOf } from '../words/directions.ts';
import type { MapCell } from '../parts/heat-map.ts';
import { zoomOf } from '../zoom.ts';
import { controlStyles, panelStyles } from '../parts/control-styles.ts';
import { gateColours } from './gate-colours.ts';
import { gatesStyles } from './gates-styles.ts';
import type { CellInfo } from '../../protocol/catalogue.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import { TrackedElement } from '../tracked-element.ts';
import { characterSign } from '../parts/character-sign.ts';
import { colourTable } from '../parts/colour-map.ts';
import { scaleLegends } from '../parts/colour-scale.ts';
import { columnHeads } from './column-heads.ts';
import { differences } from './difference.ts';
import './gate-map.ts';
import type { GateMap, PointedCell } from './gate-map.ts';
import { traceLabel } from './trace-label.ts';
import { skippedWords } from '../words/skipped.ts';
import { unitName } from '../words/units.ts';
import { cellOf, collectTraces } from './traces.ts';
import type { Trace } from './traces.ts';
import { orderUnits } from './unit-order.ts';

/** Rows that jump with every frame cannot be followed: while training they rest this long. */
const orderRestMs = 3000;
const gutter = 68;
const bandGap = 5;
const lowestBand = 40;

@customElement('gates-panel')
export class GatesPanel extends TrackedElement {
  static override styles = [controlStyles, panelStyles, gateColours, gatesStyles];

  @property({ attribute: false }) session!: Session;

  @state() private pointed: PointedCell | null = null;

  #frame: GatesFrame | null = null;
  /** The characters, then the traces. */
  #rows = new RowsInTurn(this);
  #traces: Trace[] = [];
  #showsDifference = false;
  #order: number[] = [];
  #orderFor = '';
  /** The character that was last scrolled to. */
  #revealed = 0;
  #orderedAt = 0;
  #orderedBy: Float32Array | null = null;
  #stage = new Room(this, () => this.renderRoot.querySelector('.stage'));

  constructor() {
    super();
    new Seen(this, () => this.session.gates.see());
  }

  protected override willUpdate(): void {
    const frame = this.session.gates.frame.value;
    const showsDifference = this.session.pins.showsDifference.value;
    if (frame !== this.#frame || showsDifference !== this.#showsDifference) {
      this.#frame = frame;
      this.#showsDifference = showsDifference;
      this.#traces = frame ? collectTraces(frame, this.#cell, this.#arrowOf(frame)) : [];
      if (frame && showsDifference) this.#traces = differences(this.#traces, frame);
    }
    if (frame) this.#arrange(frame);
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const choices = Array.from({ length: session.gates.stack.layers }, (_, at) => {
      const number = String(at + 1);
      return { value: number, label: number };
    });
    return html`<section role="region" aria-label=${msg('Gates')}>
      <div class="head">
        <h2>${msg('Gates')}</h2>
        <span class="spring"></span>
        <div class="scales">${scaleLegends(this.#traces, colourTable(theme.shown.value))}</div>
        <close-view .session=${session} view="gates" name=${msg('Gates')}></close-view>
      </div>
      <div
        class="fields ${session.gates.hasParts ? 'parted' : ''} ${session.gates.hasDirections ? 'directed' : ''}"
      >
        ${settingRow(session, 'line', {
          stacked: true,
          shown: session.gates.line,
          help: lineHelp(session),
        })}
        <button type="button" @click=${() => session.gates.takeAnotherLine()}>
          ${msg('Another line')}
        </button>
        ${session.gates.hasParts ? settingRow(session, 'part', { stacked: true }) : nothing}
        ${settingRow(session, 'layer', {
          stacked: true,
          choices,
          shown: String(session.gates.layer),
        })}
        ${session.gates.hasDirections ? settingRow(session, 'direction', { stacked: true }) : nothing}
        ${settingRow(session, 'unitOrder', { stacked: true })}
      </div>
      <div
        class="stage"
        @cell-pointed=${this.#onPointed}
        @cell-chosen=${this.#onChosen}
        @rows-scrolled=${this.#onScrolled}
      >
        ${this.#frame?.tokens.length ? this.#renderFrame(this.#frame) : this.#renderEmpty()}
      </div>
      <gate-pins .session=${session}></gate-pins>
      <div class="foot">
        <output
          aria-label=${msg('Gate value')}
          aria-live="off"
          data-hint=${this.#frame ? msg('Point at a value, or focus a heat map and use the arrow keys.') : ''}
          >${this.#pointedWords()}</output
        >
        ${this.#renderSkipped()}
      </div>
    </section>`;
  }

  #renderEmpty(): TemplateResult {
    if (this.#frame)
      return html`<p class="faint">
        ${msg(str`No ${unitName(this.session.task.lineUnit)} of this line is in the vocabulary.`)}
      </p>`;
    const words =
      this.session.engine.value.backend || this.session.engine.value.phase === 'starting'
        ? msg('The net’s gates appear here.')
        : msg('The gates need a net, but none can be built here.');
    return html`<p class="faint">${words}</p>`;
  }

  #renderFrame(frame: GatesFrame): TemplateResult {
    const { tokens, hiddenSize } = frame;
    const { selection } = this.session;
    const solo = this.#solo;
    const shown = this.#shown;
    const cell = this.#cell;
    const { cellWidth, height, isUpright } = columnHeads(tokens, this.#stage.width - gutter);
    const room = (this.#stage.height - height) / Math.max(1, shown.length) - bandGap;
    const bandHeight = Math.max(lowestBand, Math.floor(room));
    const rowHeight = Math.min(24, Math.max(1, bandHeight / hiddenSize));
    const colours = colourTable(theme.shown.value);
    const { unit, timeStep } = selection.chosen(frame);
    const chosen = { row: this.#order.indexOf(unit), column: timeStep };
    return html`
      <div
        class="characters"
        aria-hidden="true"
        data-width=${cellWidth}
        data-height=${height}
        ?data-upright=${isUpright}
      >
        ${this.#rows.count > 0 ? tokens.map((symbol, at) => this.#renderCharacter(symbol, at, timeStep)) : nothing}
      </div>
      ${shown.slice(0, Math.max(0, this.#rows.count - 1)).map(
        ({ info, values, low, high }) => html`
          <div
            class="trace ${info.role} ${selection.trace.value === info.id ? 'lit' : ''}"
            @pointerenter=${() => selection.pointAtTrace(info.id)}
            @pointerleave=${() => selection.pointAtTrace(null)}
            @focusin=${() => selection.pointAtTrace(info.id)}
            @focusout=${() => selection.pointAtTrace(null)}
          >
            ${traceLabel(info, cell, solo === info.id, () => selection.toggleSolo(info.id))}
            <gate-map
              .trace=${info}
              .values=${values}
              .tokens=${tokens.length}
              .hiddenSize=${hiddenSize}
              .order=${this.#order}
              .isHeld=${this.session.pins.heldUnits(info.id)}
              .low=${low}
              .high=${high}
              .colours=${colours}
              .cellWidth=${cellWidth}
              .rowHeight=${rowHeight}
              .bandHeight=${Math.min(bandHeight, hiddenSize * rowHeight)}
              .pointed=${this.pointed}
              .chosen=${chosen}
            ></gate-map>
          </div>
        `,
      )}
    `;
  }

  #renderCharacter(symbol: string, at: number, chosen: number): TemplateResult {
    const isPointed = this.pointed?.cell?.column === at;
    return characterSign(symbol, isPointed && 'pointed', at === chosen && 'chosen');
  }

  #renderSkipped(): unknown {
    const skipped = this.#frame?.skipped ?? [];
    if (skipped.length === 0) return nothing;
    const names = inlineText(skipped.map(namedCharacter).join(' '));
    return html`<p class="skipped" role="status">
      ${skippedWords(names, this.session.task.lineUnit)}
    </p>`;
  }

  protected override updated(): void {
    const characters = this.renderRoot.querySelector<HTMLElement>('.characters');
    const width = Number(characters?.dataset.width);
    characters?.style.setProperty('--cell-width', `${width}px`);
    characters?.style.setProperty('--head-height', `${characters.dataset.height}px`);
    // The advance of a monospaced character is about 0.6 of its size.
    characters?.style.setProperty(
      '--character-size',
      `${Math.min(characters.dataset.upright === undefined ? 14 : 12, Math.round(width * 16) / 10)}px`,
    );
    // no trace is hidden below the others
    const least = Number(characters?.dataset.height) + this.#shown.length * (lowestBand + bandGap);
    this.style.setProperty('--stage-least', `${characters ? least : 0}px`);
    this.#reveal();
    this.#rows.growTo(this.#frame?.tokens.length ? 1 + this.#shown.length : 0);
  }

  #arrowOf({ part, direction }: GatesFrame): string {
    return arrowOf(stackOf(this.session.net.info.value, part), direction);
  }

  get #cell(): CellInfo | undefined {
    const { engine, net } = this.session;
    return cellOf(engine.value.catalogue, net.info.value?.cell);
  }

  /** The trace that stands alone, if this cell has it. */
  get #solo(): string | null {
    const wanted = this.session.selection.solo.value;
    return this.#traces.some(({ info }) => info.id === wanted) ? wanted : null;
  }

  get #shown(): Trace[] {
    const solo = this.#solo;
    return this.#traces.filter(({ info }) => !solo || info.id === solo);
  }

  /** By the trace that stands alone, else by the activation, which every cell has. */
  #arrange({ tokens, hiddenSize, part, layer, direction }: GatesFrame): void {
    const by = this.session.settings.value.unitOrder;
    const solo = this.#solo;
    const judged = this.#traces.find(({ info }) => info.id === (solo ?? this.#cell?.activation));
    const values = (judged ?? this.#traces.at(-1))?.values;
    const wish = [by, solo, tokens.join(''), hiddenSize, part, layer, direction].join('\n');
    // that it is over is no reason to sort them: they rest till there is something new
    const running = this.session.progress.peek().state === 'running';
    const resting = running && performance.now() - this.#orderedAt < orderRestMs;
    const settled = wish === this.#orderFor && (resting || values === this.#orderedBy);
    if (!values || settled) return;
    const order = orderUnits(values, tokens.length, hiddenSize, by);
    this.#orderFor = wish;
    this.#orderedBy = values;
    this.#orderedAt = performance.now();
    this.#order = order;
  }

  #pointedWords(): string {
    const { cell, trace } = this.pointed ?? {};
    const shown = this.#traces.find(({ info }) => info.id === trace);
    const frame = this.#frame;
    if (!cell || !shown || !frame || cell.column >= frame.tokens.length) return '';
    const unit = this.#order[cell.row];
    const value = shown.values[cell.column * frame.hiddenSize + unit];
    const symbol = inlineText(namedCharacter(frame.tokens[cell.column]));
    const token = unitName(this.session.task.unitOf(frame.part));
    return msg(
      str`${shown.info.symbol} unit ${unit + 1} at ${token} ${cell.column + 1} “${symbol}”: ${fixed(value, 4)}`,
    );
  }

  #onPointed({ detail }: CustomEvent<PointedCell>): void {
    this.pointed = detail.cell ? detail : null;
    this.session.selection.pointAt(detail.cell && this.#placeOf(detail.cell));
  }

  #onChosen({ detail, target }: CustomEvent<MapCell>): void {
    this.#revealed = detail.column;
    this.session.selection.chooseIn((target as GateMap).trace.id, this.#placeOf(detail));
  }

  #placeOf({ row, column }: MapCell): Place {
    return { unit: this.#order[row], timeStep: column };
  }

  /** Scrolls a character that was chosen elsewhere into view. */
  #reveal(): void {
    const { value } = this.session.selection.timeStep;
    if (value === this.#revealed) return;
    this.#revealed = value;
    const character = this.renderRoot.querySelector('.characters .chosen');
    const stage = this.renderRoot.querySelector('.stage')!;
    if (!character) return;
    const { left, right } = character.getBoundingClientRect();
    const frame = stage.getBoundingClientRect();
    const zoom = zoomOf(stage);
    const hiddenLeft = (frame.left - left) / zoom + gutter;
    if (hiddenLeft > 0) stage.scrollLeft -= hiddenLeft;
    else stage.scrollLeft += Math.max(0, right - frame.right) / zoom;
  }

  #onScrolled(event: CustomEvent<number>): void {
    for (const map of this.renderRoot.querySelectorAll<GateMap>('gate-map')) {
      map.scrollRowsTo(event.detail);
    }
  }
}

function lineHelp({ task, gates }: Session): string {
  return msg(str`The gates are shown for each ${unitName(task.unitOf(gates.part))} of this line.`);
}

declare global {
  interface HTMLElementTagNameMap {
    'gates-panel': GatesPanel;
  }
}

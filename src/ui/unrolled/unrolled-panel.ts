/**
 * The net unrolled over the gates panel's line, drawn from what its graph says of itself: boxes per
 * time step, arrows in the colour of the weights they share, and on demand the gradient's way back.
 */
import { msg } from '@lit/localize';
import { html, nothing, svg } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Room } from '../parts/room.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { unrolledStyles } from './unrolled-styles.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import type { UnrolledNet } from '../../protocol/unrolled-net.ts';
import { TrackedElement } from '../tracked-element.ts';
import { countedUnits } from '../words/units.ts';
import { cellOf } from '../gates/traces.ts';
import { drawMemory, isOf, keptShares, memoryWords } from './memory-line.ts';
import { boxWidth, columnsThatFit, isOnce, layOut, stepsToShow } from './unrolled-layout.ts';
import type { Arrow, Layout, Row, SharedWeight } from './unrolled-layout.ts';
import { drawEncoder, layOutSource, type SourcePicture, sourceSigns } from './unrolled-source.ts';
import { describeNet } from './unrolled-words.ts';
import {
  answering,
  archPath,
  arrowPath,
  boxWords,
  drawRowHead,
  drawStart,
  drawTarget,
} from './unrolled-pieces.ts';

@customElement('unrolled-panel')
export class UnrolledPanel extends TrackedElement {
  static override styles = [controlStyles, unrolledStyles];

  @property({ attribute: false }) session!: Session;

  @state() private showsGradient = false;
  /** Weights that are pointed at in the list. */
  @state() private lit: number | null = null;

  #steps: number[] = [];
  /** Where the net begins, behind what has read a source. */
  #shift = 0;
  /** The time step that was last scrolled to. */
  #revealed = -1;
  /** Row of the box that the Tab key reaches, as long as this walk is the chosen one. */
  #reached: { row: number; layer: number; direction: number; only: number | null } | null = null;
  readonly #room = new Room(this, () => this);

  constructor() {
    super();
    new Seen(this, () => this.session.gates.see());
  }

  /** Where not all is in sight, the chosen time step is. */
  protected override updated(): void {
    const { value } = this.session.selection.timeStep;
    const band = this.renderRoot.querySelector<SVGRectElement>('.band');
    if (value === this.#revealed || !band) return;
    this.#revealed = value;
    const scroll = this.renderRoot.querySelector('.scroll')!;
    const [x, width] = ['x', 'width'].map((name) => Number(band.getAttribute(name)));
    const left = x + this.#shift;
    const right = left + width - scroll.clientWidth;
    scroll.scrollLeft = Math.min(left, Math.max(right, scroll.scrollLeft));
  }

  protected override render(): TemplateResult {
    const { net, gates } = this.session;
    const unrolled = net.info.value?.unrolled;
    if (!unrolled || this.#room.width === 0) {
      return html`<p class="faint">${msg('The unrolled net appears here.')}</p>`;
    }
    const looked = gates.frame.value;
    const isAhead = gates.part === 'encoder';
    // what stands on the boxes of the net is of what it reads and answers itself
    const frame = looked?.part === 'encoder' ? answering(looked) : looked;
    const total = frame?.tokens.length || unrolled.timeSteps;
    const isBidirectional = unrolled.layers.some(({ walks }) => walks.length > 1);
    const room = columnsThatFit(this.#room.width, isBidirectional);
    const chosen = isAhead ? 0 : Math.min(total - 1, this.session.selection.timeStep.value);
    this.#steps = stepsToShow(total, room, chosen, this.#steps);
    const layout = layOut(unrolled, this.#steps);
    const { length } = this.#signs;
    const read =
      unrolled.source && layOutSource(unrolled, unrolled.source, { layout, length, chosen });
    const { width, height, weights } = {
      ...{ width: layout.width, height: layout.height },
      ...read,
      weights: [...layout.weights, ...(read?.weights ?? [])],
    };
    this.#shift = width - layout.width;
    return html`
      <div class="bar">
        <label>
          <input
            type="checkbox"
            .checked=${this.showsGradient}
            @change=${(event: Event) => (this.showsGradient = (event.target as HTMLInputElement).checked)}
          />
          ${msg('Show the gradient’s path')}
        </label>
        <ul aria-label=${msg('Shared weights')}>
          ${weights.map((weight, index) => this.#renderWeight(weight, index))}
        </ul>
      </div>
      <div class="scroll">
        <svg
          width=${width}
          height=${height}
          viewBox="0 0 ${width} ${height}"
          role="group"
          aria-label=${msg('The net unrolled over time')}
          aria-describedby="about"
          class="${this.lit === null ? '' : 'one'} ${this.showsGradient ? 'back' : ''}"
          @keydown=${(event: KeyboardEvent) => this.#onKey(event, layout, total, chosen)}
        >
          ${read ? this.#drawSource(unrolled, read, looked) : nothing}
          <g transform="translate(${this.#shift} ${height - layout.height})">
            ${this.#drawNet(unrolled, layout, frame, isAhead ? -1 : chosen, total)}
          </g>
          ${read?.across.map((arrow) => this.#drawArrow(arrow))}
        </svg>
      </div>
      <p id="about" class="faint">${this.#describe(unrolled, total, looked)}</p>
    `;
  }

  /** Of the source: what the net has read of it, where that is looked at. */
  get #signs(): readonly string[] {
    const { frame, line } = this.session.gates;
    return frame.value?.part === 'encoder' ? frame.value.tokens : sourceSigns(line);
  }

  #drawSource(
    net: UnrolledNet,
    { layout, height }: SourcePicture,
    looked: GatesFrame | null,
  ): SVGTemplateResult {
    const down = height - layout.height;
    return svg`<g role="img" aria-label=${msg('The encoder over the source')} transform="translate(0 ${down})">
        ${layout.rows.map((row) => drawRowHead({ ...net, ...net.source }, row, this.#cellName))}
        ${looked?.part ? this.#drawMemory(net, layout, looked) : nothing}
        ${layout.arrows.map((arrow) => this.#drawArrow(arrow))}
        ${layout.starts.map(({ row, x }) => drawStart(row, x, this.#signs.length))}
        ${drawEncoder(layout, this.#signs)}
      </g>`;
  }

  #renderWeight({ letter, sub, sup, direction, names }: SharedWeight, index: number) {
    const { parameterList = [] } = this.session.net.info.value ?? {};
    const shape = parameterList.find(({ name }) => name === names[0])?.shape ?? [];
    return html`<li
      class="weight w${index} ${this.lit === index ? 'lit' : ''}"
      title=${names.join(', ')}
      @pointerenter=${() => (this.lit = index)}
      @pointerleave=${() => (this.lit = null)}
    >
      <i></i>${direction}${letter}<sub>${sub}</sub><sup>${sup}</sup>
      <small>${shape.join(' × ')}</small>
    </li>`;
  }

  #drawNet(
    net: UnrolledNet,
    layout: Layout,
    frame: GatesFrame | null,
    chosen: number,
    total: number,
  ) {
    const { rows, columns, arrows, starts } = layout;
    const column = columns.find(({ step }) => step === chosen);
    return svg`
      ${column ? svg`<rect class="band" x=${column.x - 42} y="0" width="84" height=${layout.height} rx="4"></rect>` : nothing}
      ${rows.map((row) => drawRowHead(net, row, this.#cellName))}
      ${frame?.part ? nothing : this.#drawMemory(net, layout, frame)}
      ${arrows.map((arrow) => this.#drawArrow(arrow))}
      ${starts.map(({ row, x }) => drawStart(row, x, total))}
      ${columns.map(({ step, x }) =>
        rows.map((row, index) => {
          if (isOnce(net, row) && step !== total - 1) return nothing;
          return step === null
            ? svg`<text x=${x} y=${row.y + 4}>…</text>`
            : this.#drawBox(row, index, step, x + row.shift, frame, chosen);
        }),
      )}
      ${columns.map(({ step, x }) => (step === null || !frame ? nothing : drawTarget(frame, step, x)))}
    `;
  }

  /** What the cell of the chosen layer remembers by, and how much of it is kept; null where nothing is. */
  #memoryOf(net: UnrolledNet, frame: GatesFrame | null) {
    const { gates, engine } = this.session;
    const cell = cellOf(engine.value.catalogue, net.layers[gates.layer - 1]?.cell);
    const kept = isOf(frame, gates) ? keptShares(frame, cell?.memory) : null;
    return kept && cell?.memory ? { kept, memory: cell.memory } : null;
  }

  #drawMemory(net: UnrolledNet, layout: Layout, frame: GatesFrame | null) {
    const { gates } = this.session;
    const found = this.#memoryOf(net, frame);
    const row = layout.rows.find(
      ({ layer, direction }) => layer === gates.layer - 1 && direction === gates.direction,
    );
    return found && row ? drawMemory(layout, row, found.kept, found.memory) : nothing;
  }

  #cellName = (id: string): string => cellOf(this.session.engine.value.catalogue, id)?.name ?? id;

  #drawArrow(arrow: Arrow): SVGTemplateResult {
    const { from, to, weight, hasGradient, isArch } = arrow;
    const lit = this.lit === weight ? 'lit' : '';
    const shared = weight < 0 ? 'plain' : `weight w${weight}`;
    return svg`<path class="arrow ${shared} ${lit}" d=${isArch ? archPath(arrow, false) : arrowPath(from, to, 0)}></path>
      ${
        this.showsGradient && hasGradient
          ? svg`<path class="gradient" d=${isArch ? archPath(arrow, true) : arrowPath(to, from, 7)}></path>`
          : nothing
      }`;
  }

  #drawBox(
    row: Row,
    index: number,
    step: number,
    x: number,
    frame: GatesFrame | null,
    chosen: number,
  ): SVGTemplateResult {
    const { gates } = this.session;
    const isOfWalk =
      gates.part === 'decoder' &&
      row.layer === gates.layer - 1 &&
      row.direction === gates.direction;
    const isChosen = step === chosen && row.kind === 'layer' && isOfWalk;
    const isReached = step === chosen && index === this.#reachedRow();
    const words = boxWords(row, step, frame);
    const { height, y } = row;
    // what stands on a box is for the eye; its button says the same in words
    return svg`<g class="box ${row.kind} ${isChosen ? 'chosen' : ''}">
      <rect
        role="button"
        tabindex=${isReached ? 0 : -1}
        aria-label=${words.name}
        aria-pressed=${isChosen}
        data-row=${index}
        data-step=${step}
        x=${x - boxWidth / 2}
        y=${y - height / 2}
        width=${boxWidth}
        height=${height}
        rx="5"
        @click=${() => this.#choose(row, index, step)}
      ></rect>
      <text aria-hidden="true" x=${x} y=${words.below ? y - 3 : y + 4}>${words.symbol}<tspan class="sup" dy="-4">${words.sup}</tspan></text>
      ${words.below ? svg`<text aria-hidden="true" class="below ${words.below.length > 8 ? 'long' : ''}" x=${x} y=${y + 13}>${words.below}</text>` : nothing}
    </g>`;
  }

  #reachedRow(): number {
    const { net, gates } = this.session;
    const { layers, embedding } = net.info.value!.unrolled;
    const layer = gates.layer - 1;
    const below = layers.slice(0, layer).reduce((sum, { walks }) => sum + walks.length, 0);
    const { timeStep } = this.session.selection;
    const isThere = [null, timeStep.value].includes(this.#reached?.only ?? null);
    const isSame =
      isThere && this.#reached?.layer === layer && this.#reached.direction === gates.direction;
    const own = isSame ? this.#reached!.row : null;
    return own ?? 1 + (embedding ? 1 : 0) + below + gates.direction;
  }

  #choose(row: Row, index: number, step: number): void {
    const { session } = this;
    const { gates } = session;
    const isLayer = row.kind === 'layer';
    const layer = isLayer ? row.layer : gates.layer - 1;
    const direction = isLayer ? row.direction : gates.direction;
    const only = isOnce(session.net.info.value!.unrolled, row) ? step : null;
    this.#reached = { row: index, layer, direction, only };
    session.selection.chooseTimeStep(step);
    if (gates.part === 'encoder') void session.change('part', 'decoder');
    if (layer + 1 !== gates.layer) void session.change('layer', layer + 1);
    if (direction !== gates.direction) {
      void session.change('direction', direction === 1 ? 'backward' : 'forward');
    }
    this.requestUpdate();
  }

  #onKey(event: KeyboardEvent, { rows }: Layout, total: number, chosen: number): void {
    const at = this.#reachedRow();
    const moves: Record<string, [row: number, step: number] | undefined> = {
      ArrowUp: [Math.min(rows.length - 1, at + 1), chosen],
      ArrowDown: [Math.max(0, at - 1), chosen],
      ArrowRight: [at, Math.min(total - 1, chosen + 1)],
      ArrowLeft: [at, Math.max(0, chosen - 1)],
      Home: [at, 0],
      End: [at, total - 1],
      Enter: [at, chosen],
      ' ': [at, chosen],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const [index, before] = move;
    const step = isOnce(this.session.net.info.value!.unrolled, rows[index]) ? total - 1 : before;
    this.#choose(rows[index], index, step);
    void this.updateComplete.then(() =>
      this.renderRoot
        .querySelector<SVGElement>(`[data-row="${index}"][data-step="${step}"]`)
        ?.focus(),
    );
  }

  #describe(net: UnrolledNet, total: number, frame: GatesFrame | null): string {
    const remembered = this.#memoryOf(net, frame);
    return describeNet(net, {
      shown: countedUnits(this.session.task.unit, total),
      memory: remembered ? memoryWords(remembered.kept, remembered.memory) : '',
      drops: this.session.settings.value.dropout > 0,
      showsGradient: this.showsGradient,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unrolled-panel': UnrolledPanel;
  }
}

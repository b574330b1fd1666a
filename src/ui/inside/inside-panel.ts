/**
 * One unit of the cell at one time step, drawn as the course draws it, with its values on the wires
 * and, beside it, how each of them came about.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { FieldRemarks } from '../parts/field-remarks.ts';
import type { Place } from '../state/selection.ts';
import { Seen } from '../state/seen.ts';
import { stackOf } from '../state/shown-stack.ts';
import type { Session } from '../state/session.ts';
import { theme } from '../state/theme.ts';
import { namedCharacter, visible } from '../characters.ts';
import { fixed, grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { gateColours } from '../gates/gate-colours.ts';
import { insideStyles } from './inside-styles.ts';
import type { CellInfo, TraceInfo, TraceRole, ValueInfo } from '../../protocol/catalogue.ts';
import type { Direction } from '../../protocol/direction.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import { TrackedElement } from '../tracked-element.ts';
import { drawCell, pictureSize, timed } from './cell-picture.ts';
import { nodeValues, preactivation, probeOf } from './cell-values.ts';
import type { NodeValue } from './cell-values.ts';
import { colourTable } from '../parts/colour-map.ts';
import { scaleLegends } from '../parts/colour-scale.ts';
import { liveliestPlace } from './liveliest-place.ts';
import { cellOf, collectTraces } from '../gates/traces.ts';
import { directionSelect, partSelect } from '../parts/walk-selects.ts';
import { afterLayer, arrowOf } from '../words/directions.ts';
import { unitName } from '../words/units.ts';

@customElement('inside-panel')
export class InsidePanel extends TrackedElement {
  static override styles = [controlStyles, gateColours, insideStyles];

  @property({ attribute: false }) session!: Session;

  #remarks = new FieldRemarks(this);

  /** A place to begin with is looked for once, when the tab is opened. */
  #hasLooked = false;

  constructor() {
    super();
    new Seen(this, () => this.session.gates.see());
  }

  protected override willUpdate(): void {
    const { gates, net, engine, selection } = this.session;
    const frame = gates.frame.value;
    const cell = cellOf(engine.value.catalogue, net.info.value?.cell);
    if (!frame || !cell || this.#hasLooked) return;
    this.#hasLooked = true;
    selection.suggest(liveliestPlace(collectTraces(frame, cell), frame.hiddenSize));
  }

  protected override render(): TemplateResult {
    const { gates, net, engine, selection } = this.session;
    const frame = gates.frame.value;
    const cell = cellOf(engine.value.catalogue, net.info.value?.cell);
    if (!frame || !cell) {
      return html`<p class="faint">${msg('The inside of a unit appears here.')}</p>`;
    }
    if (frame.tokens.length === 0) {
      const unit = unitName(this.session.task.lineUnit);
      return html`<p class="faint">${msg(str`No ${unit} of this line is in the vocabulary.`)}</p>`;
    }
    const chosen = selection.chosen(frame);
    return this.#renderUnit(frame, cell, selection.pointed.value ?? chosen, chosen);
  }

  #renderUnit(frame: GatesFrame, cell: CellInfo, shown: Place, chosen: Place): TemplateResult {
    const stack = stackOf(this.session.net.info.value, frame.part);
    const arrow = arrowOf(stack, frame.direction);
    const traces = collectTraces(frame, cell, arrow);
    const scales = new Map(traces.map(({ info, low, high }) => [info.id, { low, high }]));
    const { unit, timeStep } = shown;
    const values = nodeValues(cell.diagram, probeOf(frame, scales, unit, timeStep));
    const infos = infosOf(cell);
    const { layer, tokens } = frame;
    const top = frame.part === 'encoder' ? msg('to the decoder') : msg('to ŷ⟨t⟩');
    const above = layer < stack.layers ? msg(str`to layer ${layer + 1}`) : top;
    const below = arrow ? '→a, ←a' : 'a';
    const input = layer > 1 ? msg(str`${below} of layer ${layer - 1}`) : visible(tokens[timeStep]);
    const walk = `${layer}${afterLayer(stack, frame.direction)}`;
    const colours = colourTable(theme.shown.value);
    const name = cell.name;
    const { width, height } = pictureSize;
    return html`
      <div class="drawing" role="group" tabindex="0" aria-label=${msg('Drawing of the unit')}>
        <svg
          viewBox="0 0 ${width} ${height}"
          role="img"
          aria-label=${msg(str`${name}: unit ${unit + 1} of layer ${walk} at time step ${timeStep + 1}. The table lists its values.`)}
        >
          ${drawCell({ diagram: cell.diagram, values, infos, cellName: name, input, above, arrow, colours })}
        </svg>
      </div>
      <div class="numbers">
        <div class="fields">
          ${this.#renderField(msg('Unit'), 'unit', chosen.unit, frame.hiddenSize)}
          ${this.#renderField(msg('Time step'), 'timeStep', chosen.timeStep, tokens.length)}
          ${partSelect(this.session, msg('Part of the unit'))}
          ${directionSelect(this.session, msg('Direction of the unit'))}
          <span class="scales">${scaleLegends(traces, colours)}</span>
        </div>
        ${this.#renderTable(frame, cell, values, shown)}
        <p class="faint">
          ${msg('Thin grey lines are whole vectors, multiplied by the weights of the box they enter. Point at a value in Gates, or click it, to see its unit here.')}
        </p>
      </div>
    `;
  }

  /** A number from 1 to `most`, kept from 0. */
  #renderField(name: string, key: keyof Place, value: number, most: number): TemplateResult {
    const { selection } = this.session;
    const range = { min: 1, max: most };
    const take = ({ currentTarget }: Event) => {
      const taken = this.#remarks.take(name, currentTarget as HTMLInputElement, range);
      if (taken === null) return;
      if (key === 'unit') selection.chooseUnit(taken - 1);
      else selection.chooseTimeStep(taken - 1);
    };
    const settle = ({ currentTarget }: Event) =>
      this.#remarks.settle(
        name,
        currentTarget as HTMLInputElement,
        selection[key].value + 1,
        range,
      );
    return html`<label>
      <span>${name}</span>
      <input
        type="number"
        min="1"
        max=${most}
        step="1"
        inputmode="numeric"
        aria-label=${name}
        .value=${live(String(value + 1))}
        @input=${take}
        @change=${settle}
      />
      <span class="faint">${msg(str`of ${most}`)}</span>
      ${this.#remarks.render(name, value + 1)}
    </label>`;
  }

  #renderTable(
    { step, tokens, part, layer, direction }: GatesFrame,
    cell: CellInfo,
    values: ReadonlyMap<string, NodeValue>,
    { unit, timeStep }: Place,
  ): TemplateResult {
    const { diagram } = cell;
    const stack = stackOf(this.session.net.info.value, part);
    const arrow = arrowOf(stack, direction);
    const walk = `${layer}${afterLayer(stack, direction)}`;
    const infos = infosOf(cell);
    const symbolOf = (id: string) => infos.get(id)?.symbol ?? id;
    const roleOf = (id: string) => infos.get(id)?.role;
    const listed = new Set<string>();
    const rows = Object.entries(diagram.nodes).map(([id, node]) => {
      const { value, made } = values.get(id) ?? { value: NaN, made: '' };
      if (node.kind === 'before') {
        const symbol = timed(symbolOf(node.state), 'before', arrow);
        const from = beforeWords(timeStep, tokens.length, direction);
        return renderRow(roleOf(node.state), symbol, value, from);
      }
      if (!('trace' in node) || !node.trace || listed.has(node.trace)) return nothing;
      listed.add(node.trace);
      const { trace } = node;
      if (node.kind === 'gate') {
        const before = preactivation(value, node.activation);
        const how = node.activation === 'linear' ? '' : `= ${node.activation}(${before})`;
        const isState = Object.values(diagram.nodes).some(
          (other) => other.kind === 'now' && other.trace === trace,
        );
        const symbol = symbolOf(trace);
        return renderRow(roleOf(trace), isState ? timed(symbol, 'now', arrow) : symbol, value, how);
      }
      return renderRow(roleOf(trace), timed(symbolOf(trace), 'now', arrow), value, `= ${made}`);
    });
    const symbol = namedCharacter(tokens[timeStep]);
    return html`<table>
      <caption>
        ${msg(str`Unit ${unit + 1} of layer ${walk} at time step ${timeStep + 1} “${symbol}”, step ${grouped(step)}`)}
      </caption>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
  }
}

/** Where a state of before comes from: read from the end, from the next time step. */
function beforeWords(timeStep: number, steps: number, direction: Direction): string {
  const before = direction === 0 ? timeStep : timeStep + 2;
  if (before >= 1 && before <= steps) return msg(str`from time step ${before}`);
  return direction === 0 ? msg('at the start') : msg('at the end');
}

/** What a cell calls its values, by id. */
function infosOf({ traces, saved }: CellInfo): Map<string, ValueInfo & Partial<TraceInfo>> {
  return new Map([...traces, ...saved].map((info) => [info.id, info]));
}

function renderRow(
  role: TraceRole | undefined,
  symbol: string,
  value: number,
  how: string,
): TemplateResult {
  return html`<tr class=${role ?? ''}>
    <th scope="row">${symbol}</th>
    <td class="value">${fixed(value, 4).replace('-', '−')}</td>
    <td class="how">${how}</td>
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'inside-panel': InsidePanel;
  }
}

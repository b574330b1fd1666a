/**
 * The equations of the net's cell as the course writes them, and beside them how the weights are
 * stored: a row of the table is the course's stacked matrix, a column is one of PyTorch's.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { cells, looking, output } from 'virtual:equations';
import type { CellEquations, MathTree } from 'virtual:equations';
import type { NetInfo } from '../../protocol/net-info.ts';
import type { Session } from '../state/session.ts';
import './math-formula.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { alignedRows, type AlignedRow } from './aligned-equations.ts';
import { equationsStyles } from './equations-styles.ts';
import { gateColours } from '../gates/gate-colours.ts';
import { cellOf } from '../gates/traces.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('equations-panel')
export class EquationsPanel extends TrackedElement {
  static override styles = [controlStyles, gateColours, equationsStyles];

  @property({ attribute: false }) session!: Session;
  /** Id of the cell beside which this one is shown; empty: none. */
  @state() private beside = '';

  protected override render(): TemplateResult {
    const net = this.session.net.info.value;
    const equations = net && cells[net.cell];
    if (!equations) {
      return html`<p class="faint">${msg('The net’s equations appear here.')}</p>`;
    }
    const { layer } = this.session.gates;
    return html`
      ${this.#renderLines(equations, net, this.beside === net.cell ? undefined : cells[this.beside])}
      <div class="stored">
        ${['', '_reverse'].map((direction) => renderStored(equations, net, layer, direction))}
      </div>
    `;
  }

  #renderLines(
    { lines }: CellEquations,
    { parameterList, cell }: NetInfo,
    other: CellEquations | undefined,
  ): TemplateResult {
    const looksBack = parameterList.some(({ name }) => name.startsWith('attention.'));
    const rows = other
      ? alignedRows(lines, other.lines)
      : lines.map((own): AlignedRow => ({ own, other: null }));
    return html`<div class="lines ${other ? 'two' : ''}">
      ${this.#renderChoice(cell)}
      <ul aria-label=${msg('Equations')}>
        ${other ? html`<li class="row head">${[cell, this.beside].map((id) => html`<b>${this.#nameOf(id)}</b>`)}</li>` : nothing}
        ${rows.map((row) => this.#renderRow(row, other !== undefined))}
        ${(looksBack ? looking : [output]).map(
          (tree) => html`<li class="output-line"><math-formula .tree=${tree}></math-formula></li>`,
        )}
      </ul>
      ${
        other
          ? html`<p class="faint">
              ${msg(html`<span class="differs">Marked</span>: what the other cell does not have there.`)}
            </p>`
          : nothing
      }
      ${
        looksBack
          ? html`<p class="faint">
              ${msg('s⟨t⟩ is the decoder’s own a⟨t⟩; a⟨t′⟩ is what the encoder puts out at time step t′ of the source.')}
            </p>`
          : nothing
      }
      <p class="faint">${msg('* multiplies element by element; [p, q] stacks two vectors.')}</p>
    </div>`;
  }

  #renderChoice(own: string): TemplateResult {
    const others = this.session.engine.value.catalogue?.cells.filter(({ id }) => id !== own) ?? [];
    return html`<label class="beside">
      ${msg('Compare with')}
      <select @change=${({ target }: Event) => (this.beside = (target as HTMLSelectElement).value)}>
        <option value="">${msg('no other cell')}</option>
        ${others.map(
          ({ id, name }) =>
            html`<option value=${id} ?selected=${id === this.beside}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #nameOf(cell: string): string {
    return cellOf(this.session.engine.value.catalogue, cell)?.name ?? cell;
  }

  #renderRow({ own, other }: AlignedRow, isBeside: boolean): TemplateResult {
    const { selection } = this.session;
    const nothingHere = html`<span class="no">–</span>`;
    const beside = other
      ? html`<div class="other ${other.role}">
          <math-formula .tree=${other.math}></math-formula>
        </div>`
      : nothingHere;
    if (!own) return html`<li class="row">${nothingHere}${beside}</li>`;
    const { trace, role, math } = own;
    return html`<li
      class="row ${role} ${selection.trace.value === trace ? 'lit' : ''}"
      @pointerenter=${() => selection.pointAtTrace(trace)}
      @pointerleave=${() => selection.pointAtTrace(null)}
      @focusin=${() => selection.pointAtTrace(trace)}
      @focusout=${() => selection.pointAtTrace(null)}
    >
      <button
        type="button"
        aria-pressed=${selection.solo.value === trace}
        title=${msg('Click to show only its heat map; click again to show all.')}
        @click=${() => selection.toggleSolo(trace)}
      >
        <math-formula .tree=${math}></math-formula>
      </button>
      ${isBeside ? beside : nothing}
    </li>`;
  }
}

/** Nothing where the layer does not read in this direction. */
function renderStored(
  { gates, vectors }: CellEquations,
  net: NetInfo,
  layer: number,
  direction: string,
): unknown {
  const find = (kind: string) =>
    net.parameterList.find(({ name }) => name === `rnn.${kind}_l${layer - 1}${direction}`);
  const [recurrent, input, bias] = ['weight_hh', 'weight_ih', 'bias_ih'].map(find);
  if (!input || !bias) return nothing;
  const extra = vectors ? find(vectors) : undefined;
  const rows = net.hiddenSize;
  const columns = (recurrent?.shape[1] ?? 0) + input.shape[1];
  const head = ({ name, shape }: { name: string; shape: number[] }) =>
    html`<th scope="col"><code>${name}</code><small>${shape.join(' × ')}</small></th>`;
  const name = direction ? msg(str`layer ${layer}, backward`) : msg(str`layer ${layer}`);
  return html`
    <table>
      <caption>
        ${msg(str`Columns: the course’s stacked matrices for ${name}, each ${rows} × ${columns}. Rows: how they are stored, under PyTorch’s names.`)}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${[recurrent, input, bias, extra].filter((one) => one !== undefined).map(head)}
          <th scope="col">${msg('rows')}</th>
        </tr>
      </thead>
      <tbody>
        ${gates.map(
          (gate, at) =>
            html`<tr class=${gate.role ?? ''}>
              <th scope="row"><math-formula .tree=${gate.stacked}></math-formula> =</th>
              ${
                recurrent
                  ? html`<td class="block first">
                      <math-formula .tree=${gate.recurrent}></math-formula>
                      <small>${rows} × ${recurrent.shape[1]}</small>
                    </td>`
                  : nothing
              }
              <td class="block ${recurrent ? '' : 'first'}">
                <math-formula .tree=${gate.input}></math-formula>
                <small>${rows} × ${input.shape[1]}</small>
              </td>
              <td class="block bias">
                <math-formula .tree=${gate.bias}></math-formula><small>${rows}</small>
              </td>
              ${extra ? renderVector(gate.vector, rows) : nothing}
              <td class="rows">${at * rows + 1}–${(at + 1) * rows}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      gates.some(({ negated }) => negated)
        ? html`<p class="faint">
            ${msg('PyTorch’s gate z weighs the old state and Γu weighs the candidate: z = 1 − Γu. Files therefore store these rows with the opposite sign.')}
          </p>`
        : nothing
    }
  `;
}

/** A gate without such a weight leaves its cell empty. */
function renderVector(vector: MathTree | null, rows: number): TemplateResult {
  if (!vector) return html`<td></td>`;
  return html`<td class="block bias">
    <math-formula .tree=${vector}></math-formula><small>${rows}</small>
  </td>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'equations-panel': EquationsPanel;
  }
}

/**
 * Sequences below one another, time from left to right, y⟨t⟩ under x⟨t⟩. Padding is hatched. What is
 * pointed at, or reached by the arrow keys, is told below with the numbers of its tokens.
 *
 * @fires example-chosen - with the number of the example, from 0
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { ShownToken } from '../../protocol/data-frame.ts';
import { visible } from '../characters.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { stepWords } from './data-words.ts';
import type { GivenSequence, GivenStep } from './given-sequences.ts';
import { tokenGridStyles } from './token-grid-styles.ts';

interface Place {
  row: number;
  time: number;
}

@customElement('token-grid')
export class TokenGrid extends TrackedElement {
  static override styles = [controlStyles, tokenGridStyles];

  /** Accessible name. */
  @property() label = '';
  @property({ attribute: false }) rows: readonly GivenSequence[] = [];
  /** Examples can be chosen by their numbers. */
  @property({ type: Boolean }) links = false;
  /** What is read are numbers. */
  @property({ type: Boolean }) numeric = false;

  @state() private pointed: Place | null = null;

  protected override willUpdate(): void {
    if (this.pointed && !this.#stepAt(this.pointed)) this.pointed = null;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('pointed') && !changed.has('rows')) return;
    for (const cell of this.renderRoot.querySelectorAll('.pointed'))
      cell.classList.remove('pointed');
    for (const cell of this.#cellsAt(this.pointed)) cell.classList.add('pointed');
  }

  protected override render(): TemplateResult {
    const { pointed, rows } = this;
    const step = pointed && this.#stepAt(pointed);
    const hint = msg(
      'Point at a cell, or focus the table and use the arrow keys, to see its tokens.',
    );
    const words = pointed && step ? stepWords(step, pointed.time, this.numeric) : '';
    const number = pointed ? grouped(rows[pointed.row]?.index + 1) : '';
    return html`
      <div
        class="scroll"
        role="group"
        tabindex="0"
        aria-label=${msg(str`${this.label}; arrow keys read its tokens`)}
        @pointermove=${this.#onPointerMove}
        @pointerleave=${() => (this.pointed = null)}
        @keydown=${this.#onKey}
      >
        ${guard([rows, this.links], () => this.#renderTable())}
      </div>
      <output aria-label=${msg(str`${this.label}: token`)} data-hint=${hint}
        >${words && this.links ? msg(str`(${number}) ${words}`) : words}</output
      >
    `;
  }

  #renderTable(): TemplateResult {
    const { rows } = this;
    const timeSteps = rows.reduce((most, { steps }) => Math.max(most, steps.length), 0);
    return html`<table>
      <thead>
        <tr>
          <th scope="col" class="name">(i)</th>
          <th scope="col" class="what">t</th>
          ${Array.from({ length: timeSteps }, (_, time) => html`<th scope="col">${time + 1}</th>`)}
        </tr>
      </thead>
      ${rows.map(
        (row, at) =>
          html`<tbody>
            <tr>
              <th scope="rowgroup" rowspan="2" class="name">${this.#renderName(row)}</th>
              <th scope="row" class="what">x⟨t⟩</th>
              ${row.steps.map((step, time) => renderCell(step, step.input, '0⃗', at, time))}
            </tr>
            <tr class="wanted">
              <th scope="row" class="what">y⟨t⟩</th>
              ${row.steps.map((step, time) => renderCell(step, step.target, '', at, time))}
            </tr>
          </tbody>`,
      )}
    </table>`;
  }

  #renderName({ index }: GivenSequence): unknown {
    const number = `(${grouped(index + 1)})`;
    if (!this.links) return number;
    const choose = () =>
      this.dispatchEvent(new CustomEvent('example-chosen', { detail: index, bubbles: true }));
    return html`<button
      type="button"
      class="quiet"
      title=${msg('Show this example')}
      @click=${choose}
    >
      ${number}
    </button>`;
  }

  #stepAt({ row, time }: Place): GivenStep | undefined {
    return this.rows[row]?.steps[time];
  }

  #cellsAt(place: Place | null): Element[] {
    if (!place) return [];
    const { row, time } = place;
    return [...this.renderRoot.querySelectorAll(`[data-row="${row}"][data-time="${time}"]`)];
  }

  #onPointerMove({ target }: PointerEvent): void {
    const cell = (target as Element).closest<HTMLElement>('td');
    const place = cell && { row: Number(cell.dataset.row), time: Number(cell.dataset.time) };
    const before = this.pointed;
    if (place?.row !== before?.row || place?.time !== before?.time) this.pointed = place;
  }

  #onKey(event: KeyboardEvent): void {
    const last = { row: this.rows.length - 1, time: (this.rows[0]?.steps.length ?? 0) - 1 };
    const from = this.pointed;
    const moved = (row: number, time: number): Place =>
      from ? { row: from.row + row, time: from.time + time } : { row: 0, time: 0 };
    const to = {
      ArrowRight: moved(0, 1),
      ArrowLeft: moved(0, -1),
      ArrowDown: moved(1, 0),
      ArrowUp: moved(-1, 0),
      Home: { row: from?.row ?? 0, time: 0 },
      End: { row: from?.row ?? 0, time: last.time },
    }[event.key];
    if (to === undefined || last.time < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const within = (at: number, most: number) => Math.max(0, Math.min(most, at));
    this.pointed = { row: within(to.row, last.row), time: within(to.time, last.time) };
    this.#cellsAt(this.pointed)[0]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}

/** @param none what stands for nothing */
function renderCell(
  { isPadding }: GivenStep,
  token: ShownToken | null,
  none: string,
  row: number,
  time: number,
): TemplateResult {
  const kind = isPadding ? 'padding' : token ? '' : 'none';
  return html`<td class=${kind} data-row=${row} data-time=${time} dir="auto">
    ${isPadding ? nothing : token ? visible(token.label) : none}
  </td>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'token-grid': TokenGrid;
  }
}

/**
 * Which example of the data is looked at: of which part, and its number.
 *
 * @fires example-picked - another one
 */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { DataPart, DataWish } from '../../protocol/data-frame.ts';
import { grouped } from '../format.ts';
import { TrackedElement } from '../tracked-element.ts';
import { controlStyles } from './control-styles.ts';
import { FieldRemarks } from './field-remarks.ts';

@customElement('example-choice')
export class ExampleChoice extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 4px 8px;
        font-size: 12px;
      }
      .turn {
        display: flex;
        gap: 8px;
      }
      label {
        display: flex;
        flex-direction: column;
        gap: 1px;
        color: var(--ink-soft);
        font-size: 11.5px;
      }
      label :is(input, select) {
        color: var(--ink);
        font-size: 13px;
      }
      label input {
        width: 84px;
      }
    `,
  ];

  @property({ attribute: false }) counts!: Readonly<Record<DataPart, number>>;
  @property({ attribute: false }) chosen!: DataWish;

  #remarks = new FieldRemarks(this);

  protected override render(): TemplateResult {
    const { counts } = this;
    const { part } = this.chosen;
    const count = counts[part];
    const range = { min: 1, max: Math.max(1, count) };
    const index = Math.min(this.chosen.index, range.max - 1);
    const take = ({ currentTarget }: Event) => {
      const taken = this.#remarks.take('index', currentTarget as HTMLInputElement, range);
      if (taken !== null) this.#choose(part, taken - 1);
    };
    const settle = ({ currentTarget }: Event) => {
      const held = Math.min(this.chosen.index + 1, range.max);
      this.#remarks.settle('index', currentTarget as HTMLInputElement, held, range);
    };
    const option = (own: DataPart, words: string) =>
      html`<option value=${own} ?selected=${own === part}>${words}</option>`;
    return html`<label>
        <span>${msg('Part')}</span>
        <select
          .value=${live(part)}
          @change=${({ currentTarget }: Event) =>
            this.#choose((currentTarget as HTMLSelectElement).value as DataPart, 0)}
        >
          ${option('train', msg(str`Training (${grouped(counts.train)})`))}
          ${option('heldOut', msg(str`Held out (${grouped(counts.heldOut)})`))}
        </select>
      </label>
      <label>
        <span>${msg('Example')} <span class="faint">${msg(str`of ${grouped(count)}`)}</span></span>
        <input
          type="number"
          min="1"
          max=${range.max}
          step="1"
          inputmode="numeric"
          aria-label=${msg('Example')}
          ?disabled=${count === 0}
          .value=${live(count === 0 ? '' : String(index + 1))}
          @input=${take}
          @change=${settle}
        />
      </label>
      <span class="turn">
        <button
          type="button"
          ?disabled=${index === 0}
          @click=${() => this.#choose(part, index - 1)}
        >
          ${msg('Previous')}
        </button>
        <button
          type="button"
          ?disabled=${index >= count - 1}
          @click=${() => this.#choose(part, index + 1)}
        >
          ${msg('Next')}
        </button>
      </span>
      ${this.#remarks.render('index', index + 1)}
      ${count === 0 ? html`<p class="faint">${msg('Nothing is held out.')}</p>` : ''}`;
  }

  #choose(part: DataPart, index: number): void {
    // a field that settles at once is compared with what was taken
    this.chosen = { part, index };
    this.dispatchEvent(new CustomEvent<DataWish>('example-picked', { detail: { part, index } }));
  }
}

declare global {
  interface HTMLElementEventMap {
    'example-picked': CustomEvent<DataWish>;
  }
  interface HTMLElementTagNameMap {
    'example-choice': ExampleChoice;
  }
}

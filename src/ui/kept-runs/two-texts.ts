/**
 * Two texts, one size of net: two kept runs on each other’s held-out text, what they write side by side,
 * and a blind quiz: which of them wrote this?
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { KeptRun } from '../../protocol/kept-run.ts';
import type { ComparedTexts } from '../../protocol/packing.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { type PackRun, packRunOf } from '../score/pack-run.ts';
import { packingSentence } from '../score/pack-words.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import './who-wrote-this.ts';
import { partnersOf } from './text-pairs.ts';
import { twoTextsStyles } from './two-texts-styles.ts';
import { costWords, nameOfNet } from './two-texts-words.ts';

@customElement('two-texts')
export class TwoTexts extends TrackedElement {
  static override styles = [controlStyles, twoTextsStyles];

  @property({ attribute: false }) session!: Session;

  /** Ids that a person chose; else the newest that go together. */
  @state() private first = '';
  @state() private second = '';

  protected override render(): TemplateResult | typeof nothing {
    const runs = this.session.kept.list.value?.runs ?? [];
    if (runs.length === 0) return nothing;
    const paired = runs.filter((run) => partnersOf(run, runs).length > 0);
    return html`<details>
      <summary>${msg('Two texts, one size of net')}</summary>
      <p class="faint">
        ${msg('Two kept runs whose nets have the same size and tokens, each trained on its own text. Each is measured on what is held out of both texts, and writes some lines of its own.')}
      </p>
      ${paired.length === 0 ? html`<p>${msg('There are no two such runs yet: train one net on two texts, with the same settings.')}</p>` : this.#renderChoice(paired)}
      ${this.#renderState()}
    </details>`;
  }

  get #run(): PackRun {
    return packRunOf(this.session.client);
  }

  #renderChoice(paired: readonly KeptRun[]): TemplateResult {
    const first = paired.find(({ id }) => id === this.first) ?? paired[0];
    const partners = partnersOf(first, paired);
    const second = partners.find(({ id }) => id === this.second) ?? partners[0];
    return html`<p class="choice">
      ${this.#renderSelect(msg('First run'), paired, first, (id) => (this.first = id))}
      ${this.#renderSelect(msg('Second run'), partners, second, (id) => (this.second = id))}
      <button
        type="button"
        class="primary"
        @click=${() => this.#run.compare([first.id, second.id])}
      >
        ${msg('Compare the two')}
      </button>
    </p>`;
  }

  #renderSelect(
    label: string,
    runs: readonly KeptRun[],
    chosen: KeptRun,
    take: (id: string) => void,
  ): TemplateResult {
    const taken = (event: Event) => take((event.target as HTMLSelectElement).value);
    return html`<label
      >${label}
      <select @change=${taken}>
        ${runs.map((run) => html`<option value=${run.id} ?selected=${run === chosen}>${this.session.names.nameOf(run)}</option>`)}
      </select></label
    >`;
  }

  #renderState(): TemplateResult | typeof nothing {
    const state = this.#run.state.value;
    if (state.phase === 'refused') {
      return html`<p role="alert" class="problem">${packingSentence(state.problem)}</p>`;
    }
    if (state.phase === 'compared') return renderCompared(state.compared);
    if (state.phase !== 'comparing') return nothing;
    return html`<p role="status">
      ${msg('Both nets read and write …')}
      <progress
        aria-label=${msg('Comparing')}
        max=${state.total || 1}
        .value=${state.done}
      ></progress>
      <button type="button" @click=${() => this.#run.cancel()}>${msg('Cancel')}</button>
    </p>`;
  }
}

function renderCompared(compared: ComparedTexts): TemplateResult {
  const { nets, written } = compared;
  const firstOf = (net: 0 | 1) => written.find(({ by }) => by === net)?.text ?? '';
  return html`<table>
      <caption>
        ${msg('Perplexity per character on what is held out of each text')}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${nets.map(({ title }) => html`<th scope="col"><bdi>${title}</bdi></th>`)}
        </tr>
      </thead>
      <tbody>
        ${nets.map(
          (net, row) =>
            html`<tr>
              <th scope="row">${nameOfNet(net)}</th>
              ${net.costs.map((cost, column) => html`<td class=${row === column ? 'own' : ''}>${costWords(cost)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="faint">
      ${msg(str`Over the first ${grouped(nets[0].characters)} and ${grouped(nets[1].characters)} characters. A symbol that a net lacks is spelled, and that costs, too.`)}
    </p>
    <div class="written">
      ${nets.map(
        (net, at) =>
          html`<section aria-label=${msg(str`Written by ${nameOfNet(net)}`)}>
            <h3>${msg(str`Written by ${nameOfNet(net)}`)}</h3>
            <blockquote dir="auto">${firstOf(at as 0 | 1)}</blockquote>
          </section>`,
      )}
    </div>
    <who-wrote-this .compared=${compared}></who-wrote-this>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'two-texts': TwoTexts;
  }
}

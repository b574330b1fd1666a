/** The runs that this browser keeps: opened, named, deleted, compared; and the room they may take. */
import { msg, str } from '@lit/localize';
import { html, noChange, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { LatePart, whenThere } from '../parts/late-part.ts';
import { FieldRemarks } from '../parts/field-remarks.ts';
import { mostCompared } from '../state/kept-run-list.ts';
import type { Session } from '../state/session.ts';
import { date, grouped, lossWords, megabytes } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { keptRunsStyles } from './kept-runs-styles.ts';
import { swatchStyles } from '../parts/swatch-styles.ts';
import { sentenceOf } from '../words/problems/problems.ts';
import { typedNumber } from '../words/taken-number.ts';
import { countOfSteps } from '../words/runs.ts';
import type { KeptRun, KeptRuns } from '../../protocol/kept-run.ts';
import { TrackedElement } from '../tracked-element.ts';
import './run-comparison.ts';

/** What packing brings is not needed for the list. */
const twoTexts = new LatePart(() => import('./two-texts.ts'));

const megabyte = 1e6;
/** In megabytes; more than any browser grants. */
const budgets = { min: 1, max: 1e6 };
const longestName = 100;

@customElement('kept-runs-panel')
export class KeptRunsPanel extends TrackedElement {
  static override styles = [controlStyles, swatchStyles, keptRunsStyles];

  @property({ attribute: false }) session!: Session;

  #remarks = new FieldRemarks(this);

  /** Until the list is without it. */
  #deleted: { id: string; at: number } | null = null;

  /** The keyboard goes on beside the row that it deleted. */
  protected override updated(): void {
    const runs = this.session.kept.list.value?.runs ?? [];
    const deleted = this.#deleted;
    if (!deleted || runs.some(({ id }) => id === deleted.id)) return;
    this.#deleted = null;
    if ((this.renderRoot as ShadowRoot).activeElement) return;
    const rows = this.renderRoot.querySelectorAll('tbody tr');
    const buttons = [...rows].at(Math.min(deleted.at, rows.length - 1))?.querySelectorAll('button');
    const enabled = [...(buttons ?? [])].findLast((button) => !button.disabled);
    (enabled ?? this.renderRoot.querySelector('input'))?.focus();
  }

  protected override render(): TemplateResult {
    const { list } = this.session.kept;
    return html`<section role="region" aria-label=${msg('Kept runs')}>
      ${list.value ? this.#renderList(list.value) : html`<p>${msg('Loading the kept runs …')}</p>`}
    </section>`;
  }

  #renderList(kept: KeptRuns): TemplateResult {
    const { session } = this;
    return html`
      ${
        kept.problem
          ? html`<p class="problem" role="status">${sentenceOf(kept.problem, session.names)}</p>`
          : this.#renderRoom(kept)
      }
      ${
        kept.runs.length > 0
          ? this.#renderTable(kept.runs)
          : kept.problem
            ? nothing
            : html`<p>
                ${msg('No kept runs yet. Every net you train is kept here automatically.')}
              </p>`
      }
      <run-comparison .session=${session}></run-comparison>
      ${whenThere(twoTexts, () => html`<two-texts .session=${session}></two-texts>`)}
    `;
  }

  #renderRoom({ usedBytes, budgetBytes, defaultBudgetBytes, quotaBytes }: KeptRuns) {
    const { kept } = this.session;
    const budget = String(Math.round(budgetBytes / megabyte));
    return html`<div class="room">
      <p id="room">
        ${msg(str`${megabytes(usedBytes)} of ${megabytes(budgetBytes)} used.`)}
        ${
          quotaBytes === null
            ? nothing
            : msg(str`The browser allows this page up to ${megabytes(quotaBytes)}.`)
        }
        <span class="faint"
          >${msg('When the budget is full, the oldest unnamed run is removed.')}</span
        >
      </p>
      <label
        >${msg('Budget')}
        <input
          type="number"
          inputmode="numeric"
          min="1"
          step="1"
          aria-label=${msg('Budget in megabytes')}
          aria-describedby="room"
          .value=${live(budget)}
          @change=${this.#onBudget}
        />
        MB ${this.#remarks.render('budget', Number(budget))}</label
      >
      ${
        budgetBytes === defaultBudgetBytes
          ? nothing
          : html`<button type="button" @click=${() => kept.setBudget(null)}>
              ${msg(str`Back to ${megabytes(defaultBudgetBytes)}`)}
            </button>`
      }
    </div>`;
  }

  /** The roles stay what they are where a narrow panel lays the cells out otherwise. */
  #renderTable(runs: readonly KeptRun[]): TemplateResult {
    const heads = this.#heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`);
    return html`<table role="table" aria-label=${msg('Runs kept in this browser')}>
      <thead role="rowgroup">
        <tr role="row">
          ${heads}
          <th role="columnheader" scope="col">
            <span class="visually-hidden">${msg('Actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          runs,
          ({ id }) => id,
          (run) => this.#renderRun(run),
        )}
      </tbody>
    </table>`;
  }

  get #heads(): string[] {
    return [
      msg('Compare'),
      msg('Name'),
      msg('Text'),
      msg('Cell'),
      msg('Step'),
      msg('Training loss'),
      msg('Validation loss'),
      msg('Kept'),
      msg('Size'),
      msg('In use'),
    ];
  }

  #renderRun(run: KeptRun): TemplateResult {
    const { names } = this.session;
    const uses = { here: msg('here'), elsewhere: msg('in another tab') };
    const cells: unknown[] = [
      this.#renderCompare(run),
      this.#renderName(run),
      html`<bdi>${run.title}</bdi>`,
      names.cellOf(run),
      grouped(run.step),
      lossWords(run.loss),
      lossWords(run.validationLoss),
      date(run.keptAt),
      megabytes(run.bytes),
      run.use ? uses[run.use] : '',
    ];
    const kinds = ['compare', 'name', 'text', '', 'number', 'number', 'number', '', 'number', ''];
    return html`<tr role="row" class=${run.use === 'here' ? 'here' : ''}>
      ${cells.map(
        (cell, index) =>
          html`<td role="cell" class=${kinds[index]} data-head=${this.#heads[index]}>${cell}</td>`,
      )}
      <td role="cell" class="actions">${this.#renderActions(run)}</td>
    </tr>`;
  }

  #renderCompare(run: KeptRun): TemplateResult {
    const { kept } = this.session;
    const compared = kept.compared.value.find(({ id }) => id === run.id);
    const isFull = kept.compared.value.length >= mostCompared && !compared;
    return html`<span>
      <input
        type="checkbox"
        aria-label=${msg(str`Compare ${this.session.names.nameOf(run)}`)}
        title=${isFull ? msg(str`You can compare at most ${mostCompared} runs at once`) : nothing}
        .checked=${live(compared !== undefined)}
        ?disabled=${run.use === 'here' || isFull}
        @change=${(event: Event) =>
          kept.compare(run.id, (event.target as HTMLInputElement).checked)}
      />${compared ? html`<i class="kept-${compared.colour}"></i>` : nothing}
    </span>`;
  }

  #renderName(run: KeptRun): TemplateResult {
    const { names } = this.session;
    const own = names.nameOf({ ...run, name: '' });
    return html`<input
      type="text"
      dir="auto"
      maxlength=${longestName}
      placeholder=${msg('unnamed')}
      aria-label=${msg(str`Name of the run on ${own}`)}
      data-run=${run.id}
      .value=${this.#isTyping(run) ? noChange : live(run.name)}
      @change=${(event: Event) => this.#rename(run, event.target as HTMLInputElement)}
      @keydown=${(event: KeyboardEvent) => {
        const input = event.target as HTMLInputElement;
        if (event.key === 'Enter') input.blur();
        if (event.key !== 'Escape') return;
        input.value = run.name;
        event.stopPropagation();
      }}
    />`;
  }

  #renderActions(run: KeptRun): TemplateResult {
    const { session } = this;
    const name = session.names.nameOf(run);
    return html`<button
        type="button"
        aria-label=${msg(str`Open ${name}`)}
        title=${run.use === 'here' ? msg('This run is open') : nothing}
        ?disabled=${!session.canTrain || run.use === 'here'}
        @click=${() => session.files.openKept(run.id)}
      >
        ${msg('Open')}
      </button>
      <button
        type="button"
        aria-label=${msg(str`Delete ${name}`)}
        title=${run.use ? msg('You cannot delete a run while it trains') : nothing}
        ?disabled=${run.use !== null}
        @click=${() => void this.#delete(run)}
      >
        ${msg('Delete')}
      </button>`;
  }

  /** What is being typed stays; what was refused is the old name again. */
  #isTyping(run: KeptRun): boolean {
    const focused = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    return focused?.dataset.run === run.id;
  }

  #rename(run: KeptRun, input: HTMLInputElement): void {
    const name = input.value.trim();
    input.value = name;
    if (name !== run.name) this.session.kept.rename(run.id, name);
  }

  async #delete(run: KeptRun): Promise<void> {
    const { kept, names } = this.session;
    const answer = await this.session.ask({
      title: msg(str`Delete ${names.nameOf(run)}?`),
      text: msg(
        str`It was trained for ${countOfSteps(run.step)}. Deleting a run cannot be undone.`,
      ),
      keep: msg('Cancel'),
      replace: msg('Delete'),
      maySave: false,
    });
    if (answer !== 'replace') return;
    const at = kept.list.value?.runs.findIndex(({ id }) => id === run.id) ?? 0;
    this.#deleted = { id: run.id, at };
    kept.delete([run.id]);
  }

  #onBudget(event: Event): void {
    const input = event.target as HTMLInputElement;
    const { kept } = this.session;
    const typed = Math.round(typedNumber(input));
    // a budget that is no budget would cost runs
    if (typed >= 1) {
      const taken = this.#remarks.take('budget', input, budgets);
      if (taken !== null) kept.setBudget(taken * megabyte);
    } else {
      const before = Math.round((kept.list.value?.budgetBytes ?? 0) / megabyte);
      input.value = '';
      this.#remarks.settle('budget', input, before, budgets);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kept-runs-panel': KeptRunsPanel;
  }
}

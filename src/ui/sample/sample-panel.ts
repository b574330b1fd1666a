/** Text drawn from the net, streaming in; a click on a character shows what it was drawn from. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { inlineText } from '../../lib/inline-text.ts';
import { runName } from '../../lib/run-name.ts';
import type { SettingKey } from '../../config/settings.ts';
import '../tabs/close-view.ts';
import { settingRow } from '../parts/setting-row.ts';
import { download } from '../parts/download.ts';
import type { Session } from '../state/session.ts';
import { namedCharacter } from '../characters.ts';
import { gatesPinned, grouped } from '../format.ts';
import { zoomOf } from '../zoom.ts';
import { controlStyles, panelStyles } from '../parts/control-styles.ts';
import { LatePart, whenThere } from '../parts/late-part.ts';
import { sampleStyles } from './sample-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { TextCharacters } from './text-characters.ts';
import { isRuled, renderBeside, renderMore } from './sample-more.ts';
import { skippedWords } from '../words/skipped.ts';
import { countedUnits } from '../words/units.ts';
import { countedLines } from './line-words.ts';

/** What only lines need. */
const drawnLines = new LatePart(() => import('./drawn-lines.ts'));
/** Written only by a net that is trained. */
const diary = new LatePart(() => import('./sample-diary.ts'));
/** What is known of what was drawn, character by character and in all. */
const known = new LatePart(() => import('./token-odds.ts'));

@customElement('sample-panel')
export class SamplePanel extends TrackedElement {
  static override styles = [controlStyles, panelStyles, sampleStyles];

  @property({ attribute: false }) session!: Session;

  @query('output') private output!: HTMLOutputElement;
  @query('.page') private page!: HTMLElement;

  /** Index of the character whose distribution is shown. */
  @state() private chosen: number | null = null;
  @state() private copied = false;
  /** As a person left the fold; null: open where a rule is set. */
  @state() private showsRules: boolean | null = null;

  #characters: TextCharacters | null = null;

  protected override willUpdate(): void {
    const { count } = this.session.sample;
    if (this.chosen !== null && this.chosen >= count.value) this.chosen = null;
  }

  protected override updated(): void {
    const wasInSight = this.#overhang < 30;
    this.#characters ??= new TextCharacters(this.output);
    const grew = this.#characters.show(this.#isOfLines ? [] : this.session.sample.tokens);
    this.#characters.highlight(this.#isOfLines ? null : this.chosen);
    if (grew && wasInSight) this.page.scrollTop += Math.max(0, this.#overhang);
  }

  /** Pixels of the sample below what is in sight; the diary follows it. */
  get #overhang(): number {
    const padding = 10;
    const { bottom } = this.page.getBoundingClientRect();
    const below = this.output.getBoundingClientRect().bottom - bottom;
    return below / zoomOf(this.page) + padding;
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const token = this.chosen === null ? undefined : session.sample.tokens[this.chosen];
    return html`<section role="region" aria-label=${msg('Sample')}>
      <div class="head">
        <h2>${msg('Sample')}</h2>
        ${settingRow(session, 'diary', { wide: true })}
        <span class="spring"></span>
        ${this.#renderButtons()}
        <close-view .session=${session} view="sample" name=${msg('Sample')}></close-view>
      </div>
      <div class="fields">
        ${settingRow(session, 'prompt', { ...this.#helpOn('prompt'), wide: true, entered: () => this.#draw() })}
        ${session.task.has('drawnLabel') ? whenThere(drawnLines, () => html`<label-choice .session=${session}></label-choice>`) : nothing}
        ${(['temperature', 'topK', 'sampleLength', 'sampleSeed'] as const).map((key) =>
          settingRow(session, key, { ...this.#helpOn(key), stacked: true }),
        )}
      </div>
      ${renderMore(session, this.showsRules ?? isRuled(session.settings.value), (isOpen) => (this.showsRules = isOpen))}
      ${this.#renderText()}
      ${session.sample.copied.value ? whenThere(known, () => html`<sample-copied .session=${session}></sample-copied>`) : nothing}
      ${this.#renderCounts()}
      <div class="foot">
        <span class="faint" role="status">${this.#phaseWords()}</span>
        <span class="spring"></span>
        ${this.#renderTaking()}
      </div>
      ${token ? whenThere(known, () => html`<token-odds .token=${token} .place=${this.chosen! + 1}></token-odds>`) : nothing}
    </section>`;
  }

  #renderButtons(): TemplateResult {
    const { session } = this;
    const { phase } = session.sample.state.value;
    return html`
      <button type="button" ?disabled=${phase !== 'drawing'} @click=${() => session.sample.stop()}>
        ${msg('Stop')}
      </button>
      <button
        type="button"
        class="primary"
        ?disabled=${!this.#isReady}
        @click=${() => this.#draw()}
      >
        ${msg('Generate')}
      </button>
    `;
  }

  /** Whole lines are drawn, each from its beginning to its end. */
  get #isOfLines(): boolean {
    return this.session.task.drawsLines;
  }

  get #inventedName(): string {
    return this.session.task.rows === 'sentences' ? msg('sentences') : msg('lines');
  }

  /** What is said otherwise of lines than of a text. */
  #helpOn(key: SettingKey): { help?: string } {
    if (!this.#isOfLines) return {};
    const names = this.#inventedName;
    const helps: { [Key in SettingKey]?: string } = {
      prompt: msg(str`All ${names} begin with this.`),
      sampleLength: msg(str`How many ${names} to draw.`),
    };
    return key in helps ? { help: helps[key] } : {};
  }

  get #isReady(): boolean {
    return this.session.canTrain && this.session.net.info.value !== null;
  }

  #draw(): void {
    if (this.#isReady) this.session.sample.draw(this.session.settings.value);
  }

  #renderTaking(): TemplateResult {
    const isEmpty = this.session.sample.count.value === 0;
    return html`
      <button type="button" class="quiet" ?disabled=${isEmpty} @click=${this.#onSave}>
        ${msg('Save text')}
      </button>
      <button type="button" class="quiet" ?disabled=${isEmpty} @click=${this.#onCopy}>
        ${this.copied ? msg('Copied') : msg('Copy text')}
      </button>
    `;
  }

  #renderText(): TemplateResult {
    const { prompt, skipped } = this.session.sample.state.value;
    const empty = this.session.sample.count.value === 0;
    const hasDiary = this.session.sample.diary.entries.value.length > 0;
    if (hasDiary) void diary.module;
    // The output stays free of everything but the drawn characters, white space included.
    // prettier-ignore
    return html`
      ${skipped.length > 0
        ? html`<p class="skipped">${this.#skippedWords(inlineText(skipped.map(namedCharacter).join(' ')))}</p>`
        : nothing}
      <div class="page">${empty && !prompt && !hasDiary
        ? html`<p class="faint">${this.#isOfLines ? msg(str`The ${this.#inventedName} that the net invents appear here. Click a character, or use the arrow keys, to see the probabilities it was drawn from.`) : msg('The text that the net generates appears here. Click a character, or use the arrow keys, to see the probabilities it was drawn from.')}</p>`
        : nothing}<output dir="auto" data-prompt=${this.#isOfLines ? '' : prompt} aria-label=${msg('Sampled text')} aria-live="off" tabindex=${empty || this.#isOfLines ? nothing : 0} @click=${this.#onClick} @keydown=${this.#onKey}></output>${this.#renderLines()}${renderBeside(this.session)}<sample-diary .session=${this.session}></sample-diary></div>
    `;
  }

  #skippedWords(names: string): string {
    const { unit } = this.session.task;
    return unit === 'word'
      ? skippedWords(names, unit)
      : msg(str`Not in the vocabulary, left out of the prompt: ${names}`);
  }

  #renderLines(): unknown {
    if (!this.#isOfLines) return nothing;
    const choose = ({ detail }: CustomEvent<number>) => (this.chosen = detail);
    return whenThere(
      drawnLines,
      () =>
        html`<drawn-lines
          class=${this.session.sample.lines.length > 0 ? 'some' : ''}
          .session=${this.session}
          .chosen=${this.chosen}
          @character-chosen=${choose}
        ></drawn-lines>`,
    );
  }

  /** What became of lines. */
  #renderCounts(): unknown {
    if (!this.#isOfLines) return nothing;
    return whenThere(drawnLines, () => html`<line-counts .session=${this.session}></line-counts>`);
  }

  #phaseWords(): string {
    const { phase, step, pinned } = this.session.sample.state.value;
    if (phase === 'none') return '';
    const { sample, task } = this.session;
    const count = this.#isOfLines
      ? countedLines(sample.lines.length, task.rows)
      : countedUnits(task.unit, sample.count.value);
    const plain = msg(str`${count}, started at step ${grouped(step)}`);
    const drawn = pinned > 0 ? msg(str`${plain}, with ${gatesPinned(pinned)}`) : plain;
    return phase === 'stopped' ? msg(str`${drawn}, stopped`) : drawn;
  }

  #onClick(event: MouseEvent): void {
    const at = this.#characters?.at(event.clientX, event.clientY) ?? null;
    if (at !== null) this.chosen = at;
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.session.sample.count.value - 1;
    const from = this.chosen;
    const moves: Record<string, number | undefined> = {
      ArrowRight: from === null ? 0 : from + 1,
      ArrowLeft: from === null ? last : from - 1,
      ArrowDown: this.#characters?.below(from ?? 0) ?? last,
      ArrowUp: this.#characters?.above(from ?? 0) ?? 0,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.chosen = Math.max(0, Math.min(last, to));
    this.#characters?.reveal(this.chosen, this.page);
  }

  #onSave(): void {
    const { sample, text, net } = this.session;
    const { value: info } = text.info;
    const name = runName(info?.name ?? '', net.info.value?.cell ?? '', sample.state.value.step);
    download(`${name}-sample.txt`, new Blob([sample.text], { type: 'text/plain' }));
  }

  async #onCopy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.session.sample.text);
    } catch {
      // Without the permission the text is at least selected, ready for Ctrl+C.
      getSelection()?.selectAllChildren(this.output);
      return;
    }
    this.copied = true;
    setTimeout(() => (this.copied = false), 1500);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-panel': SamplePanel;
  }
}

/** The text: choose, upload or paste one, and what it is made of. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  type Setting,
  type SettingKey,
  settingKeys,
  settingsTable,
} from '../../config/settings.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import { takeBrought } from './drop-and-paste.ts';
import type { Session } from '../state/session.ts';
import { fixed, grouped } from '../format.ts';
import { termsOf } from '../words/terms.ts';
import { countedUnits, unitHeading, unitNames } from '../words/units.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { symbolCounts } from './symbol-counts.ts';
import { textRemarks } from './text-remarks.ts';
import { sectionStyles } from '../parts/field-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import type { Choice } from '../parts/choice-field.ts';
import { helpOn } from '../parts/help-mark.ts';
import { LatePart, renderMissing } from '../parts/late-part.ts';
import type { RecorderDialog } from '../recorder/recorder-dialog.ts';
import type { PasteDialog } from './paste-dialog.ts';
import type { TaskDialog } from './task-dialog.ts';
import { settingRow } from '../parts/setting-row.ts';
import { bringWords, type RowKind } from '../words/rows.ts';
import {
  columnChoice,
  fact,
  fileRemark,
  idleReason,
  isThere,
  rowCounts,
  rowRemarks,
  unknownFact,
} from './row-facts.ts';

/** The value of the select while a brought text is open. */
const broughtText = '(brought)';

/** They are loaded when somebody asks for them. */
const pasteDialog = new LatePart(() => import('./paste-dialog.ts'));
const taskDialog = new LatePart(() => import('./task-dialog.ts'));
const recorderDialog = new LatePart(() => import('../recorder/recorder-dialog.ts'));

@customElement('text-source')
export class TextSource extends TrackedElement {
  static override styles = [
    controlStyles,
    sectionStyles,
    css`
      dl {
        margin-right: 2px;
      }
      dt {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      .bring {
        display: flex;
        gap: 4px;
        margin: 3px 24px 4px 0;
      }
      .bring > * {
        flex: auto;
        min-width: 0;
        height: 26px;
        padding: 0 2px;
        font-size: 12px;
        white-space: nowrap;
      }
      .bring label:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }
      details.inner {
        padding: 0;
        border: 0;
        background: none;
      }
      details.inner summary {
        margin: 0;
        color: var(--ink-soft);
        font-size: 12px;
      }
      pre {
        max-height: 130px;
        margin: 2px 4px 6px 0;
        padding: 6px 8px;
        overflow: auto;
        border-radius: 4px;
        background: var(--well);
        font: 11.5px/1.45 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        unicode-bidi: plaintext;
      }
      h3 {
        margin: 4px 0 1px;
        font-size: 11.5px;
        font-weight: 600;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 3px;
        max-height: 130px;
        margin: 2px 4px 4px 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      li {
        padding: 0 4px;
        border-radius: 3px;
        background: var(--well);
        font-size: 11px;
      }
      li b {
        font: 600 12px var(--mono);
        unicode-bidi: isolate;
      }
      .shapes {
        height: 22px;
        margin: 0 24px 3px 0;
        font-size: 12px;
      }
      .warn .quiet {
        height: 20px;
        padding: 0 3px;
        color: var(--accent);
        font-size: 12px;
      }
      .warn {
        margin: 2px 24px 2px 0;
        color: var(--warn);
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ type: Boolean }) open = false;

  protected override render(): TemplateResult {
    const info = this.session.text.info.value;
    const kind = this.session.task.info?.rows ?? 'characters';
    const words = bringWords(kind);
    return html`
      <details ?open=${this.open}>
        <summary><h2>${msg('Text')}</h2></summary>
        ${this.#renderTask()} ${this.#renderChoice(info)} ${this.#renderWanted()}
        ${
          this.session.task.info?.recorded
            ? html`<button
                type="button"
                class="shapes"
                @click=${() => this.#show(recorderDialog, 'recorder-dialog')}
              >
                ${msg('Record your own …')}
              </button>`
            : nothing
        }
        <div class="bring">
          <label class="button">
            ${words.upload}
            <input class="visually-hidden" type="file" multiple @change=${this.#onFile} />
          </label>
          ${
            kind === 'characters'
              ? html`<button
                  type="button"
                  @click=${() => takeBrought(this.session, (by) => by.takeFolder(this.session))}
                >
                  ${msg('Folder')}
                </button>`
              : nothing
          }
          <button type="button" @click=${() => this.#show(pasteDialog, 'paste-dialog')}>
            ${words.paste}
          </button>
        </div>
        ${columnChoice(this.session, info?.rows)}
        ${this.#ownKeys(info).map((key) => settingRow(this.session, key, { idle: this.#idle(key, info) }))}
        ${info ? this.#renderEncoding(info) : nothing}
        ${settingRow(this.session, 'heldOut', { idle: this.#idle('heldOut', info) })}
        ${info ? this.#renderInfo(info, this.session.task.rows) : nothing}
      </details>
      ${[pasteDialog, taskDialog, recorderDialog].map((part) => (part.isMissing ? renderMissing(part) : nothing))}
      <paste-dialog .kind=${kind} @text-pasted=${this.#onPasted}></paste-dialog>
      <recorder-dialog .session=${this.session}></recorder-dialog>
      <task-dialog
        .tasks=${this.session.engine.value.catalogue?.tasks ?? []}
        .chosen=${this.session.settings.value.task}
        @task-chosen=${({ detail }: CustomEvent<string>) => this.session.change('task', detail)}
      ></task-dialog>
    `;
  }

  #idle(key: SettingKey, info: TextInfo | null): string | null {
    return idleReason(key, info, this.session.task.rows, this.session.settings.value);
  }

  /** Settings of the data that only some tasks have; those of columns and files stand where there are some. */
  #ownKeys(info: TextInfo | null): SettingKey[] {
    return settingKeys.filter((key) => {
      const { group, special }: Setting = settingsTable[key];
      return group === 'text' && special && isThere(key, info) && this.session.task.has(key);
    });
  }

  /** What is to be learned; a choice among one is none. */
  #renderTask(): TemplateResult | typeof nothing {
    const { catalogue } = this.session.engine.value;
    const isChoice = (catalogue?.tasks.length ?? 0) > 1;
    if (!isChoice) return nothing;
    return html`${settingRow(this.session, 'task', { wide: true })}
      <button type="button" class="shapes" @click=${() => this.#show(taskDialog, 'task-dialog')}>
        ${msg('Tasks by shape …')}
      </button>`;
  }

  #renderChoice(info: TextInfo | null): TemplateResult {
    const texts = this.session.task.textsOf();
    const choices: Choice[] = texts.map(({ id, title }) => ({ value: id, label: title }));
    if (!info || info.source === 'builtin')
      return settingRow(this.session, 'text', { choices, wide: true });
    choices.push({ value: broughtText, label: inlineText(info.name, 80) });
    return settingRow(this.session, 'text', { choices, wide: true, shown: broughtText });
  }

  /** A file of the person's own can be read again in another encoding. */
  #renderEncoding({ encoding }: TextInfo): TemplateResult | typeof nothing {
    if (!this.session.text.hasOwnBytes) return nothing;
    const [guess, ...others] = settingsTable.encoding.choices;
    const named = others.find(({ value }) => value === encoding)?.label ?? encoding;
    const choices = [{ ...guess, label: msg(str`detected: ${named}`) }, ...others];
    return settingRow(this.session, 'encoding', { choices, wide: true });
  }

  #renderWanted(): unknown {
    const wanted = this.session.text.wanted.value;
    if (!wanted) return nothing;
    const { name, characters, hash } = wanted;
    return html`<p class="warn" role="status">
      ${msg(
        str`This link does not contain its text: ${inlineText(name, 80)} (${countedUnits(this.session.task.unit, characters)}, hash ${hash}…). Open that text to get the same run.`,
      )}
    </p>`;
  }

  #renderInfo(info: TextInfo, kind: RowKind): TemplateResult {
    const { unit } = this.session.task;
    const { knownLoss } = info;
    // of numbers naive forecasts tell what is easy
    const isOfSymbols = !info.guesses;
    return html`
      <dl>
        ${info.rows && isOfSymbols ? rowCounts(info.rows, kind) : nothing}
        ${fact(unitHeading(unit), grouped(info.tokens))}
        ${fact(
          html`${msg('Chance')}${helpOn(termsOf(this.session.task).guessing)}`,
          fixed(info.chanceLoss, 3),
          isOfSymbols,
        )}
        ${fact(msg('Symbols'), grouped(info.symbols.length), isOfSymbols)}
        ${fact(msg('Unigram'), fixed(info.unigramEntropy, 3), isOfSymbols)}
        ${fact(msg('Held out'), grouped(info.rows?.heldOut ?? info.heldOutTokens))}
        ${fact(msg('Bigram'), fixed(info.bigramEntropy, 3), isOfSymbols)} ${unknownFact(info)}
        ${knownLoss && fact(html`${msg('At best')}${helpOn('excess')}`, fixed(knownLoss.entropy, 3))}
      </dl>
      ${textRemarks(info, unit).map((remark) => html`<p class="warn" role="status">${remark}</p>`)}
      ${info.rows ? rowRemarks(this.session, info.rows) : nothing} ${fileRemark(this.session, info)}
      <details class="inner">
        <summary>${msg('Preview')}</summary>
        <h3>${msg(str`Start of the ${grouped(info.trainTokens)} training ${unitNames(unit)}`)}</h3>
        <pre tabindex="0" dir="auto" aria-label=${msg('Start of the text')}>${info.preview}</pre>
        <h3>
          ${msg(str`Start of the ${grouped(info.heldOutTokens)} held-out ${unitNames(unit)}`)}
        </h3>
        <pre tabindex="0" dir="auto" aria-label=${msg('Start of the held-out part')}>
${info.heldOutPreview}</pre>
      </details>
      <details class="inner">
        <summary>${msg('Symbols by count')}</summary>
        ${symbolCounts(info.symbols)}
        ${this.session.task.has('symbols') ? settingRow(this.session, 'symbols', { idle: this.#idle('symbols', info) }) : nothing}
        <p class="faint">${msg(str`Read as ${info.encoding}; hash ${info.hash.slice(0, 8)}.`)}</p>
      </details>
    `;
  }

  #onFile(event: Event): void {
    const input = event.target as HTMLInputElement;
    const chosen = [...(input.files ?? [])].map((file) => ({ name: file.name, file }));
    if (chosen.length > 0) {
      void takeBrought(this.session, (by) => by.takeDropped(this.session, chosen));
    }
    // The same file can be chosen again after it was edited.
    input.value = '';
  }

  async #show<Part>(part: LatePart<Part>, name: `${'paste' | 'task' | 'recorder'}-dialog`) {
    const module = await part.again().catch(() => null);
    if (module)
      await this.renderRoot.querySelector<PasteDialog | TaskDialog | RecorderDialog>(name)!.show();
  }

  #onPasted(event: CustomEvent<string>): void {
    this.session.openText({ kind: 'paste', text: event.detail });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'text-source': TextSource;
  }
}

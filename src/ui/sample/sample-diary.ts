/** What the net wrote by itself while it trained, below the sample that a person asked for. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Session } from '../state/session.ts';
import { fixed, grouped } from '../format.ts';
import type { DiaryEntry, MarkedLine } from '../../protocol/training.ts';
import { diaryStyles } from './diary-styles.ts';
import { textsStyles } from './texts-styles.ts';
import type { RowKind } from '../words/rows.ts';
import { kindClass, kindWords } from './line-words.ts';
import { markedLineStyles } from './marked-line-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('sample-diary')
export class SampleDiary extends TrackedElement {
  static override styles = [markedLineStyles, textsStyles, diaryStyles];

  @property({ attribute: false }) session!: Session;

  protected override render(): TemplateResult | typeof nothing {
    const entries = this.session.sample.diary.entries.value;
    if (entries.length === 0) return nothing;
    // A list, not a log: nobody wants all of it read aloud as it comes. In focus the arrow keys scroll it.
    return html`<ol aria-label=${msg('Diary')} tabindex="0">
      ${repeat(
        entries,
        (entry) => entry,
        (entry) => renderEntry(entry, this.session.task.rows),
      )}
    </ol>`;
  }
}

function renderEntry({ step, loss, text, lines }: DiaryEntry, rows: RowKind): TemplateResult {
  const at = msg(str`Step ${grouped(step)}`);
  const when = loss === null ? at : msg(str`${at}, loss ${fixed(loss, 2)}`);
  if (lines)
    return html`<li>
      <p class="when">${when}</p>
      ${lines.map((line) => renderLine(line, rows))}
    </li>`;
  // prettier-ignore
  return html`<li><p class="when">${when}</p><p class="text" dir="auto">${text.trim() || msg('(only whitespace)')}</p></li>`;
}

/** With the marks that lines have in the sample. */
function renderLine({ text, kind, isCut }: MarkedLine, rows: RowKind): TemplateResult {
  const words = kindWords(kind, rows);
  const mark = isCut ? msg(str`${words}, cut`) : words;
  // prettier-ignore
  return html`<p class=${kindClass(kind)}><span class="line" dir="auto">${text}</span> <small>${mark}</small></p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-diary': SampleDiary;
  }
}

/** What the text panel says of the data, of rows above all, and the column of a table. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { inlineText } from '../../lib/inline-text.ts';
import type { SettingKey, Settings } from '../../config/settings.ts';
import type { RowsInfo, TextInfo } from '../../protocol/text-info.ts';
import { fixed, grouped } from '../format.ts';
import type { Choice } from '../parts/choice-field.ts';
import { settingRow } from '../parts/setting-row.ts';
import type { Session } from '../state/session.ts';
import { type RowKind, rowsName, unusedWords } from '../words/rows.ts';

/** As the setting says that the rows of a table are read whole. */
const wholeRow = '0';

/** How many, and the longest: terms and values of a list. */
export function rowCounts({ total, longest }: RowsInfo, kind: RowKind): TemplateResult {
  return html`
    <dt>${rowsName(kind)}</dt>
    <dd>${grouped(total)}</dd>
    <dt title=${msg('Length of the longest, in time steps')}>${msg('Longest')}</dt>
    <dd>${grouped(longest)}</dd>
  `;
}

/** That some are not used, and the way to them. */
export function rowRemarks(session: Session, { refused, remarks }: RowsInfo): unknown {
  if (remarks.length === 0) return nothing;
  const words = unusedWords(refused) || msg('There is a note about its columns.');
  const which = refused === 1 ? msg('Which one?') : refused > 1 ? msg('Which ones?') : msg('What?');
  return html`<p class="warn">
    <span role="status">${words}</span>
    ${wayToData(session, which)}
  </p>`;
}

/** To the tab that lists them. */
const wayToData = (session: Session, words: string) =>
  html`<button type="button" class="quiet" @click=${() => session.selection.leadToTab('data')}>
    ${words}
  </button>`;

/** Of how many files it is, and the way to them. */
export function fileRemark(session: Session, { files = [], skipped = [] }: TextInfo): unknown {
  if (files.length + skipped.length < 2) return nothing;
  const [read, left] = [grouped(files.length), grouped(skipped.length)];
  return html`<p class=${skipped.length > 0 ? 'warn' : 'faint'}>
    <span role="status">
      ${skipped.length > 0 ? msg(str`Files read: ${read}; left out: ${left}.`) : msg(str`Files read: ${read}.`)}
    </span>
    ${wayToData(session, msg('Which ones?'))}
  </p>`;
}

/** Whether a setting stands in its place: borders need several files, a column has a place of its own. */
export function isThere(key: SettingKey, info: TextInfo | null): boolean {
  return key === 'borders' ? (info?.files?.length ?? 0) > 1 : key !== 'column';
}

/** Of a table of the person's own: which column is read, or each row as it stands. */
export function columnChoice(session: Session, rows: RowsInfo | undefined): unknown {
  const { columns, column } = rows ?? {};
  const isWhole = session.settings.value.column.trim() === wholeRow;
  if (!session.task.has('column') || !(columns || isWhole)) return nothing;
  const whole = { value: wholeRow, label: msg('each row whole') };
  const { isOfNumbers } = session.task;
  const isOfValues = session.task.has('inputColumns');
  const choices: Choice[] = columns
    ? [
        ...columns.map((name) => ({ value: name, label: inlineText(name, 80) })),
        ...(isOfNumbers ? [{ value: '', label: msg('all') }] : []),
        ...(isOfValues ? [] : [whole]),
      ]
    : [{ value: '', label: msg('the first column') }, whole];
  const shown = columns ? column : wholeRow;
  // several of them, by a link or a settings file
  if (shown && !choices.some(({ value }) => value === shown)) {
    choices.push({ value: shown, label: inlineText(shown, 80) });
  }
  return settingRow(session, 'column', {
    ...{ choices, wide: true, shown },
    ...(isOfValues && { label: msg('Column predicted'), help: msg('What the net predicts.') }),
  });
}

/** Why a setting changes nothing of these data; null where it does. */
export function idleReason(
  key: SettingKey,
  info: TextInfo | null,
  kind: RowKind,
  { level }: Pick<Settings, 'level'>,
): string | null {
  if (key === 'heldOut' && info?.rows?.isSplitGiven) {
    return kind === 'recordings'
      ? msg(
          'No effect: the last quarter of each class is held out, or the recordings that the data name.',
        )
      : msg('No effect: the data say which rows are held out.');
  }
  if (key === 'inputColumns' && info && !info.rows?.columns) {
    return msg('No effect: there is one column.');
  }
  if (key === 'gap' && info && info.source !== 'builtin') {
    return msg('No effect on a list of your own.');
  }
  if (key === 'vocabulary' && level === 'character') return msg('No effect on characters.');
  if (key === 'symbols' && info?.perToken) return msg('No effect on words, pieces and sentences.');
  return null;
}

/** One line of the list, where it means anything. */
export function fact(name: unknown, value: string, isThere = true): unknown {
  return isThere
    ? html`<dt>${name}</dt>
        <dd>${value}</dd>`
    : nothing;
}

/** Which share of what is held out is not in the vocabulary, where something may be. */
export function unknownFact({ perToken }: TextInfo): unknown {
  const share = perToken?.unknown ?? null;
  return share === null ? nothing : fact('<UNK>', `${fixed(100 * share, 1)} %`);
}

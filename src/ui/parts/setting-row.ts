/** The control that fits a row of the settings table. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Setting, SettingKey } from '../../config/settings.ts';
import type { Session } from '../state/session.ts';
import { settingWords } from '../words/settings.ts';
import './choice-field.ts';
import type { Choice } from './choice-field.ts';
import './number-field.ts';
import './words-field.ts';

interface RowOptions {
  stacked?: boolean;
  wide?: boolean;
  /** Why the setting has no effect now. */
  idle?: string | null;
  /** Instead of the table's or the catalogue's. */
  choices?: readonly Choice[];
  /** Instead of the setting's value. */
  shown?: string;
  /** What it is called here, instead of the table's word. */
  label?: string;
  /** What it does here, instead of the table's sentence. */
  help?: string;
  /** Enter was pressed in a field of words. */
  entered?: () => void;
}

export function settingRow(
  session: Session,
  key: SettingKey,
  {
    stacked = false,
    wide = false,
    idle = null,
    choices,
    shown,
    label,
    help,
    entered,
  }: RowOptions = {},
): TemplateResult {
  const row = settingWords(key);
  const setting: Setting =
    label || help ? { ...row, label: label ?? row.label, help: help ?? row.help } : row;
  const settings = session.settings.value;
  if (setting.kind === 'choice' || setting.kind === 'catalogue' || choices) {
    return html`<choice-field
      .key=${key}
      .setting=${setting}
      .settings=${settings}
      .choices=${choices ?? choicesOf(session, setting)}
      .shown=${shown ?? null}
      ?stacked=${stacked}
      ?wide=${wide}
      .idle=${idle}
    ></choice-field>`;
  }
  if (setting.kind === 'words') {
    return html`<words-field
      .key=${key}
      .setting=${setting}
      .settings=${settings}
      .shown=${shown ?? null}
      ?stacked=${stacked}
      ?wide=${wide}
      @words-entered=${entered ?? nothing}
    ></words-field>`;
  }
  // Where weights could be lost, a half-typed number must not ask for that.
  const harmless = setting.effect === 'live' || setting.effect === 'view';
  return html`<number-field
    .key=${key}
    .setting=${setting}
    .settings=${settings}
    ?eager=${harmless || session.progress.value.step === 0}
    ?stacked=${stacked}
    .idle=${idle}
  ></number-field>`;
}

function choicesOf(session: Session, setting: Setting): readonly Choice[] {
  if (setting.kind === 'choice') return setting.choices;
  if (setting.kind !== 'catalogue') return [];
  const { catalogue } = session.engine.value;
  if (!catalogue) return [];
  return setting.choices === 'texts'
    ? session.task.textsOf().map(({ id, title }) => ({ value: id, label: title }))
    : catalogue[setting.choices].map(({ id, name }) => ({ value: id, label: name }));
}

/** Settings and their values as people call them. */
import { settingsTable } from '../../config/settings.ts';
import type { Setting, SettingKey, Settings } from '../../config/settings.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { Catalogue } from '../../protocol/catalogue.ts';
import { translated } from './translated.ts';

const longestValue = 80;

/** Its row of the table, in the language of the page. */
export const settingWords = (key: SettingKey): Setting => translated(settingsTable[key]);

/** As its control is called; what is no setting is called as it is. */
export function settingLabel(key: string): string {
  return Object.hasOwn(settingsTable, key) ? settingWords(key as SettingKey).label : key;
}

/** Tasks, cells and optimizers are named by the catalogue, other choices by the table. */
export function settingValue(
  key: SettingKey,
  value: string | number | undefined,
  catalogue: Catalogue | null,
): string {
  const setting = settingWords(key);
  const shown = inlineText(String(value ?? ''), longestValue);
  if (setting.kind === 'number') return setting.unit ? `${shown} ${setting.unit}` : shown;
  if (setting.kind === 'words') return shown;
  if (typeof setting.choices !== 'string') {
    return setting.choices.find((choice) => choice.value === value)?.label ?? shown;
  }
  const { tasks = [], cells = [], optimizers = [], texts = [] } = catalogue ?? {};
  const titles = texts.map(({ id, title }) => ({ id, name: title }));
  const lists = { tasks, cells, optimizers, texts: titles };
  return lists[setting.choices].find(({ id }) => id === value)?.name ?? shown;
}

/** "Hidden size 64, Cell GRU". */
export function settingsNamed(changes: Partial<Settings>, catalogue: Catalogue | null): string {
  return (Object.keys(changes) as SettingKey[])
    .map((key) => `${settingLabel(key)} ${settingValue(key, changes[key], catalogue)}`)
    .join(', ');
}

import { configureLocalization, type LocaleModule } from '@lit/localize';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Setting, settingKeys, settingsTable } from '../config/settings.ts';
import { tasks } from '../tasks/index.ts';
import { settingLabel, settingValue } from '../ui/words/settings.ts';
import { named, translated } from '../ui/words/translated.ts';

const rows: readonly Setting[] = settingKeys.map((key) => settingsTable[key]);
const infos = tasks.map(({ info }) => info);
const english = [
  ...rows.flatMap(({ label, help }) => [label, help]),
  ...infos.flatMap(({ name, shows, metrics }) => [name, shows, ...metrics.map((one) => one.name)]),
  ...rows.flatMap((row) => (row.kind === 'choice' ? row.choices.map(({ label }) => label) : [])),
];
/** A second language: all that is in it stands in brackets. */
const second: LocaleModule = {
  templates: Object.fromEntries(english.map((text) => [generateMsgId(text, false), `«${text}»`])),
};
const { setLocale } = configureLocalization({
  ...{ sourceLocale: 'en', targetLocales: ['xx'] },
  loadLocale: () => Promise.resolve(second),
});
beforeAll(() => {
  // where a page hears of it
  vi.stubGlobal('window', new EventTarget());
  return setLocale('xx');
});
afterAll(async () => {
  await setLocale('en');
  vi.unstubAllGlobals();
});

it('a label with values is one sentence of the table', () => {
  const label = 'one season before ({season})';
  second.templates[generateMsgId(label, false)] = 'vor {season}';
  const rivals = [{ label, values: { season: 7 }, loss: 1 }, { label: 'a {season}' }];
  expect(named(rivals)).toMatchObject([{ label: 'vor 7', loss: 1 }, { label: 'a {season}' }]);
});

it('what has no other words is the same', async () => {
  await setLocale('en');
  for (const data of [...rows, infos]) expect(translated(data)).toBe(data);
  await setLocale('xx');
});

it('labels, help, choices and tasks come from a second table where there is one', () => {
  for (const row of rows) {
    const { label, help } = translated(row);
    expect([label, help]).toEqual([`«${row.label}»`, `«${row.help}»`]);
  }
  expect(settingLabel('cell')).toBe('«Cell»');
  expect(settingValue('input', 'embedding', null)).toBe('«embedding»');
  for (const info of infos) {
    const { id, name, shows, metrics, lacks } = translated(info);
    expect([name, shows]).toEqual([`«${info.name}»`, `«${info.shows}»`]);
    expect(metrics.map((one) => one.name)).toEqual(info.metrics.map((one) => `«${one.name}»`));
    // what says how things are stays as it is
    expect([id, lacks, metrics[0]?.id]).toEqual([info.id, info.lacks, info.metrics[0]?.id]);
  }
});

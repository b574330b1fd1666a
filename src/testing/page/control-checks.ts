/** Controls of the settings table: each flipped and back, and those that have no effect. */
import { expect } from 'vitest';
import { readLink } from '../../config/link.ts';
import { type SettingKey, type Settings, settingsTable } from '../../config/settings.ts';
import { flips, flippedInOrder, sentValues } from '../setting-flips.ts';
import { netOf, textOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

/** The worker sends all that there is of these; the page chooses. */
const shownOnly: readonly SettingKey[] = ['unitOrder', 'gradientBy'];
/** The worker is told with the sample that is asked for. */
const toldWithSample: readonly SettingKey[] = [
  ...(['prompt', 'sampleLength', 'sampleSeed', 'shortest', 'longest'] as const),
  ...(['samples', 'rivals'] as const),
];

/** A file: its encoding can be chosen. */
const own = textOf({ source: 'file', name: 'own.txt', title: 'own.txt', hash: 'of own' });

const linked = (page: StagedPage) => readLink(`#${page.fragment}`).settings;

async function openTabOf(page: StagedPage, key: SettingKey): Promise<void> {
  const tab = page
    .all('[role="tab"]')
    .find(({ textContent }) => textContent?.trim() === flips[key].tab);
  if (tab) await page.click(tab);
}

export const controlChecks: Checks = {
  'every control, and back': onPage(
    async (page) => {
      page.next({ text: own });
      const [chosen] = page.all('input[type=file]', page.one('text-source'));
      await page.upload(chosen, new File(['Größe'], 'own.txt'));
      await page.unfold(page.one('details', page.one('sample-panel')));
      const wanted: Record<string, string | number> = {};
      for (const key of flippedInOrder) {
        await openTabOf(page, key);
        const before = page.sent.length;
        const { to, under = {} } = flips[key];
        for (const [other, value] of Object.entries({ ...under, [key]: to })) {
          await page.set(other as SettingKey, value);
          wanted[other] = value;
        }
        expect(linked(page)[key], `the link says ${key}`).toBe(to);
        if ([...shownOnly, ...toldWithSample].includes(key)) continue;
        expect(sentValues(page.sent.slice(before), key), `the worker is told ${key}`).toContain(to);
      }
      await page.press('Generate');
      for (const key of toldWithSample) {
        expect(sentValues(page.sent, key), `the worker is told ${key}`).toContain(flips[key].to);
      }
      expect(linked(page)).toMatchObject(wanted);
      for (const key of [...flippedInOrder].reverse()) {
        const { label, default: standard } = settingsTable[key];
        // it stands beside its cell alone
        if (key === 'window') await page.set('cell', 'plain');
        await page.set(key, standard);
        expect(linked(page)[key] ?? standard, `${label} is back`).toBe(standard);
      }
    },
    { net: netOf('lstm', { layers: 2 }) },
  ),

  'settings without effect': onPage(async (page) => {
    const idle = () => {
      const fields = page.all<HTMLElement & { key: string; idle: string | null }>(
        'number-field, choice-field',
      );
      return Object.fromEntries(fields.flatMap(({ key, idle }) => (idle ? [[key, idle]] : [])));
    };
    const constant = 'No effect with the schedule “constant”.';
    const always = { vocabulary: 'No effect on characters.' };
    expect(idle()).toEqual({
      embeddingSize: 'No effect with one-hot input.',
      dropout: expect.stringContaining('one layer') as string,
      momentum: 'No effect with the optimizer AdamW.',
      ...{ scheduleSteps: constant, decayFactor: constant, warmupSteps: constant },
      ...always,
    });
    expect(page.control('momentum').disabled).toBe(true);
    for (const [key, value] of Object.entries({
      ...{ input: 'embedding', layers: 2, optimizer: 'momentum', schedule: 'step', cell: 'gru' },
    })) {
      await page.set(key as keyof Settings, value);
    }
    expect(idle()).toEqual({
      weightDecay: 'No effect with the optimizer Momentum.',
      warmupSteps: 'No effect with the schedule “step”.',
      ...always,
    });
    expect(page.control('momentum').disabled).toBe(false);
    // what is chosen stands in the address
    expect(Object.fromEntries(new URLSearchParams(page.fragment))).toEqual({
      ...{ v: '2', input: 'embedding', layers: '2', optimizer: 'momentum', schedule: 'step' },
      ...{ cell: 'gru' },
    });
    // a window is that of one cell
    const labels = () =>
      page.all<HTMLElement & { key: string }>('number-field').map(({ key }) => key);
    expect(labels()).not.toContain('window');
    await page.set('cell', 'plain');
    expect(labels()).toContain('window');
  }),
};

/** Every control of the settings table, flipped: what the worker is told, what the link says, and back. */
import { expect } from 'vitest';
import { readLink } from '../../config/link.ts';
import { type SettingKey, settingsTable } from '../../config/settings.ts';
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
        await page.set(key, standard);
        expect(linked(page)[key] ?? standard, `${label} is back`).toBe(standard);
      }
    },
    { net: netOf('lstm', { layers: 2 }) },
  ),
};

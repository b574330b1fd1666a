/** What a net answers once for a whole text: the class, and how likely each class is. */
import { expect } from 'vitest';
import type { SettingKey } from '../../config/settings.ts';
import { rowsOf } from './data-checks.ts';
import { textOf } from './messages.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';
import { predictionsFrame, tagged } from './tag-messages.ts';

const panel = (page: StagedPage) => page.one('tags-panel');

export const classChecks: Checks = {
  'settings that the data make idle': onPage(
    (page) => {
      const source = page.one('text-source');
      const isIdle = (key: SettingKey) => page.control(key, source).disabled;
      expect([isIdle('heldOut'), isIdle('gap')]).toEqual([true, true]);
      // a setting that the task does not heed is not there
      expect(
        page.all<HTMLElement & { key?: string }>('number-field', source).map(({ key }) => key),
      ).not.toContain('symbols');
    },
    {
      hash: '#task=copy',
      text: textOf({ source: 'paste', rows: rowsOf({ isSplitGiven: true }) }),
    },
  ),

  'one answer for all that is read': onPage(
    async (page) => {
      const example = {
        ...{ index: 0, shown: ['so bad'], wanted: ['yes'], given: ['no'] },
        ...{ probabilities: [0.8125], isRight: false },
      };
      const line = {
        ...{ shown: ['so', 'good'], wanted: [null], given: ['yes'], probabilities: [0.75] },
        odds: [
          { label: 'yes', probability: 0.75 },
          { label: 'no', probability: 0.25 },
        ],
        skipped: ['zaphod'],
      };
      await page.show('predictions', predictionsFrame(20, { examples: [example], line }));
      expect(page.text('h2', panel(page))).toBe('Classes');
      expect(page.texts('li .whole', panel(page))).toEqual(['✗ no 81 % gold yes so bad']);
      const typed = page.one('output[aria-label="Answers for the typed text"]', panel(page));
      expect(page.text('.whole', typed)).toBe('yes 75 % so good');
      expect(rowsIn(page, typed)).toEqual([
        ['yes', '75 %', ''],
        ['no', '25 %', ''],
      ]);
      // it is the setting that says what a token is
      expect(page.text('.skipped', panel(page))).toContain('read as <UNK>: zaphod');
      expect(page.text('.unit', page.one('loss-panel'))).toMatch(/^nats per text/);
    },
    { text: tagged, hash: '#task=praise' },
  ),
};

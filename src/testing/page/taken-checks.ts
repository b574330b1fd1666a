/** A number that a field could not take as it was typed: each field says what it took in its place. */
import { expect } from 'vitest';
import { gatesFrameOf, netOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

/** @param expected what stands in the field then, and what is said of it */
async function type(
  page: StagedPage,
  field: HTMLInputElement,
  typed: string,
  expected: readonly [value: string, words: string],
): Promise<void> {
  await page.enter(field, typed);
  const words = page.texts('.remark:not([hidden])', field.closest('label')!).join();
  expect([field.value, words], typed).toEqual(expected);
}

/** A field for a whole number from 1 to this. */
async function expectClamping(page: StagedPage, field: HTMLInputElement, most: number) {
  await type(page, field, '2', ['2', '']);
  await type(page, field, '999', [String(most), `${most}, the maximum`]);
  await type(page, field, '-3', ['1', '1, the minimum']);
  await type(page, field, '2.4', ['2', '2, rounded']);
  await type(page, field, '', ['2', '2, unchanged']);
  await type(page, field, '3', ['3', '']);
}

const field = (page: StagedPage, label: string, within: string) =>
  page.one<HTMLInputElement>(`input[aria-label="${label}"]`, page.one(within));

export const takenChecks: Checks = {
  'a unit to pin that is not there': onPage(async (page) => {
    await page.show('gates', gatesFrameOf('lstm', { layer: 1 }));
    await expectClamping(page, field(page, 'Unit to pin', 'gate-pins'), 4);
  }),

  'a unit and a time step that are not there': onPage(async (page) => {
    await page.show('gates', gatesFrameOf('lstm', { layer: 1 }));
    await page.openTab('inside');
    await expectClamping(page, field(page, 'Unit', 'inside-panel'), 4);
    await expectClamping(page, field(page, 'Time step', 'inside-panel'), 5);
  }),

  'a weight that is not there': onPage(async (page) => {
    await page.openTab('weight-check');
    const { name } = page.wished('weight')!.wish;
    const [rows, columns] = netOf('lstm').parameterList.find((one) => one.name === name)!.shape;
    await expectClamping(page, field(page, 'Row', 'weight-check-panel'), rows);
    await expectClamping(page, field(page, 'Column', 'weight-check-panel'), columns);
  }),

  'a budget that is none': onPage(async (page) => {
    const list = { runs: [], usedBytes: 0, quotaBytes: null, problem: null };
    const budgets = { budgetBytes: 250e6, defaultBudgetBytes: 250e6 };
    await page.openTab('kept-runs');
    await page.say({ type: 'runs.listed', kept: { ...list, ...budgets } });
    const budget = field(page, 'Budget in megabytes', 'kept-runs-panel');
    for (const typed of ['0', '-3', '', '0.4']) {
      await type(page, budget, typed, ['250', '250, unchanged']);
    }
    expect(page.lastSent('runs.budget')).toBeUndefined();
    await page.enter(budget, '320.4');
    expect(page.lastSent('runs.budget')).toMatchObject({ bytes: 320e6 });
    await page.say({ type: 'runs.listed', kept: { ...list, ...budgets, budgetBytes: 320e6 } });
    expect(page.text('.remark:not([hidden])', page.one('.room'))).toBe('320, rounded');
    await page.enter(budget, '3e9');
    expect(page.lastSent('runs.budget')).toMatchObject({ bytes: 1e12 });
  }),
};

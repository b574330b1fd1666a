/** What is known of a page on which scripted messages arrived, as checks that planted faults may fail. */
import { expect } from 'vitest';
import type { Check } from '../planted-bugs.ts';
import { readChart } from './chart-reading.ts';
import { type Script, StagedPage } from './staged-page.ts';

export type Checks = Readonly<Record<string, Check>>;

/** Opens a page of its own, with the patch where there is one. Whatever was done, nothing lags behind. */
export function onPage(
  act: (page: StagedPage) => void | Promise<void>,
  script: Script = {},
): Check {
  return async (patch) => {
    const page = await StagedPage.open({ ...script, patch });
    try {
      await act(page);
      expect(await page.outdated(), 'has missed a change').toEqual([]);
    } finally {
      await page.close();
    }
  };
}

/** The terms and values of a description list or a table's rows, in their order. */
export function rowsIn(page: StagedPage, within: Element): string[][] {
  return page.all('tr', within).map((row) => page.texts('th, td', row));
}

/** @param below label of the chart whose numbers along the bottom are this one's too */
export function chartIn(
  page: StagedPage,
  label: string,
  { below, ...axes }: { logX?: boolean; logY?: boolean; below?: string } = {},
) {
  const drawingOf = (name: string) =>
    page.drawingOf(page.one('canvas', page.one(`line-chart[label="${name}"]`)));
  return readChart(drawingOf(label), { ...axes, below: below ? drawingOf(below) : undefined });
}

/** Read off a picture of some 200 pixels. */
export function expectCurve(
  got: readonly { x: number; y: number }[],
  expected: readonly (readonly [x: number, y: number])[],
): void {
  expect(got.length).toBe(expected.length);
  expected.forEach(([x, y], at) => {
    expect(Math.abs(got[at].x - x), `x of point ${at}`).toBeLessThan(0.02 * Math.abs(x) + 0.05);
    expect(Math.abs(got[at].y - y), `y of point ${at}: ${got[at].y}`).toBeLessThan(
      0.02 * Math.abs(y) + 1e-9,
    );
  });
}

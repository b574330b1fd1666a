/** What a person sees of kept runs: the offer, the list, the bar of an undo, files of runs. */
import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { expect } from './expect.ts';
import type { Playground } from './playground.ts';

export const offer = ({ page }: Playground) =>
  page.getByRole('region', { name: 'Kept run', exact: true });
export const undoBar = ({ page }: Playground) => page.getByRole('region', { name: 'Replaced run' });
export const dialog = ({ page }: Playground) => page.getByRole('dialog');
export const notes = (playground: Playground) => playground.output('Notes');

export async function valuesOf(playground: Playground) {
  const { step, parameters } = await playground.parameters();
  return { step, values: parameters.map(({ name, values }) => [name, [...values]]) };
}

/** Makes single steps until this one is done and kept. */
export async function keepAt(playground: Playground, step: number): Promise<void> {
  await playground.stepTo(step);
  await isKeptAt(playground, step);
}

export async function isKeptAt(playground: Playground, step: number): Promise<void> {
  await expect(playground.keptNote(step)).toBeVisible();
}

/** Goes on with the run that is offered when the page is there. */
export async function continueOffered(playground: Playground): Promise<void> {
  await playground.netIsReady();
  await playground.messageAfter('run.loaded', () =>
    offer(playground)
      .getByRole('button', { name: /^Continue from step/ })
      .click(),
  );
}

export async function reloadAndContinue(playground: Playground): Promise<void> {
  await playground.page.reload();
  await continueOffered(playground);
}

/** Opens the tab of kept runs. */
export async function listOf(playground: Playground): Promise<Locator> {
  const region = playground.page.getByRole('region', { name: 'Kept runs', exact: true });
  const tab = playground.page.getByRole('tab', { name: 'Kept runs', exact: true });
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  await expect(region).toBeVisible();
  return region;
}

/** Rows of the list, by their steps from the top. */
export async function expectSteps(playground: Playground, steps: number[]): Promise<void> {
  const list = await listOf(playground);
  const cells = list.getByRole('table', { name: 'Runs kept in this browser' }).getByRole('row');
  await expect(async () => {
    const rows = await cells.allInnerTexts();
    const shown = rows.slice(1).map((row) => Number(/\t(\d+)\t\d\.\d{4}/.exec(row)?.[1]));
    expect(shown).toEqual(steps);
  }).toPass();
}

export async function savedFile(playground: Playground) {
  const download = playground.page.waitForEvent('download');
  await playground.button('Save').click();
  const file = await download;
  return {
    name: file.suggestedFilename(),
    mimeType: 'application/octet-stream',
    buffer: await readFile(await file.path()),
  };
}

export async function chooseFile(
  playground: Playground,
  file: Awaited<ReturnType<typeof savedFile>>,
): Promise<void> {
  await playground.page.getByLabel('Load weights or a run', { exact: true }).setInputFiles(file);
}

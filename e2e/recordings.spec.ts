/** Recordings of one's own: sound and pictures by Chromium's fake devices, trained on, kept and resumed. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { isKeptAt, reloadAndContinue, valuesOf } from './support/kept.ts';
import { Playground, smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const small = { ...smallNet, cell: 'gru', learningRate: 0.01 };

const dialogOf = ({ page }: Playground) => page.getByRole('dialog', { name: 'Record your own' });

/** Records of a class until there are so many. One more may come before it stops, and is deleted. */
async function record(playground: Playground, name: string, count: number): Promise<void> {
  const dialog = dialogOf(playground);
  const button = dialog.getByRole('button', { name: `Record ${name}`, exact: true });
  await button.click();
  const taken = dialog.getByLabel(`Recordings of ${name}`);
  const countTaken = async () => Number.parseInt((await taken.textContent()) ?? '');
  await expect.poll(countTaken).toBeGreaterThanOrEqual(count);
  await dialog.getByRole('button', { name: `Stop recording ${name}` }).click();
  await expect(button).toBeVisible();
  for (let left = await countTaken(); left > count; left--) {
    await dialog.getByRole('button', { name: `Delete last of ${name}` }).click();
    await expect(taken).toHaveText(`${left - 1} of 20`);
  }
}

/** Runs in the page: takes down which devices are switched on. */
function watchTracks(): void {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  const tracks: MediaStreamTrack[] = [];
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
  Object.assign(globalThis, { tracks });
}
const statesOf = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.map((one) => one.readyState),
  );

test.describe('a microphone', () => {
  test.use({ permissions: ['microphone'] });

  test('records words, a net learns them, and the run goes on after a reload', async ({
    playground,
  }) => {
    const { page } = playground;
    await page.addInitScript(watchTracks);
    await playground.open({ ...small, task: 'voice' });
    await playground.button('Record your own …').click();
    const dialog = dialogOf(playground);
    expect(await statesOf(page)).toEqual([]);
    await record(playground, 'yes', 4);
    const second = dialog.getByRole('textbox', { name: 'Name of class 2' });
    await second.fill('yes');
    await second.blur();
    await expect(dialog.getByRole('alert')).toHaveText(/another class has it: yes\. It stays “no”/);
    await expect(second).toHaveValue('no');
    await second.fill('nope');
    await second.blur();
    await expect(dialog.getByRole('alert')).toHaveText('');
    await record(playground, 'nope', 5);
    await dialog.getByRole('button', { name: 'Delete last of nope' }).click();
    await expect.poll(() => statesOf(page)).toEqual(['ended', 'ended']);
    await playground.messageAfter('net.ready', () =>
      dialog.getByRole('button', { name: 'Use these' }).click(),
    );
    await playground.netIsReady();
    const { name, rows } = await playground.textInfo();
    expect([name, rows]).toMatchObject(['voice-recordings.csv', { total: 8, heldOut: 2 }]);
    await playground.stepTo(3);
    await isKeptAt(playground, 3);
    const before = await valuesOf(playground);
    await reloadAndContinue(playground);
    expect(await valuesOf(playground)).toEqual(before);
    expect((await playground.textInfo()).lines).toEqual(['yes 4', 'nope 4']);
    await playground.stepTo(4);
    // what was recorded is still there, and can be deleted
    await playground.button('Record your own …').click();
    await expect(dialog.getByLabel('Recordings of nope')).toHaveText('4 of 20');
    await dialog.getByRole('button', { name: 'Start over' }).click();
    await expect(dialog).toContainText('1 kept run was trained on them and has a copy of its own');
    await dialog.getByRole('button', { name: 'Really delete all 8?' }).click();
    await expect(dialog.getByLabel('Recordings of nope')).toHaveText('0 of 20');
    // the run goes on with its own
    await isKeptAt(playground, 4);
    await reloadAndContinue(playground);
    expect((await playground.textInfo()).lines).toEqual(['yes 4', 'nope 4']);
    await playground.stepTo(5);
    await playground.button('Record your own …').click();
    await expect(dialog.getByLabel('Recordings of nope')).toHaveText('0 of 20');
  });
});

test.describe('a camera', () => {
  test.use({ permissions: ['camera'] });

  test('records a gesture, of which the net says what it is while it is seen', async ({
    playground,
  }) => {
    const { page } = playground;
    await page.addInitScript(watchTracks);
    await playground.open({ ...small, task: 'gesture' });
    await page.getByRole('tab', { name: 'Early answers' }).click();
    const panel = page.getByRole('tabpanel');
    await expect(panel.getByRole('img', { name: /^Accuracy by the share/ })).toBeVisible();
    const { scores, counted, total, line } = await playground.frameAfter('early', () =>
      panel.getByLabel('Recording', { exact: true }).selectOption('left 17'),
    );
    expect([scores.length, counted, total, line?.odds.length]).toEqual([8, 15, 15, 18]);
    const asked = await playground.frameAfter('early', () =>
      panel.getByRole('button', { name: 'Record one and ask' }).click(),
    );
    expect([asked.line?.timeSteps, asked.line?.skipped]).toEqual([18, []]);
    await expect(panel.getByLabel('Answer')).toContainText(/left|right|wave/);
    await expect.poll(() => statesOf(page)).toEqual(['ended']);
    await playground.button('Record your own …').click();
    await record(playground, 'wave', 1);
    // pictures that move: something changed in some cell
    const map = dialogOf(playground).getByRole('img', { name: /^The last “wave”/ });
    await expect(map).toBeVisible();
    const taken = await page.evaluate(
      () => localStorage.getItem('unrolled.recordings.gesture') ?? '',
    );
    const classes = JSON.parse(taken) as { name: string; takes: number[][][] }[];
    const [wave] = classes.find(({ name }) => name === 'wave')!.takes;
    expect(Math.max(...wave.flat())).toBeGreaterThan(0);
    await expectAccessible(playground, 'recorder');
    // Escape, while it is on: it is off at once, and nothing more is taken
    await dialogOf(playground).getByRole('button', { name: 'Record wave' }).click();
    await expect(dialogOf(playground).getByText('The camera is on.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect.poll(async () => new Set(await statesOf(page))).toEqual(new Set(['ended']));
    await expect(dialogOf(playground)).toBeHidden();
  });
});

test.describe('without leave', () => {
  test('a microphone that is refused is told in words, and nothing is recorded', async ({
    playground,
  }) => {
    await playground.open({ ...small, task: 'voice' });
    await playground.button('Record your own …').click();
    const dialog = dialogOf(playground);
    await dialog.getByRole('button', { name: 'Record yes', exact: true }).click();
    await expect(dialog.getByRole('alert')).toHaveText(
      /^The microphone is refused to this page\. Allow it/,
    );
    await expect(dialog.getByLabel('Recordings of yes')).toHaveText('0 of 20');
    await expect(dialog.getByRole('button', { name: 'Use these' })).toBeDisabled();
  });
});

/** Nothing that was trained is lost: runs as files, and runs that survive a reload. */
import { readFile } from 'node:fs/promises';
import type { PlaygroundApp } from '../src/ui/playground-app.ts';
import { Playground, smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { armWorker, cause } from './support/worker-faults.ts';

const settings = { ...smallNet, layers: 2, cell: 'gru', learningRate: 0.01 };

interface SavedFile {
  name: string;
  bytes: Buffer;
}

async function save(playground: Playground): Promise<SavedFile> {
  const download = playground.page.waitForEvent('download');
  await playground.button('Save').click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Chooses a file and waits for nothing. */
async function choose(playground: Playground, { name, bytes }: SavedFile): Promise<void> {
  await playground.page
    .getByLabel('Load weights or a run', { exact: true })
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
}

/** Of the dialog that asks whether the net may go. */
async function answer({ page }: Playground, name: 'Cancel' | 'Open'): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

async function load(playground: Playground, file: SavedFile): Promise<void> {
  await playground.messageAfter('run.loaded', () => choose(playground, file));
}

async function valuesOf(playground: Playground) {
  const { step, parameters } = await playground.parameters();
  return { step, values: parameters.map(({ name, values }) => [name, [...values]]) };
}

/** Of the page's curves, all steps. */
function lossesOf(playground: Playground): Promise<(number | null)[]> {
  return playground.page.evaluate(() => {
    const { curve } = (document.querySelector('playground-app') as PlaygroundApp).session;
    return Array.from({ length: curve.steps }, (_, index) => curve.at('losses', index + 1));
  });
}

test('a run saved to a file goes on in a fresh page as if it had never stopped', async ({
  playground,
}) => {
  await playground.open({ ...settings, heldOut: 20 });
  await playground.stepTo(12);
  const file = await save(playground);
  expect(file.name).toBe('alice-gru-step12.safetensors');
  const atHalf = await valuesOf(playground);
  await playground.stepTo(24);
  const straight = await valuesOf(playground);
  const losses = await lossesOf(playground);

  await playground.open();
  await load(playground, file);
  await expect(playground.output('Step')).toHaveText('12');
  expect(await valuesOf(playground)).toEqual(atHalf);
  await expect.poll(() => playground.settings()).toMatchObject({ ...settings, heldOut: 20 });
  await expect(playground.field('Hidden size')).toHaveValue('16');
  await playground.stepTo(24);
  expect(await valuesOf(playground)).toEqual(straight);
  expect(losses).toHaveLength(24);
  await expect.poll(() => lossesOf(playground)).toEqual(losses);
  await playground.rewind();
  await playground.stepTo(12);
  expect(await valuesOf(playground)).toEqual(atHalf);
});

test('a file that is no run is refused with the reason; the net goes on training', async ({
  playground,
}) => {
  await playground.open(smallNet);
  await playground.stepTo(3);
  const before = await valuesOf(playground);
  const file = await save(playground);
  const cut = { ...file, bytes: file.bytes.subarray(0, file.bytes.length - 5) };
  // Nobody is asked to give up weights for a file that is no good.
  const refused = playground.messageAfter('run.refused', () => choose(playground, cut));
  expect((await refused).problem.code).toBe('file cut off');
  await expect(playground.alert).toContainText('checkpoint: the file is cut off');
  expect(await valuesOf(playground)).toEqual(before);
  await playground.stepTo(6);
  await playground.button('Dismiss').click();
  await choose(playground, { name: 'notes.txt', bytes: Buffer.from('no run at all, only words') });
  await expect(playground.alert).toContainText('checkpoint: ');
  await choose(playground, file);
  await answer(playground, 'Cancel');
  await expect(playground.output('Step')).toHaveText('6');
  const loaded = playground.messageAfter('run.loaded', async () => {
    await choose(playground, file);
    await answer(playground, 'Open');
  });
  await loaded;
  expect(await valuesOf(playground)).toEqual(before);
});

test('weights alone start a new run; those of another shape are refused', async ({
  playground,
}) => {
  await playground.open(settings);
  await playground.stepTo(4);
  const trained = await valuesOf(playground);
  const weights = weightsAlone((await save(playground)).bytes);

  await playground.open({ ...settings, seed: 9 });
  await load(playground, { name: 'weights.safetensors', bytes: weights });
  await expect(playground.output('Step')).toHaveText('0');
  expect(await valuesOf(playground)).toEqual({ ...trained, step: 0 });
  await playground.stepTo(2);
  await playground.rewind();
  expect(await valuesOf(playground)).toEqual({ ...trained, step: 0 });

  await playground.open({ ...settings, hiddenSize: 24 });
  await choose(playground, { name: 'weights.safetensors', bytes: weights });
  await expect(playground.alert).toContainText('checkpoint: a tensor has another shape');
});

test('a run on another text is read first; who keeps the weights goes on with them', async ({
  playground,
}) => {
  await playground.open({ ...smallNet, text: 'austen' });
  await playground.stepTo(2);
  const trained = await valuesOf(playground);
  const file = await save(playground);

  await playground.open({ ...smallNet, seed: 4 });
  await playground.stepTo(3);
  const before = await valuesOf(playground);
  await choose(playground, file);
  await answer(playground, 'Cancel');
  await expect(playground.page.getByRole('progressbar')).toHaveCount(0);
  expect(await valuesOf(playground)).toEqual(before);
  expect((await playground.textInfo()).name).toBe('alice');
  await playground.stepTo(4);

  // also while the first net of a page is still being built
  await playground.load({ ...smallNet, cell: 'gru' });
  await expect(playground.page.getByLabel('Load weights or a run')).toBeEnabled();
  await load(playground, file);
  await expect(playground.output('Step')).toHaveText('2');
  expect(await valuesOf(playground)).toEqual(trained);
  await expect(playground.page.getByRole('progressbar')).toHaveCount(0);
  await playground.stepTo(3);
});

/** Makes single steps until this one is done and kept. */
async function keepAt(playground: Playground, step: number): Promise<void> {
  await playground.stepTo(step);
  await playground.keptAt(step);
}

test('a run is offered after a reload and goes on as if there had been none', async ({
  playground,
}) => {
  await playground.open(settings);
  await keepAt(playground, 10);
  await playground.stepTo(20);
  const straight = await valuesOf(playground);
  await playground.rewind();
  await keepAt(playground, 10);
  const losses = await lossesOf(playground);

  await playground.open();
  const offer = playground.page.getByRole('region', { name: 'Kept run' });
  await expect(offer).toContainText(/Alice.+\(GRU\) was kept at step 10/);
  await playground.messageAfter('run.loaded', () =>
    playground.button('Continue from step 10').click(),
  );
  await expect(offer).toBeHidden();
  await expect(playground.output('Step')).toHaveText('10');
  expect(losses).toHaveLength(10);
  await expect.poll(() => lossesOf(playground)).toEqual(losses);
  await expect.poll(() => playground.settings()).toMatchObject(settings);
  await playground.stepTo(20);
  expect(await valuesOf(playground)).toEqual(straight);
});

test('a run on an uploaded text is kept with its text, also where the person starts over', async ({
  playground,
}) => {
  const lines = Array.from({ length: 300 }, (_, line) => `Zeile ${line}: Größe <b>😀</b>\n`);
  await playground.open(smallNet);
  await playground.upload('eigener text.txt', lines.join(''));
  await keepAt(playground, 3);
  const before = await valuesOf(playground);
  const { hash } = await playground.textInfo();

  await playground.open();
  await playground.messageAfter('run.loaded', () =>
    playground.button('Continue from step 3').click(),
  );
  expect(await valuesOf(playground)).toEqual(before);
  expect(await playground.textInfo()).toMatchObject({ hash, title: 'eigener text.txt' });
  await playground.stepTo(4);
  // the text can be split anew, so the page has it too
  await playground.setField('Held out', 30);
  await playground.messageAfter('net.ready', () => playground.button('New net').click());
  expect((await playground.textInfo()).hash).toBe(hash);

  await playground.open();
  await playground.button('Start over').click();
  await expect(playground.button('Start over')).toBeHidden();
  await keepAt(playground, 1);
  await expect(playground.button('Start over')).toBeHidden();
  // that deletes nothing
  await playground.open();
  await expect(playground.button('Continue from step 1')).toBeVisible();
});

test('a run is kept when the page is hidden; a second tab keeps its own', async ({
  playground,
  context,
}) => {
  await playground.open(smallNet);
  await playground.train();
  await playground.reached(5);
  const { step } = await playground.messageAfter('run.kept', () =>
    playground.send({ type: 'page.background', inBackground: true, background: 'train' }),
  );
  expect(step).toBeGreaterThanOrEqual(5);
  await playground.pause();

  const second = new Playground(await context.newPage());
  await second.open(smallNet);
  await keepAt(second, 1);
  await second.page.close();
});

test('a page that is killed while it saves loses no more than that save', async ({
  playground,
}) => {
  test.setTimeout(300_000);
  const { page } = playground;
  const offer = page.getByRole('region', { name: 'Kept run' });
  await playground.open(smallNet);
  let kept = 2;
  await keepAt(playground, kept);
  // Milliseconds from a pause, which saves, to the end of the page and its worker.
  for (const life of [0, 8, 30]) {
    const last = kept + 2;
    await playground.stepTo(last);
    await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), life);
    await playground.open(smallNet);
    await expect(offer).toContainText(/was kept at step \d+/);
    const found = Number(/at step (\d+)/.exec(await offer.innerText())?.[1]);
    expect(found, `killed after ${life} ms`).toBeGreaterThanOrEqual(kept);
    expect(found).toBeLessThanOrEqual(last);
    await playground.messageAfter('run.loaded', () =>
      playground.button(`Continue from step ${found.toLocaleString('en')}`).click(),
    );
    const { step, values } = await valuesOf(playground);
    expect(step).toBe(found);
    for (const [name, numbers] of values) {
      expect((numbers as number[]).every(Number.isFinite), String(name)).toBe(true);
    }
    kept = found;
  }
});

test('after five steps that are no numbers the run goes back to good weights at half the rate', async ({
  playground,
}) => {
  await armWorker(playground.page);
  await playground.open({ ...settings, engine: 'gpu' });
  await playground.stepTo(12);
  const straight = await valuesOf(playground);
  await playground.rewind();
  await keepAt(playground, 8);
  const before = await valuesOf(playground);
  // a copy is good when the step after it had a loss
  await playground.stepTo(9);
  await cause(playground.page, 'weights spoilt');
  const failure = await playground.messageAfter('failure', () => playground.train());
  const values = { step: 10, learningRate: 0.01 };
  expect(failure.problem).toMatchObject({ code: 'not finite', values });
  await expect(playground.button('Train')).toBeDisabled();

  const undone = await playground.messageAfter('training.undone', () =>
    playground.button('Back to step 8 at half the rate').click(),
  );
  expect(undone).toMatchObject({ step: 8, learningRate: settings.learningRate / 2 });
  await expect(playground.alert).toHaveCount(0);
  await expect(playground.output('Step')).toHaveText('8');
  expect(await valuesOf(playground)).toEqual(before);
  await expect.poll(() => lossesOf(playground)).toHaveLength(8);
  await playground.setField('Learning rate', settings.learningRate);
  await playground.stepTo(12);
  expect(await valuesOf(playground)).toEqual(straight);
});

interface HeaderEntry {
  data_offsets: [number, number];
}

/** The file without its record, moments, states and curves, as other programs write one. */
function weightsAlone(file: Buffer): Buffer {
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Record<string, HeaderEntry>;
  const kept = Object.entries(header).filter(([name]) => /^(rnn|head|embedding)\.\w+$/.test(name));
  const end = Math.max(...kept.map(([, { data_offsets: offsets }]) => offsets[1]));
  const json = Buffer.from(JSON.stringify(Object.fromEntries(kept)));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([prefix, json, file.subarray(8 + length, 8 + length + end)]);
}

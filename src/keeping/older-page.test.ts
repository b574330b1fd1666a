/** What the page kept when it kept one run only: recorded by that page, read by this one. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { defaultSettings } from '../config/settings.ts';
import { SettingsError } from '../lib/errors.ts';
import { initialParameters } from '../model/initialisation.ts';
import { parameterSpecs } from '../model/shape.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryOrigin, MemoryStorage } from '../testing/memory-storage.ts';
import { Keeper } from './keeper.ts';
import { RunReader } from './reader.ts';
import { Shelf } from './shelf.ts';
import { designOf } from '../net/planned-net.ts';

const textName = 'text-b94bbea23fb0a861';

function open(origin: MemoryOrigin) {
  const nothing = () => undefined;
  const shelf = new Shelf(new MemoryStorage(origin), new ManualClock(), nothing);
  const keeper = new Keeper({
    shelf,
    clock: new ManualClock(),
    onKept: nothing,
    onDropped: nothing,
    onUnkept: nothing,
    onReplaced: nothing,
  });
  return { shelf, reader: new RunReader(shelf, keeper) };
}

/** Its text was pasted, and began with two byte order marks of which that page dropped one. */
function recorded(): MemoryOrigin {
  const origin = new MemoryOrigin();
  for (const name of ['run-a', textName]) {
    const file = new URL(`../testing/fixtures/kept-run/${name}`, import.meta.url);
    origin.files.set(name, new Uint8Array(readFileSync(file)));
  }
  return origin;
}

const context = {
  settings: defaultSettings(),
  text: undefined,
  check: () => undefined,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

it('is listed and opens, with its text, mark and all', async () => {
  const { shelf, reader } = open(recorded());
  const { runs, problem } = await shelf.list(undefined);
  expect(problem).toBeNull();
  expect(runs).toMatchObject([
    { id: 'run', name: '', title: 'Pasted text', cell: 'lstm', step: 3, loss: 2.25, use: null },
  ]);
  expect(runs[0].validationLoss).toBeCloseTo(2.4, 6);
  const run = await reader.read({ kept: 'run' }, context);
  expect(run.settings).toMatchObject({ hiddenSize: 3, learningRate: 0.02, heldOut: 20 });
  expect(run.text.info).toMatchObject({ source: 'paste', tokens: 25, trainTokens: 20 });
  expect(run.text.info.preview).toBe('\ufeffto be or not to be, 2 be');
  const { shape } = designOf(run.settings, run.text);
  expect(run.values.weights).toEqual(initialParameters(parameterSpecs(shape), 5));
  expect([...run.checkpoint.history.upTo(3).losses]).toEqual([3, 2.5, 2.25]);
});

it('offers no other settings where its net would not fit: they are its own', async () => {
  const { reader } = open(recorded());
  const remedies = [{ kind: 'settings', settings: { batchSize: 1 } }] as const;
  const problem = { code: 'over memory budget', values: { bytes: 2, budget: 1 } } as const;
  const check = () => {
    throw new SettingsError(problem, { remedies });
  };
  const refused = reader.read({ kept: 'run' }, { ...context, check });
  await expect(refused).rejects.toMatchObject({ problem, remedies: [] });
});

it('is let be while a page of before is open, which would drop what it does not know', async () => {
  const origin = recorded();
  origin.isOlderPageOpen = true;
  const { shelf, reader } = open(origin);
  expect(await shelf.list(undefined)).toMatchObject({ runs: [], problem: { code: 'older page' } });
  await expect(reader.read({ kept: 'run' }, context)).rejects.toThrow('older page');
  origin.isOlderPageOpen = false;
  expect((await shelf.list(undefined)).runs).toHaveLength(1);
});

it('opens without its text only beside it', async () => {
  const origin = recorded();
  origin.files.delete(textName);
  const { reader } = open(origin);
  await expect(reader.read({ kept: 'run' }, context)).rejects.toMatchObject({
    problem: { code: 'text missing', values: { title: 'Pasted text', characters: 25, step: 3 } },
  });
});

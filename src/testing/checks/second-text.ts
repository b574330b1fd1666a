/** A net that goes on with another text, against the reference: every symbol is what it was. */
import { expect } from 'vitest';
import { readCheckpoint } from '../../keeping/checkpoint.ts';
import type { SecondWish } from '../../protocol/messages.ts';
import { checkAbsolute } from '../close-to.ts';
import type { Check } from '../planted-bugs.ts';
import { parameterShapes } from '../reference/model-shape.ts';
import { runForward } from '../reference/sequence-model.ts';
import type { WorkerSession } from '../worker-session.ts';
import { type Corpus, heldOutLoss, trainingBatch } from './corpus.ts';
import { corpus as first, open, save, settings } from './seen.ts';
import { close, validate } from './told.ts';

/** Symbols of its own before, between and behind those of the first, of which it lacks some. */
const secondText = 'ab!~ ba_ab~!a x'.repeat(20);

type Named = Map<string, Float32Array>;

async function weightsOf(worker: WorkerSession): Promise<Named> {
  const read = worker.next('parameters.read');
  worker.send({ type: 'parameters.read', id: 5 });
  return new Map((await read).parameters.map(({ name, values }) => [name, values]));
}

export async function goOn(worker: WorkerSession, wish: SecondWish) {
  const ready = worker.orRefused('run.ready', 'run.refused');
  worker.send({ type: 'run.read', id: 71, file: wish, settings });
  await ready;
  const loaded = worker.orRefused('run.loaded', 'run.refused');
  worker.send({ type: 'run.take', id: 71 });
  return loaded;
}

/** As a net of all of these symbols reads it. */
function corpusIn(symbols: readonly string[], text: string, heldOut: number): Corpus {
  const tokens = Array.from(text, (symbol) => symbols.indexOf(symbol));
  const held = Math.round((text.length * heldOut) / 100);
  return { text, symbols: [...symbols], tokens, trainLength: text.length - held };
}

const isOfTokens = (name: string) => /^(embedding|head)\.|weight_ih_l0/.test(name);

/** Where a value belongs to a token: its token, and where it lies beside those of that token. */
function placeOf(name: string, at: number, { columns, size }: { columns: number; size: number }) {
  return name.includes('weight_ih_l0')
    ? { token: at % size, beside: Math.floor(at / size) }
    : { token: Math.floor(at / columns), beside: at % columns };
}

export const secondTextChecks: Record<string, Check> = {};

for (const input of ['one-hot', 'embedding'] as const) {
  secondTextChecks[`a second text, read by symbol: ${input}`] = async (patch) => {
    const changes = { input, embeddingSize: 3 };
    const worker = await open(patch, changes);
    await worker.step(4);
    const before = await weightsOf(worker);
    const fileBefore = readCheckpoint(new Uint8Array(await (await save(worker)).arrayBuffer()));
    const source = { kind: 'paste', text: secondText } as const;
    const measured = worker.next('validation.former');
    const own = worker.next('validation.result');
    const loaded = await goOn(worker, { second: source, moments: 'kept' });
    const symbols = [...new Set(first.text + secondText)].sort();
    const model = {
      ...{ cell: settings.cell, numLayers: settings.layers, hiddenSize: settings.hiddenSize },
      ...{ vocabSize: symbols.length, embeddingSize: input === 'one-hot' ? 0 : 3 },
    };
    const shapes = parameterShapes(model);
    const now = await weightsOf(worker);
    const fileNow = readCheckpoint(new Uint8Array(await (await save(worker)).arrayBuffer()));
    const moments = ([1, 2] as const).map((order) => {
      const valuesOf = (file: typeof fileNow, name: string) =>
        file.moments.get(order)?.get(name)?.values ?? new Float32Array();
      return { before: valuesOf.bind(null, fileBefore), now: valuesOf.bind(null, fileNow) };
    });
    const kinds = [
      ...moments,
      { before: (name: string) => before.get(name)!, now: (name: string) => now.get(name)! },
    ];
    for (const { name, shape } of shapes) {
      const sizes = { columns: shape[1] ?? 1, size: symbols.length };
      for (const kind of kinds) {
        const [old, values] = [kind.before(name), kind.now(name)];
        const expected = Array.from(values, (value, at) => {
          if (!isOfTokens(name) || (input === 'embedding' && name.includes('weight_ih'))) {
            return old[at];
          }
          const { token, beside } = placeOf(name, at, sizes);
          const was = first.symbols.indexOf(symbols[token]);
          if (was < 0) return kind === kinds[2] ? value : 0;
          const former = first.symbols.length;
          return name.includes('weight_ih')
            ? old[beside * former + was]
            : old[was * sizes.columns + beside];
        });
        checkAbsolute({ name, got: values, expected }, 0);
      }
    }
    // what is new was drawn: no two rows are alike, and none is zero
    const columns = input === 'one-hot' ? settings.hiddenSize : 3;
    const table = input === 'one-hot' ? 'head.weight' : 'embedding.weight';
    const rows = ['!', '_', '~'].map((symbol) => {
      const token = symbols.indexOf(symbol);
      return now
        .get(table)!
        .subarray(token * columns, (token + 1) * columns)
        .join();
    });
    expect(new Set(rows).size).toBe(3);
    expect(fileNow.record).toMatchObject({ step: 0, momentSteps: 4, symbols });

    const weights = Object.fromEntries(
      [...now].map(([name, values]) => [name, Float64Array.from(values)]),
    );
    const second = corpusIn(symbols, secondText, settings.heldOut);
    const former = corpusIn(symbols, first.text, settings.heldOut);
    expect(loaded.text.former).toMatchObject({ step: 4 });
    expect(loaded.text.former?.sample.length).toBe(200);
    const lossOf = (corpus: Corpus) => heldOutLoss(corpus, model, weights, settings).loss;
    close('the second text', (await own).result.loss, lossOf(second));
    close('the first text', (await measured).result.loss, lossOf(former));
    await worker.step(1);
    const { loss } = runForward(model, weights, trainingBatch(second, settings, 0));
    close('the first step', worker.losses.get(1)!, loss, 1e-5);
  };
}

secondTextChecks['the same text once more, from the beginning, is a second pass'] = async (
  patch,
) => {
  const straight = await open(patch);
  const { batchSize, timeSteps } = settings;
  const pass = Math.floor(Math.floor((first.trainLength - 1) / batchSize) / timeSteps);
  await straight.step(pass);
  const worker = await open(patch);
  await worker.step(pass);
  await goOn(worker, { second: { kind: 'paste', text: first.text }, moments: 'kept' });
  await straight.step(3);
  await worker.step(3);
  expect(await worker.parameters()).toEqual(await straight.parameters());
  // with moments of its own it is not
  const cleared = await open(patch);
  await cleared.step(pass);
  await goOn(cleared, { second: { kind: 'paste', text: first.text }, moments: 'cleared' });
  await cleared.step(3);
  expect(await cleared.parameters()).not.toEqual(await straight.parameters());
  // nor after a rewind, which leads to the weights that it began with
  const begun = await weightsOf(cleared);
  cleared.send({ type: 'training.rewind' });
  await cleared.next('training.progress', ({ progress }) => progress.state === 'idle');
  expect(await validate(cleared)).toMatchObject({ step: 0 });
  expect(await weightsOf(cleared)).not.toEqual(begun);
};

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { pickRunSettings, readRunSettings } from '../config/saved-settings.ts';
import { defaultSettings } from '../config/settings.ts';
import { CheckpointError } from '../lib/errors.ts';
import { languageModel } from '../model/language-model.ts';
import { type NamedValues, packParameters, unpackParameters } from '../model/parameters.ts';
import { parameterSpecs } from '../model/shape.ts';
import { adam } from '../optimizers/adam.ts';
import { sgd } from '../optimizers/sgd.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import {
  batchSource,
  type Case,
  createTrainer,
  destroyTrainer,
  modelOf,
  netShapeOf,
  randomBatches,
} from '../testing/run-net.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { someOf } from '../testing/thorough.ts';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { valuesFor } from './run-values.ts';
import { History } from '../training/history.ts';
import type { RunRecord } from './record.ts';
import { Snapshots } from '../training/snapshots.ts';
import type { Trainer } from '../training/trainer.ts';

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

const symbols = Array.from('\n !abcdéあ😀');

function caseOf(changes: Partial<Case> = {}): Case {
  return {
    cell: 'lstm',
    strategy: 'stepwise',
    form: engine.form,
    layers: 2,
    timeSteps: 6,
    batchSize: 5,
    hiddenSize: 10,
    vocabSize: symbols.length,
    embeddingSize: 0,
    ...changes,
  };
}

function recordOf(c: Case, optimizer = 'adam'): Omit<RunRecord, 'step'> {
  return {
    seconds: 1.5,
    settings: {
      ...defaultSettings(),
      cell: c.cell,
      initialState: c.learnsInitialState ? 'learned' : 'zero',
      layers: c.layers,
      hiddenSize: c.hiddenSize,
      batchSize: c.batchSize,
      timeSteps: c.timeSteps,
      optimizer,
      learningRate: 0.01,
      clipNorm: 1,
    },
    kernels: c.form,
    symbols,
    text: { source: 'file', name: 'a.txt', title: 'a.txt', characters: 999, hash: '0'.repeat(16) },
  };
}

function open(c: Case, optimizer = adam, seed = 3): Promise<Trainer> {
  return createTrainer(engine, c, {
    optimizer,
    parameters: randomParameters(modelOf(c), seed),
    batches: batchSource(randomBatches(c, 7, 5, 0.2)),
    learningRate: 0.01,
    clipNorm: 1,
  });
}

/** Makes steps, takes note of them, and saves the run. */
async function trainAndSave(trainer: Trainer, c: Case, steps: number, history = new History()) {
  while (trainer.step < steps) trainer.run(Math.min(4, steps - trainer.step));
  const read = await trainer.readLosses();
  if (read) history.append({ ...read, firstStep: read.firstStep + 1 });
  const snapshots = await Snapshots.create(trainer);
  const snapshot = await snapshots.take();
  snapshots.destroy();
  return writeCheckpoint(recordOf(c, trainer.net.optimizer.id), history, snapshot);
}

function resume(trainer: Trainer, c: Case, checkpoint: Checkpoint): void {
  const { net } = trainer;
  const values = valuesFor(checkpoint, languageModel(netShapeOf(c)), net.optimizer.moments, c);
  net.write(values.weights, values.moments);
  trainer.resume(checkpoint.record?.step ?? 0, values.states);
}

describe('checkpoint', () => {
  const cases: [string, Partial<Case>, typeof adam][] = [
    ['lstm, Adam', { cell: 'lstm' }, adam],
    ['lstm, SGD', { cell: 'lstm' }, sgd],
    ['gru, Adam, embedding', { cell: 'gru', embeddingSize: 6 }, adam],
    ['gru, SGD', { cell: 'gru' }, sgd],
    ['rnn-tanh, Adam', { cell: 'rnn-tanh' }, adam],
    ['lstm, Adam, learned initial state', { cell: 'lstm', learnsInitialState: true }, adam],
  ];
  for (const [what, changes, optimizer] of someOf(cases)) {
    it(`goes on as if it had never stopped, bit for bit: ${what}`, async () => {
      const c = caseOf(changes);
      const straight = await open(c, optimizer);
      const history = new History();
      const atHalf = await trainAndSave(straight, c, 8, history);
      const expected = await trainAndSave(straight, c, 16, history);
      destroyTrainer(straight);

      const resumed = await open(c, optimizer, 4);
      resumed.run(3);
      await resumed.readLosses();
      const checkpoint = readCheckpoint(atHalf);
      expect(checkpoint.record).toMatchObject({ ...recordOf(c, optimizer.id), step: 8 });
      resume(resumed, c, checkpoint);
      const got = await trainAndSave(resumed, c, 16, checkpoint.history);
      destroyTrainer(resumed);
      expect(Buffer.compare(got, expected)).toBe(0);
    });
  }

  it('has the learned initial states under their names; made before there were any, it has none', async () => {
    const saved = async (c: Case) => {
      const trainer = await open(c);
      const checkpoint = readCheckpoint(await trainAndSave(trainer, c, 1));
      destroyTrainer(trainer);
      return checkpoint;
    };
    const { weights } = await saved(caseOf({ learnsInitialState: true }));
    expect([...weights.keys()].filter((name) => name.includes('initial'))).toEqual([
      'rnn.initial_hidden_l0',
      'rnn.initial_cell_l0',
      'rnn.initial_hidden_l1',
      'rnn.initial_cell_l1',
    ]);
    const c = caseOf();
    const { initialState, ...older } = pickRunSettings(recordOf(c).settings);
    expect(initialState).toBe('zero');
    expect(readRunSettings(older, 1).initialState).toBe('zero');
    const zero = await saved(c);
    const learned = netShapeOf({ ...c, learnsInitialState: true });
    expect(() => valuesFor(zero, languageModel(learned), [1, 2], c)).toThrow(
      /tensor missing.*initial_hidden_l0/,
    );
  });

  it('takes a copy between steps without stopping training', async () => {
    const c = caseOf();
    const trainer = await open(c);
    trainer.run(8);
    const snapshots = await Snapshots.create(trainer);
    const taking = snapshots.take();
    expect(snapshots.ready).toBe(false);
    trainer.run(8);
    const snapshot = await taking;
    const after = await trainer.net.readParameters();
    expect(snapshot.step).toBe(8);
    expect(snapshot.weights).not.toEqual(after);
    trainer.rewind();
    trainer.run(8);
    expect(snapshot.weights).toEqual(await trainer.net.readParameters());
    snapshots.destroy();
    destroyTrainer(trainer);
  });

  it('reads weights alone, adding the second biases; z of a GRU weighs the old state', () => {
    const c = caseOf({ cell: 'gru', layers: 1 });
    const shape = netShapeOf(c);
    const weights = unpackParameters(
      parameterSpecs(shape),
      packParameters(parameterSpecs(shape), namedOf(c)),
    );
    const tensors = new Map(weights.map(({ name, ...tensor }) => [name, tensor]));
    const second = Float32Array.from({ length: 30 }, (_, index) => index / 8);
    tensors.set('rnn.bias_hh_l0', { shape: [30], values: second });
    const checkpoint = { ...emptyCheckpoint(), weights: tensors };
    const imported = valuesFor(checkpoint, languageModel(shape), [1, 2], c);
    expect(imported.moments).toEqual([]);
    const bias = imported.weights.find(({ name }) => name === 'rnn.bias_ih_l0') as NamedValues;
    const given = weights.find(({ name }) => name === 'rnn.bias_ih_l0') as NamedValues;
    expect([...bias.values]).toEqual([...given.values.map((value, i) => value + second[i])]);
    const flat = packParameters(parameterSpecs(shape), imported.weights);
    expect(flat).toContain(-bias.values[13]);
    expect(flat).toContain(bias.values[3]);
  });

  const unfit: [string, (c: Checkpoint) => void, RegExp][] = [
    ['a missing tensor', (c) => c.weights.delete('head.bias'), /tensor missing: name head.bias/],
    ['a surplus tensor', (c) => c.weights.set('x', scalar()), /tensor not needed: name x/],
    ['another shape', (c) => c.weights.set('head.bias', scalar()), /another shape/],
    ['missing moments', (c) => c.moments.delete(2), /other moments/],
    ['a missing moment', (c) => c.moments.get(2)?.delete('head.bias'), /other states/],
    ['missing states', (c) => c.states.clear(), /other states/],
    ['a state of another shape', (c) => c.states.set('states.cell_l0', scalar()), /another shape/],
  ];
  for (const [what, spoil, message] of unfit) {
    it(`refuses ${what}`, async () => {
      const c = caseOf();
      const trainer = await open(c);
      const checkpoint = readCheckpoint(await trainAndSave(trainer, c, 2));
      destroyTrainer(trainer);
      spoil(checkpoint);
      const read = () => valuesFor(checkpoint, languageModel(netShapeOf(c)), [1, 2], c);
      expect(read).toThrow(CheckpointError);
      expect(read).toThrow(message);
    });
  }
});

const scalar = () => ({ shape: [], values: Float32Array.of(1) });

function emptyCheckpoint(): Checkpoint {
  return {
    record: null,
    others: new Map(),
    history: new History(),
    weights: new Map(),
    moments: new Map(),
    states: new Map(),
    best: new Map(),
    initial: new Map(),
  };
}

function namedOf(c: Case): NamedValues[] {
  return Object.entries(randomParameters(modelOf(c), 2)).map(([name, values]) => ({
    name,
    shape: [],
    values: Float32Array.from(values),
  }));
}

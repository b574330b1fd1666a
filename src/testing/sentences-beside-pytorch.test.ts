/** Sentences of words, and a net with 20,000 symbols, step by step beside PyTorch in float64. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { heldOutSequences, SequenceBatches } from '../data/sequence-batches.ts';
import { type Sequence, stepsOf, type TokenLine, tokenLine } from '../data/sequences.ts';
import { optimizers } from '../optimizers/index.ts';
import { noToken } from '../ops/no-token.ts';
import { languageModelOf } from '../tasks/language-model/model.ts';
import { languageModelTask } from '../tasks/language-model/language-model.ts';
import { sequenceModel } from '../model/sequence-model.ts';
import type { TaskData, TaskModel } from '../tasks/task.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { sizesOf } from '../training/line-inputs.ts';
import { Scorer } from '../training/scorer.ts';
import { Trainer } from '../training/trainer.ts';
import { backends } from './backends.ts';
import { checkAbsolute } from './close-to.ts';
import { closeTestEngine } from './test-engine.ts';

/** As scripts/record-sentences.py wrote it down. */
interface Recorded {
  vocabSize: number;
  hiddenSize: number;
  timeSteps: number;
  batchSize: number;
  seed: number;
  losses: number[];
  heldOutLoss: number;
}
const file = new URL('./fixtures/pytorch-sentences.json', import.meta.url);
const { words, wide } = JSON.parse(readFileSync(file, 'utf8')) as {
  words: Recorded & {
    text: string;
    heldOut: number;
    counts: { train: number; heldOut: number; unknown: number };
  };
  wide: Recorded & { sentences: number[][] };
};

const settingsOf = ({ hiddenSize, timeSteps, batchSize, seed }: Recorded): Settings => ({
  ...defaultSettings(),
  ...{ hiddenSize, timeSteps, batchSize, seed, optimizer: 'adamw', learningRate: 0.01 },
  ...{ weightDecay: 0.1, clipNorm: 5, schedule: 'constant' },
});

/** What a token of these costs on average, nats. */
async function score(net: Net, lines: readonly TokenLine[]): Promise<number> {
  if (lines.length === 0) return NaN;
  const scorer = await Scorer.create(net, sizesOf(lines), net.shape.vocabSize);
  const scores = await scorer.run(lines);
  scorer.destroy();
  const all = scores!.lines.flatMap((costs) => Array.from(costs));
  expect(all).toHaveLength(lines.reduce((sum, line) => sum + stepsOf(line), 0));
  return all.reduce((sum, nats) => sum + nats, 0) / all.length;
}

describe.each(backends)('sentences on $name', (target) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  async function follows(
    recorded: Recorded,
    { model, objective, unrolling }: Omit<TaskModel, 'shape'>,
    data: Pick<TaskData, 'batches' | 'heldOut'>,
    lines: readonly TokenLine[] = [],
  ): Promise<void> {
    const settings = settingsOf(recorded);
    const { seed, losses, heldOutLoss } = recorded;
    const optimizer = optimizers.find(({ id }) => id === settings.optimizer)!;
    const { form } = backend;
    const net = await Net.create(backend, { model, objective, optimizer, form, seed });
    const batches = data.batches(unrolling, seed);
    const trainer = await Trainer.create(net, unrolling, batches, tuningOf(settings));
    const isInBlocks = trainer.graph.nodes.some(({ op }) => op.name === 'head-in-blocks');
    expect(isInBlocks).toBe(unrolling.logitRows !== undefined);
    const evaluator = await Evaluator.create(net, unrolling, data.heldOut(unrolling));
    await evaluator.compile();
    for (let step = 0; step < losses.length; step++) trainer.run(1);
    const got = (await trainer.readLosses())?.losses ?? [];
    evaluator.begin(Infinity);
    while (!evaluator.isComplete) evaluator.runChunk();
    const { loss } = await evaluator.finish();
    const scored = await score(net, lines);
    for (const part of [evaluator, trainer, net]) part.destroy();
    checkAbsolute({ name: 'losses', got, expected: losses }, 1e-5 * losses[0]);
    checkAbsolute({ name: 'held out', got: [loss], expected: [heldOutLoss] }, 1e-5 * losses[0]);
    if (lines.length > 0) {
      checkAbsolute({ name: 'scores', got: [scored], expected: [heldOutLoss] }, 1e-5 * losses[0]);
    }
  }

  it('are learned word by word along the loss curve of PyTorch, with <UNK>, <EOS> and masks', async () => {
    const { text, heldOut, counts, vocabSize } = words;
    const settings: Settings = {
      ...settingsOf(words),
      ...{ level: 'word', sequences: 'sentence', heldOut },
    };
    const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
    const data = await languageModelTask.open({ kind: 'paste', text }, settings, quiet);
    const { train, heldOut: away } = data.info.rows!;
    const unknown = Math.round(data.info.perToken!.unknown! * data.info.heldOutTokens);
    expect({ train, heldOut: away, unknown }).toEqual(counts);
    expect(data.inputs.size).toBe(vocabSize);
    expect(counts.unknown).toBeGreaterThan(0);
    const model = data.model(settings);
    const held = data.dataset(model.unrolling);
    const lines = Array.from({ length: held.counts.heldOut }, (_, at) =>
      tokenLine(held.at('heldOut', at)),
    );
    await follows(words, model, data, lines);
  });

  it.each([
    ['at once', undefined],
    ['in two blocks of rows', 16],
  ])(
    'with 20,000 symbols, %s, are learned along the loss curve of PyTorch',
    async (_, logitRows) => {
      const settings = settingsOf(wide);
      const { shape, objective, unrolling } = languageModelOf(settings, wide.vocabSize);
      const rows = wide.sentences.map((sentence): Sequence => ({
        inputs: [noToken, ...sentence.slice(0, -1)],
        targets: sentence,
      }));
      const model = sequenceModel(shape, false);
      await follows(
        wide,
        { model, objective, unrolling: { ...unrolling, hasLengths: true, logitRows } },
        {
          batches: (sizes, seed) => new SequenceBatches(rows, sizes, seed),
          heldOut: (sizes) => heldOutSequences(rows.slice(0, 5), sizes),
        },
      );
    },
  );
});

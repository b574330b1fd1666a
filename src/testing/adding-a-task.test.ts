/** The recipe of a task is a diff that applies, compiles, opens and learns; what cannot be read it refuses. */
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { problemOf } from '../lib/errors.ts';
import type { Problem } from '../lib/problems.ts';
import { optimizers } from '../optimizers/index.ts';
import type { TextSource } from '../protocol/text-info.ts';
import type { Task } from '../tasks/task.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { Trainer } from '../training/trainer.ts';
import { sentenceOf } from '../ui/words/problems/problems.ts';
import { catalogue } from '../worker/catalogue.ts';
import { filesOf } from './document-diff.ts';
import { documentModule } from './document-module.ts';
import { complaints } from './overlay-types.ts';
import { openTestCpu } from './test-cpu.ts';

const overlay = filesOf('docs/adding-a-task.md');
const file = 'src/tasks/parity/parity.ts';
const settings = { ...defaultSettings(), task: 'parity', hiddenSize: 8, batchSize: 16 };
const work = { signal: new AbortController().signal, onProgress: () => undefined };

let parity: Task;
const open = (source: TextSource) => parity.open(source, settings, work);

beforeAll(async () => {
  ({ parity } = await documentModule<{ parity: Task }>(overlay, file));
});

describe('docs/adding-a-task.md', () => {
  it('is one folder and a line in the list', () => {
    expect([...overlay.keys()]).toEqual([file, 'src/tasks/index.ts']);
    expect(complaints('tsconfig.engine.json', overlay, ['src/tasks'])).toEqual([]);
  });

  it('opens what is built in, a list of one’s own, and what a run kept of either', async () => {
    for (const source of [
      { kind: 'builtin', id: 'all' },
      { kind: 'paste', text: '0110\n\n1\n10\n' },
    ] as const) {
      const data = await open(source);
      const kept = await open({ kind: 'file', file: new File([data.content], 'a'), kept: true });
      const { hash, tokens, trainTokens, heldOutPreview } = data.info;
      expect(kept.symbols).toEqual(data.symbols);
      expect(kept.info).toMatchObject({ hash, tokens, trainTokens, heldOutPreview });
    }
    const { examples } = await open({ kind: 'paste', text: '0110\n0110' });
    expect(examples?.at('train', 0).wanted).toEqual(['even', 'odd', 'even', 'even']);
    const refused = (await open({ kind: 'paste', text: '01\n0a1' }).catch(problemOf)) as Problem;
    const names = { catalogue: { ...catalogue(), tasks: [parity.info] }, nameOf: () => '' };
    expect(sentenceOf(refused, names)).toBe(
      'data, row 2: the row has something else than 0 and 1: row 0a1. Write rows of 0 and 1, one on each line.',
    );
  });

  it('learns', async () => {
    const data = await open({ kind: 'builtin', id: 'all' });
    const backend = openTestCpu();
    const { model, objective, unrolling } = data.model(settings);
    const optimizer = optimizers.find(({ id }) => id === settings.optimizer) ?? optimizers[0];
    const net = await Net.create(backend, { model, objective, optimizer, form: 'cpu', seed: 1 });
    const batches = data.batches(unrolling, 1);
    const trainer = await Trainer.create(net, unrolling, batches, tuningOf(settings));
    const { metrics } = data;
    const heldOut = data.heldOut(unrolling);
    const evaluator = await Evaluator.create(net, unrolling, heldOut, { metrics });
    await evaluator.compile();
    const accuracy = async () => {
      evaluator.begin(Infinity);
      while (!evaluator.isComplete) evaluator.runChunk();
      const measured = (await evaluator.finish()).metrics ?? {};
      expect(Object.keys(measured)).toEqual(parity.info.metrics.map(({ id }) => id));
      return measured.accuracy;
    };
    expect(await accuracy()).toBeLessThan(0.8);
    for (let steps = 0; steps < 600; steps += 25) {
      trainer.run(25);
      await trainer.readLosses();
    }
    expect(await accuracy()).toBeGreaterThan(0.99);
    for (const part of [evaluator, trainer, net, backend]) part.destroy();
  });
});

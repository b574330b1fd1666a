import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lstm } from '../cells/lstm.ts';
import { adam } from '../optimizers/adam.ts';
import { trainingGraph } from './model-graphs.ts';
import { printPlan } from '../graph/print-plan.ts';
import { schedule } from '../graph/schedule.ts';

const path = new URL('../../docs/scheduler.md', import.meta.url);
const block = /(?<=^```plan\n)[^`]*(?=^```$)/m;

/** `npx vitest run scheduler-document -u` writes the plan of today into the document. */
it('keeps the plan in docs/scheduler.md equal to what the scheduler does', async () => {
  const shape = { cell: lstm, layers: 1, hiddenSize: 8, vocabSize: 10, embeddingSize: 0 };
  const unrolling = { timeSteps: 3, batchSize: 2, strategy: 'stepwise' } as const;
  const { graph } = trainingGraph(shape, unrolling, adam);
  const limits = { maxBufferBytes: 2 ** 28, maxBindingBytes: 2 ** 27 };
  const plan = schedule(graph, { name: 'training', slots: 4, limits, form: 'registers' });
  const document = readFileSync(path, 'utf8');
  expect(document).toMatch(block);
  const current = document.replace(block, () => printPlan(plan));
  await expect(current).toMatchFileSnapshot('../../docs/scheduler.md');
});

import { test } from 'vitest';
import { openTestEngine } from './test-engine.ts';
import { schedule } from '../graph/schedule.ts';
import { memoryLimits } from '../training/net.ts';
import { trainingGraph } from '../model/language-model.ts';
import { netShapeOf } from './run-net.ts';
import { optimizers } from '../optimizers/index.ts';

test('compile times', async () => {
  const engine = await openTestEngine();
  const shape = netShapeOf({
    cell: 'rnn-tanh',
    layers: 2,
    hiddenSize: 13,
    vocabSize: 11,
    embeddingSize: 0,
  });
  const { graph } = trainingGraph(
    shape,
    { timeSteps: 3, batchSize: 3, strategy: 'step' },
    optimizers[0],
  );
  const plan = schedule(graph, {
    name: 'x',
    slots: 1,
    limits: memoryLimits(engine.gpu.device),
    form: 'tiles',
  });
  const ks = [...new Set(plan.dispatches.map((d) => d.kernel))];
  for (const label of [
    'ops/matmul.multiply none',
    'recurrence/step.forward',
    'ops/bias.sum_rows',
    'optimizers/adam',
  ]) {
    const k = ks.find((x) => x.label.startsWith(label))!;
    const variants: Record<string, (s: string) => string> = {
      asis: (s) => s,
      tilesNotUnrolled: (s) => (s.includes('TILE_ROWS') ? s.replaceAll('// unroll', '//') : s),
      nothingUnrolled: (s) => s.replaceAll('// unroll', '//'),
    };
    for (const [name, f] of Object.entries(variants)) {
      const t = performance.now();
      await engine.cache.get({
        ...k,
        file: f(k.file) + '\n//' + name,
        libraries: k.libraries.map(f),
      });
      console.log(k.label, name, (performance.now() - t).toFixed(0));
    }
  }
  for (const wg of [
    [64, 1],
    [128, 1],
  ] as const) {
    const k = ks.find((x) => x.label.startsWith('ops/bias.sum_rows'))!;
    const t = performance.now();
    await engine.cache.get({ ...k, workgroup: wg });
    console.log(wg, (performance.now() - t).toFixed(0));
  }
}, 300000);

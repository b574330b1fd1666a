import { test } from 'vitest';
import { openTestEngine } from './test-engine.ts';
import { schedule } from '../graph/schedule.ts';
import { memoryLimits } from '../training/net.ts';
import { trainingGraph } from '../model/language-model.ts';
import { netShapeOf } from './run-net.ts';
import { optimizers } from '../optimizers/index.ts';
import { assemble } from '../gpu/kernel-source.ts';
import { requestNullDevice } from './node-gpu.ts';
import { KernelCache } from '../gpu/kernel-cache.ts';

test('compile times', async () => {
  const engine = await openTestEngine();
  const nul = await requestNullDevice();
  console.log('null has subgroups', nul.features.has('subgroups'));
  const ncache = new KernelCache(nul);
  let ntotal = 0;
  const seen = new Set<string>();
  for (const form of ['registers', 'quads', 'tiles'] as const)
    for (const cell of ['rnn-tanh', 'gru', 'lstm'])
      for (const strategy of ['step', 'composed'] as const) {
        const shape = netShapeOf({ cell, layers: 2, hiddenSize: 13, vocabSize: 11, embeddingSize: 0 });
        const { graph } = trainingGraph(shape, { timeSteps: 3, batchSize: 3, strategy }, optimizers[0]);
        const plan = schedule(graph, { name: 'x', slots: 1, limits: memoryLimits(engine.gpu.device), form });
        const lines: string[] = [];
        for (const k of new Set(plan.dispatches.map((d) => d.kernel))) {
          const key = assemble(k) + k.entryPoint;
          if (seen.has(key)) continue;
          seen.add(key);
          const t = performance.now();
          await engine.cache.get(k);
          const t2 = performance.now();
          await ncache.get(k);
          ntotal += performance.now() - t2;
          lines.push(`${k.label} ${(t2 - t).toFixed(0)}`);
        }
        console.log(form, cell, strategy, lines.join('; '));
      }
  console.log(seen.size, 'null total', ntotal);
}, 300000);

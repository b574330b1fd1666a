/** What a trained net writes by itself is right as often as its answers step by step say. */
import { expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import type { PairData } from '../tasks/pairs/pair-data.ts';
import { Translator } from '../training/translator.ts';
import { TaskRun } from './task-run.ts';

it('greedy answers match as exactly as validation measures', async () => {
  const backend = new WasmBackend();
  const run = await TaskRun.start(backend, 'addition', { hiddenSize: 32, heldOut: 2 });
  await run.trainTo(600);
  const { metrics } = await run.measure();
  const { pairs, targets } = run.data as PairData;
  const { heldOut } = pairs.counts;
  const { sourceSteps, timeSteps, end } = pairs;
  const sizes = { batchSize: heldOut, beams: 1, sourceSteps, timeSteps, end };
  const translator = await Translator.create(run.net, { ...sizes, name: 'test' });
  const own = Array.from({ length: heldOut }, (_, index) => pairs.at('heldOut', index));
  const written = await translator.run(
    own.map(({ source }) => pairs.sources.encode(source).tokens),
  );
  const right = written?.filter(
    ([{ tokens, isCut }], at) => !isCut && targets.decode(tokens) === own[at].target,
  );
  const share = (right?.length ?? 0) / heldOut;
  expect(share).toBeGreaterThan(0.05);
  expect(metrics?.exact_match).toBeCloseTo(share, 10);
  translator.destroy();
  run.close();
  backend.destroy();
});

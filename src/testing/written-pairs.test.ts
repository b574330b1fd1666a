/** What a trained net writes by itself is right as often as its answers step by step say. */
import { expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { characterErrorInfo, editDistance, errorRate } from '../data/scores/error-rate.ts';
import type { PairData } from '../tasks/pairs/pair-data.ts';
import { Evaluator } from '../training/evaluator.ts';
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
  // what it writes by itself is counted beside that, in batches of another size
  const signs = (text: string) => Array.from(text, (sign) => sign.charCodeAt(0));
  const edits = written?.map(([{ tokens }], at) =>
    editDistance(signs(targets.decode(tokens)), signs(own[at].target)),
  );
  const wanted = own.reduce((sum, { target }) => sum + target.length, 0);
  const rate = (edits ?? []).reduce((sum, each) => sum + each, 0) / wanted;
  const { unrolling } = run.data.model(run.settings);
  const heldOutPairs = run.data.heldOut(unrolling);
  const evaluator = await Evaluator.create(run.net, unrolling, heldOutPairs, {
    ...{ metrics: [errorRate(characterErrorInfo), ...run.data.metrics], end },
  });
  await evaluator.compile();
  for (const limit of [10, Infinity]) {
    evaluator.begin(limit);
    while (!evaluator.isComplete) evaluator.runChunk();
  }
  const measured = await evaluator.finish();
  expect(rate).toBeGreaterThan(0.05);
  expect(measured.metrics).toEqual({ character_error: rate, exact_match: metrics?.exact_match });
  evaluator.destroy();
  translator.destroy();
  run.close();
  backend.destroy();
});

/** Encoders and decoders against PyTorch itself, without and with attention. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import type { HostInputs } from '../data/batch-source.ts';
import { backends } from './backends.ts';
import { checkScaled } from './close-to.ts';
import { learnedLosses } from './learned-losses.ts';
import {
  checkRecorded,
  modelOf,
  parametersOf,
  recordedCases,
  type RecordedPair,
  recordedRuns,
  reversedBatch,
  unrollingOf,
} from './recorded-encoder-decoders.ts';
import { closeTestEngine } from './test-engine.ts';

function titleOf(pair: RecordedPair): string {
  const { cell, layers, directions, hiddenSize, sourceSteps, batchSize } = pair;
  const looks = pair.hasAttention ? 'attention' : 'no attention';
  const sizes = `${layers} layers, D ${directions}, H ${hiddenSize}, T ${sourceSteps}, B ${batchSize}`;
  return `${cell}, ${sizes}, ${looks}`;
}

describe.each(backends)('an encoder and a decoder against PyTorch, on $name', ({ open, some }) => {
  let engine: Backend;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each(some(recordedCases).map((pair) => [titleOf(pair), pair] as const))(
    'agree on the loss and every gradient: %s',
    (_, pair) => checkRecorded(engine, pair),
  );

  it.each(some(recordedRuns).map((run) => [titleOf(run), run] as const))(
    'follow its loss curve: %s',
    async (_, run) => {
      const model = modelOf(run);
      const batches = {
        fill(step: number, into: HostInputs) {
          const batch = reversedBatch(run, 1000 + 2 * step);
          for (const [name, words] of Object.entries(into)) words?.set(batch[name]);
        },
        starts(_step: number, into: Uint32Array) {
          into.fill(1);
        },
      };
      const learning = {
        ...{ model, unrolling: unrollingOf(run), batches },
        parameters: parametersOf(model, run, run.seed),
      };
      const got = await learnedLosses(engine, learning, run.losses.length);
      got.forEach((loss, step) => {
        const off = Math.abs(loss - run.losses[step]) / run.losses[0];
        expect(off, `step ${step}`).toBeLessThan(1e-5);
      });
      checkScaled({ name: 'losses', got, expected: run.losses }, 1e-5);
    },
  );
});

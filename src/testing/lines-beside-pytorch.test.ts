/** Names as sequences: the page's own net, data and masks, step by step beside PyTorch in float64. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { backends } from './backends.ts';
import { checkAbsolute } from './close-to.ts';
import { openFirstNames } from './lines-run.ts';
import { recordedNames } from './recorded-lines.ts';
import { closeTestEngine } from './test-engine.ts';

describe.each(backends)('first names on $name', (target) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  it('are learned along the loss curve of PyTorch', async () => {
    const [{ seed, sizes, losses }] = recordedNames;
    const run = await openFirstNames(backend, seed);
    const { rows } = run.data.info;
    const { timeSteps } = run.unrolling;
    const vocabSize = run.data.inputs.size;
    expect({ train: rows?.train, heldOut: rows?.heldOut, timeSteps, vocabSize }).toEqual(sizes);
    const got = await run.train(losses.length);
    run.close();
    expect(losses.length).toBe(50);
    checkAbsolute({ name: 'losses', got, expected: losses }, 1e-5 * losses[0]);
  });
});

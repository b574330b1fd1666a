/**
 * What is looked at of nets whose layers read both ways is what the reference computes: the gradient
 * through time on both sides of the diagonal, every use of every weight, and pins of either walk.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import type { TokenLine } from '../data/sequences.ts';
import { sigmoid } from '../model/objective.ts';
import { tagger } from '../model/tagger.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import { sgd } from '../optimizers/sgd.ts';
import { backends } from '../testing/backends.ts';
import {
  checkLineGradients,
  checkPins,
  checkUses,
  gatesOf,
  sizes,
} from '../testing/both-directions.ts';
import { netShapeOf } from '../testing/run-net.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { GradientCheck } from './gradient-check.ts';
import { Net } from './net.ts';
import { ThroughTime } from './through-time.ts';
import { agrees } from './weight-check.ts';

const walks = ([0, 1] as const).flatMap((watched) =>
  ([0, 1] as const).map((direction) => ({ watched, direction })),
);

let engine: Backend;

describe.each(backends)('of nets that read both ways, on $name', (backend) => {
  const ids = backend.cells;
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each(ids.flatMap((cell) => walks.map((walk) => ({ cell, ...walk }))))(
    'the gradient through time is that of the reference: %o',
    async ({ cell, ...walk }) => {
      await checkLineGradients(engine, cell, walk);
    },
  );

  it.each(backend.some(ids))(
    'every use of a weight of %s is that of the reference',
    async (cell) => {
      await checkUses(engine, cell);
    },
  );

  it.each(ids.filter((id) => gatesOf(id).length > 0))(
    'pins of %s hold the gates of one walk and no other',
    async (cell) => {
      await checkPins(engine, cell);
    },
  );

  it('answers with a sigmoid are measured too, and time steps at which nothing is read', async () => {
    const shape = netShapeOf({ cell: 'gru', ...sizes, embeddingSize: 3, outputSize: 1 });
    const net = await Net.create(engine, {
      ...{ model: tagger(shape), objective: sigmoid, optimizer: sgd, form: engine.form },
      seed: 5,
    });
    const asked: TokenLine = {
      tokens: Uint32Array.of(3, 0, 6, noToken),
      targets: Uint32Array.of(1, 0, maskedTarget, 1),
    };
    const check = await GradientCheck.create(net, asked);
    for (const { name } of net.model.specs) {
      const measured = await check.run(name, await check.largest(name), null);
      expect(agrees(measured), name).toBe(true);
      expect(measured.gradient, name).not.toBe(0);
    }
    check.destroy();
    const measure = await ThroughTime.create(net, asked, 1, 1);
    const { input } = await measure.run();
    measure.destroy();
    net.destroy();
    const answered = [0, 1, 2, 3].map((t) => input[t] > 0);
    expect(answered).toEqual([true, true, false, true]);
  });
});

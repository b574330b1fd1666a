/**
 * What is looked at of nets whose layers read both ways is what the reference computes: the gradient
 * through time on both sides of the diagonal, every use of every weight, and pins of either walk.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { cells } from '../cells/index.ts';
import type { TokenLine } from '../data/sequences.ts';
import { sigmoid } from '../model/objective.ts';
import { countPins, packPins } from '../model/pins.ts';
import { tagger } from '../model/tagger.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { Pin } from '../protocol/pin.ts';
import { backends } from '../testing/backends.ts';
import { checkScaled } from '../testing/close-to.ts';
import {
  batchOfLine,
  comparedNorms,
  createLineNet,
  type LineCase,
  measureLine,
  modelOfLine,
} from '../testing/line-gradients.ts';
import { checkPinned, createNet, hiddenSize } from '../testing/pinned-line.ts';
import { parameterShapes } from '../testing/reference/model-shape.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import { usesOf } from '../testing/reference/sequence-model.ts';
import { netShapeOf } from '../testing/run-net.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { GradientCheck } from './gradient-check.ts';
import { Net } from './net.ts';
import { ThroughTime } from './through-time.ts';
import { agrees } from './weight-check.ts';

/** Of the second word and of the last one nobody knows the answer. */
const line: TokenLine = {
  tokens: Uint32Array.of(3, 0, 6, 1, 1, 5, 2, 4),
  targets: Uint32Array.of(1, maskedTarget, 0, 2, 3, 0, 1, maskedTarget),
};
const sizes = { layers: 2, hiddenSize: 6, vocabSize: 7, outputSize: 4, directions: 2 } as const;

let engine: Backend;

describe.each(backends)('of nets that read both ways, on $name', (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  const ids = cells.map(({ id }) => id);
  const walks = ([0, 1] as const).flatMap((watched) =>
    ([0, 1] as const).map((direction) => ({ watched, direction })),
  );
  // with an embedding where the lower layer is watched, one-hot where the upper one is
  const lines = ids.flatMap((cell) =>
    walks.map((walk): LineCase => {
      const embeddingSize = walk.watched === 0 ? 3 : 0;
      return { cell, ...sizes, ...walk, embeddingSize, form: backend.forms[0] };
    }),
  );

  it.each(lines)(
    'the gradient through time is that of the reference: $cell, layer $watched, direction $direction',
    async (c) => {
      const parameters = randomParameters(modelOfLine(c), 4, 1.5);
      const got = await measureLine(engine, c, parameters, line);
      for (const norms of comparedNorms(c, parameters, line, got)) checkScaled(norms, 2e-5);
      const steps = line.tokens.length;
      const at = (k: number, t: number) => got.input[k * steps + t];
      // of what is read before and after; none where nothing is asked, even by what is read last
      expect(Math.min(at(0, 3), at(7, 3))).toBeGreaterThan(0);
      expect(line.tokens.reduce((sum, _, k) => sum + at(k, 1) + at(k, 7), 0)).toBe(0);
    },
  );

  it.each(ids)('every use of a weight of %s is that of the reference', async (cell) => {
    const c = { cell, ...sizes, embeddingSize: 3, form: backend.forms[0] };
    const model = modelOfLine(c);
    const parameters = randomParameters(model, 4, 1.5);
    const uses = usesOf(model, parameters, batchOfLine(c, line));
    const net = await createLineNet(engine, c, parameters);
    const check = await GradientCheck.create(net, line);
    for (const { name, shape } of parameterShapes(model)) {
      const [rows, columns = 1] = shape;
      const all = rows * columns;
      const compared = { name, got: [] as number[], expected: [] as number[] };
      for (const index of [0, Math.floor(all / 3), all - 1]) {
        const measured = await check.run(name, index, null);
        expect(agrees(measured), `${name} ${index}`).toBe(true);
        const wanted = uses.map((one) => one[name][index]);
        compared.got.push(...measured.summands, measured.gradient);
        compared.expected.push(
          ...wanted,
          wanted.reduce((sum, one) => sum + one, 0),
        );
      }
      checkScaled(compared, 2e-5);
    }
    check.destroy();
    net.destroy();
  });

  it('answers with a sigmoid are measured too, and time steps at which nothing is read', async () => {
    const shape = netShapeOf({ cell: 'gru', ...sizes, embeddingSize: 3, outputSize: 1 });
    const net = await Net.create(engine, {
      ...{ model: tagger(shape), objective: sigmoid, optimizer: sgd, form: backend.forms[0] },
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

  it.each(ids.filter((id) => gatesOf(id).length > 0))(
    'pins of %s hold the gates of one walk and no other',
    async (cell) => {
      const net = await createNet(engine, cell, 2);
      const [gate, other = gate] = gatesOf(cell);
      const pins: Pin[] = [
        { layer: 1, direction: 1, gate, unit: null, hold: 'zero' },
        { layer: 1, gate: other, unit: 2, hold: 'one' },
        { layer: 2, gate, unit: null, hold: 'rounded' },
        { layer: 2, direction: 1, gate: other, unit: 4, hold: 'one' },
      ];
      const readings = await checkPinned(net, cell, 'pins', pins);
      const held = readings.map(({ traces }) =>
        traces.find(({ id }) => id === gate)!.values.every((value) => value === 0),
      );
      expect(held).toEqual([false, true, false, false]);
      expect(countPins(net.shape, packPins(net.shape, pins))).toBe(2 * hiddenSize + 2);
      net.destroy();
    },
  );
});

function gatesOf(cell: string): string[] {
  const { gates } = cells.find(({ id }) => id === cell)!;
  return gates.filter(({ scale }) => scale === 'gate').map(({ id }) => id);
}

/** What is looked at of a small net whose layers read both ways, beside the reference. */
import { expect } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { cells } from '../cells/index.ts';
import type { TokenLine } from '../data/sequences.ts';
import { countPins, packPins } from '../model/pins.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import type { Direction } from '../protocol/direction.ts';
import type { Pin } from '../protocol/pin.ts';
import { GradientCheck } from '../training/gradient-check.ts';
import { agrees } from '../training/weight-check.ts';
import { checkScaled } from './close-to.ts';
import {
  batchOfLine,
  comparedNorms,
  createLineNet,
  type LineCase,
  measureLine,
  modelOfLine,
} from './line-gradients.ts';
import { checkPinned, createNet, hiddenSize } from './pinned-line.ts';
import { parameterShapes } from './reference/model-shape.ts';
import { randomParameters } from './reference/random-model.ts';
import { usesOf } from './reference/sequence-model.ts';

/** Of the second word and of the last one nobody knows the answer. */
export const line: TokenLine = {
  tokens: Uint32Array.of(3, 0, 6, 1, 1, 5, 2, 4),
  targets: Uint32Array.of(1, maskedTarget, 0, 2, 3, 0, 1, maskedTarget),
};
export const sizes = {
  layers: 2,
  directions: 2,
  hiddenSize: 6,
  vocabSize: 7,
  outputSize: 4,
} as const;

/** On both sides of the diagonal, of one of the four walks. */
export async function checkLineGradients(
  backend: Backend,
  cell: string,
  walk: { watched: number; direction: Direction },
): Promise<void> {
  // with an embedding where the lower layer is watched, one-hot where the upper one is
  const embeddingSize = walk.watched === 0 ? 3 : 0;
  const c: LineCase = { cell, ...sizes, ...walk, embeddingSize, form: backend.form };
  const parameters = randomParameters(modelOfLine(c), 4, 1.5);
  const got = await measureLine(backend, c, parameters, line);
  for (const norms of comparedNorms(c, parameters, line, got)) checkScaled(norms, 2e-5);
  const steps = line.tokens.length;
  const at = (k: number, t: number) => got.input[k * steps + t];
  // of what is read before and after; none where nothing is asked, even by what is read last
  expect(Math.min(at(0, 3), at(7, 3))).toBeGreaterThan(0);
  expect(line.tokens.reduce((sum, _, k) => sum + at(k, 1) + at(k, 7), 0)).toBe(0);
}

/** Three weights of every parameter: what each time step adds to the gradient, and the slope. */
export async function checkUses(backend: Backend, cell: string): Promise<void> {
  const c = { cell, ...sizes, embeddingSize: 3, form: backend.form };
  const model = modelOfLine(c);
  const parameters = randomParameters(model, 4, 1.5);
  const uses = usesOf(model, parameters, batchOfLine(c, line));
  const net = await createLineNet(backend, c, parameters);
  const check = await GradientCheck.create(net, line);
  try {
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
  } finally {
    check.destroy();
    net.destroy();
  }
}

export function gatesOf(cell: string): string[] {
  const { gates } = cells.find(({ id }) => id === cell)!;
  return gates.filter(({ scale }) => scale === 'gate').map(({ id }) => id);
}

/** Gates of either walk of both layers. */
export async function checkPins(backend: Backend, cell: string): Promise<void> {
  const net = await createNet(backend, cell, 2);
  const [gate, other = gate] = gatesOf(cell);
  const pins: Pin[] = [
    { layer: 1, direction: 1, gate, unit: null, hold: 'zero' },
    { layer: 1, gate: other, unit: 2, hold: 'one' },
    { layer: 2, gate, unit: null, hold: 'rounded' },
    { layer: 2, direction: 1, gate: other, unit: 4, hold: 'one' },
  ];
  try {
    const readings = await checkPinned(net, cell, 'pins', pins);
    const held = readings.map(({ traces }) =>
      traces.find(({ id }) => id === gate)!.values.every((value) => value === 0),
    );
    expect(held).toEqual([false, true, false, false]);
    expect(countPins(net.shape, packPins(net.shape, pins))).toBe(2 * hiddenSize + 2);
  } finally {
    net.destroy();
  }
}

/** Any weight of an encoder and a decoder is checked: against finite differences in float64. */
import { expect } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { lossAndGradients } from '../net/cpu-step.ts';
import { translated } from '../net/cpu-translation.ts';
import { sgd } from '../optimizers/sgd.ts';
import { GradientCheck } from '../training/gradient-check.ts';
import { Net } from '../training/net.ts';
import { agrees } from '../training/weight-check.ts';
import { checkAbsolute, checkScaled } from './close-to.ts';
import {
  modelOf,
  parametersOf,
  type RecordedPair,
  recordedCases,
  recordedScale,
} from './recorded-encoder-decoders.ts';
import { lineOf } from './recorded-reach.ts';

/** One-hot without attention, embedded with it; both through a bridge that is learned. */
export const weighedPairs: RecordedPair[] = [2, 4].map((at) => {
  return { ...recordedCases[at], batchSize: 1, hasLengths: false };
});

/** How far a weight is nudged in float64. */
const step = 1e-5;

/** Of every parameter some weights: value, gradient, slope, and what each use adds. */
export async function checkPairWeights(engine: Backend, pair: RecordedPair): Promise<void> {
  const model = modelOf(pair);
  const drawn = parametersOf(model, pair, pair.seed, recordedScale);
  const initial = model.specs.map(({ name, shape }) => {
    return { name, shape, values: Float32Array.from(drawn[name]) };
  });
  const { form } = engine;
  const net = await Net.create(engine, { model, optimizer: sgd, form, seed: 1, initial });
  const [source, tokens, targets] = lineOf(pair);
  const check = await GradientCheck.create(net, { source, tokens, targets });
  const batch = {
    ...{ timeSteps: tokens.length, batchSize: 1, fresh: [1] },
    ...{ tokens: [...tokens], targets: [...targets], source: [...source] },
  };
  const lossWith = (changed: string, at: number, weight: number) => {
    const weights = initial.map(({ name }) => {
      const values = Float64Array.from(drawn[name]);
      return { name, values: name === changed ? values.fill(weight, at, at + 1) : values };
    });
    const before = { weights, moments: [], states: [] };
    return lossAndGradients(net.shape, before, batch, 'softmax', translated).loss;
  };
  const slopeOf = (name: string, at: number, [below, above]: readonly number[]) =>
    (lossWith(name, at, above) - lossWith(name, at, below)) / (above - below);
  for (const { name } of model.specs) {
    const gradients = { name, got: [] as number[], expected: [] as number[] };
    for (const at of [0.37, 0.99].map((share) => Math.floor(share * drawn[name].length))) {
      const measured = await check.run(name, at, null);
      const own = drawn[name][at];
      const place = `${name} ${at}`;
      expect(measured.value, place).toBe(own);
      gradients.got.push(measured.gradient);
      gradients.expected.push(slopeOf(name, at, [own - step, own + step]));
      const sizes = sum(measured.summands.map(Math.abs));
      const off = Math.abs(sum(measured.summands) - measured.gradient);
      expect(off, place).toBeLessThanOrEqual(2e-6 * sizes);
      const nudged = [-1, 1].map((sign) => Math.fround(own + sign * measured.nudge));
      const expected = [slopeOf(name, at, nudged)];
      checkAbsolute({ name: place, got: [measured.slope], expected }, measured.rounding);
      expect(agrees(measured), place).toBe(true);
    }
    checkScaled(gradients, 2e-5);
  }
  check.destroy();
  net.destroy();
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

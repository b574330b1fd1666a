/** The plain network of fixed places beside PyTorch, in float64: the gradient of a batch, and 50 steps. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import {
  type MarkedSentence,
  PlainNetwork,
  type PlainSizes,
  type PlainWeights,
} from '../data/rivals/plain-network.ts';
import { checkAbsolute } from './close-to.ts';

interface Recorded {
  sizes: PlainSizes;
  rate: number;
  weights: Record<keyof PlainWeights, number[]>;
  batches: MarkedSentence[][];
  gradient: Record<keyof PlainWeights, number[]>;
  losses: number[];
}
const file = 'src/testing/fixtures/pytorch-plain-network.json';
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
const parts = ['hidden', 'hiddenBias', 'output', 'outputBias'] as const;

/** As scripts/record-plain-network.py has it; what is left between is rounding. */
export function checkPlainNetwork(): void {
  const { sizes, weights, batches, losses, rate } = recorded;
  const network = new PlainNetwork(sizes, {
    hidden: Float64Array.from(weights.hidden),
    hiddenBias: Float64Array.from(weights.hiddenBias),
    output: Float64Array.from(weights.output),
    outputBias: Float64Array.from(weights.outputBias),
  });
  const { loss, gradient } = network.gradient(batches[0]);
  for (const name of parts) {
    checkAbsolute({ name, got: gradient[name], expected: recorded.gradient[name] }, 1e-14);
  }
  // it leaves nothing behind
  expect(network.gradient(batches[0])).toEqual({ loss, gradient });
  const got = losses.map((_, step) => network.step(batches[step % batches.length], rate));
  expect(losses.length).toBe(50);
  expect(losses[49]).toBeLessThan(0.6 * losses[0]);
  checkAbsolute({ name: 'losses', got, expected: losses }, 1e-12 * losses[0]);
}

/** The plain network of fixed places: its gradient and its losses beside PyTorch’s, in float64. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type MarkedSentence,
  PlainNetwork,
  plainScore,
  type PlainSizes,
  type PlainWeights,
  trainPlain,
} from '../data/rivals/plain-network.ts';
import { runAtOnce } from '../lib/slices.ts';
import { checkAbsolute } from './close-to.ts';

interface Recorded {
  sizes: PlainSizes;
  rate: number;
  weights: Record<keyof PlainWeights, number[]>;
  batches: MarkedSentence[][];
  gradient: Record<keyof PlainWeights, number[]>;
  losses: number[];
}
const file = new URL('./fixtures/pytorch-plain-network.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
const parts = ['hidden', 'hiddenBias', 'output', 'outputBias'] as const;

function recordedNetwork(): PlainNetwork {
  const { hidden, hiddenBias, output, outputBias } = recorded.weights;
  return new PlainNetwork(recorded.sizes, {
    hidden: Float64Array.from(hidden),
    hiddenBias: Float64Array.from(hiddenBias),
    output: Float64Array.from(output),
    outputBias: Float64Array.from(outputBias),
  });
}

describe('a plain network', () => {
  it('has the gradient of PyTorch, that of words that are not read 0', () => {
    const network = recordedNetwork();
    const { loss, gradient } = network.gradient(recorded.batches[0]);
    expect(loss).toBeCloseTo(recorded.losses[0], 13);
    for (const name of parts) {
      checkAbsolute({ name, got: gradient[name], expected: recorded.gradient[name] }, 1e-14);
    }
    // it leaves nothing behind
    expect(network.gradient(recorded.batches[0])).toEqual({ loss, gradient });
  });

  it('is trained along the loss curve of PyTorch', () => {
    const network = recordedNetwork();
    const { batches, losses, rate } = recorded;
    const got = losses.map((_, step) => network.step(batches[step % batches.length], rate));
    expect(losses.length).toBe(50);
    expect(losses[49]).toBeLessThan(0.6 * losses[0]);
    checkAbsolute({ name: 'losses', got, expected: losses }, 1e-12 * losses[0]);
  });

  it('knows at each place only what it was shown there', () => {
    // word 1 is marked, wherever it stands
    const sentence = (words: number[]) => ({ words, marks: words.map((word) => word % 2) });
    const train = Array.from({ length: 200 }, (_, at) => sentence([at % 2, (at >> 1) % 2, 0, 0]));
    const sizes = { places: 4, vocabSize: 2 };
    const slices = trainPlain(train, sizes);
    const shares: number[] = [];
    let next = slices.next();
    for (; !next.done; next = slices.next()) shares.push(next.value);
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    const network = next.value;
    expect(plainScore(network, train)).toBe(1);
    expect(plainScore(network, [sentence([0, 0, 1, 0]), sentence([0, 0, 0, 1])])).toBe(0);
    expect(plainScore(network, [sentence([0, 0])])).toBe(0);
    // the same ones give the same network
    expect(runAtOnce(trainPlain(train, sizes)).weights).toEqual(network.weights);
  });
});

import { describe, expect, it } from 'vitest';
import { isTrainable, plainScore, trainPlain } from '../data/rivals/plain-network.ts';
import { runAtOnce } from '../lib/slices.ts';
import { checkPlainNetwork } from './plain-network.ts';

describe('a plain network', () => {
  it('has the gradient of PyTorch, and is trained along its losses', () => {
    checkPlainNetwork();
  });

  it('is not trained beside a net where it would be huge', () => {
    expect(isTrainable({ places: 20, vocabSize: 1000 })).toBe(true);
    expect(isTrainable({ places: 60, vocabSize: 60_000 })).toBe(false);
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

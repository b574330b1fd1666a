/** Strands of DNA, always the same ones. */
import { drawStrand } from '../../data/generators/genes.ts';
import { RandomWords, randomStreams } from '../../data/permutation.ts';

const count = 4000;
const seed = 1;

export function generatedStrands(): string[] {
  const words = new RandomWords(seed, randomStreams.strands);
  return Array.from({ length: count }, () => drawStrand(words));
}

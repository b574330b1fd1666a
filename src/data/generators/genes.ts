/**
 * DNA with genes in it, and what they are translated to by the standard genetic code. A gene begins at
 * the first ATG behind the gene before, and ends with a stop codon, read three bases at a time.
 */
import type { RandomWords } from '../permutation.ts';

export const bases = ['A', 'C', 'G', 'T'] as const;
/** Outside of genes, and within a codon before it is complete. */
export const untranslated = '·';
const stopSign = '*';

/** By first, second and third base in the order T C A G (NCBI translation table 1). */
const aminoAcids = 'FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG';
const order = 'TCAG';
const startCodon = 'ATG';

export function aminoAcidOf(codon: string): string {
  return aminoAcids[Array.from(codon).reduce((at, base) => at * 4 + order.indexOf(base), 0)];
}

/** Everything that can be said of a base, in the order of the alphabet. */
export const translations: readonly string[] = [
  untranslated,
  stopSign,
  ...[...new Set(aminoAcids.replaceAll(stopSign, ''))].sort(),
];

/** For every base the amino acid of the codon that it completes, `*` where that is a stop, else `·`. */
export function translate(dna: string): string[] {
  const said = new Array<string>(dna.length).fill(untranslated);
  let at = 0;
  for (;;) {
    const start = dna.indexOf(startCodon, at);
    if (start < 0) return said;
    for (at = start; at + 3 <= dna.length;) {
      const acid = aminoAcidOf(dna.slice(at, at + 3));
      said[at + 2] = acid;
      at += 3;
      if (acid === stopSign) break;
    }
    // a gene that does not end within the strand leaves one base or two
    if (at + 3 > dna.length) return said;
  }
}

const codons = Array.from({ length: 64 }, (_, at) =>
  [16, 4, 1].map((place) => order[Math.floor(at / place) % 4]).join(''),
);
const senseCodons = codons.filter((codon) => aminoAcidOf(codon) !== stopSign);
const stopCodons = codons.filter((codon) => aminoAcidOf(codon) === stopSign);

/** Bases around genes, and codons within one, at most. */
const mostAround = 12;
const mostCodons = 7;

/** Random bases, a gene, random bases, and sometimes another gene and bases again. */
export function drawStrand(words: RandomWords): string {
  const around = () =>
    Array.from({ length: 1 + words.below(mostAround) }, () => words.pick(bases)).join('');
  const gene = () =>
    startCodon +
    Array.from({ length: 1 + words.below(mostCodons) }, () => words.pick(senseCodons)).join('') +
    words.pick(stopCodons);
  const first = around() + gene() + around();
  return words.below(2) === 0 ? first : first + gene() + around();
}

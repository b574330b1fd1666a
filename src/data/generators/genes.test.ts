import { describe, expect, it } from 'vitest';
import { RandomWords } from '../permutation.ts';
import { aminoAcidOf, drawStrand, translate, translations } from './genes.ts';

describe('translation', () => {
  it('follows the genetic code', () => {
    const known = {
      ...{ ATG: 'M', TGG: 'W', TTT: 'F', AAA: 'K', GGG: 'G', CCC: 'P', GAT: 'D', CAA: 'Q' },
      ...{ TAA: '*', TAG: '*', TGA: '*', AGC: 'S', TCA: 'S', CGT: 'R', AGA: 'R', ATA: 'I' },
    };
    for (const [codon, acid] of Object.entries(known)) expect(aminoAcidOf(codon)).toBe(acid);
    expect(translations.join('')).toBe('·*ACDEFGHIKLMNPQRSTVWY');
  });

  it('begins at the first start, reads three by three, ends with a stop, and begins anew', () => {
    // the first codons of human insulin
    expect(translate('CCATGGCCCTGTGGATGCGCTGACATGTAA').join('')).toBe(
      '····M··A··L··W··M··R··*···M··*',
    );
    // an ATG out of step within a gene says nothing
    expect(translate('ATGCATGATTAAATG').join('')).toBe('··M··H··D··*··M');
    expect(translate('ATGTA').join('')).toBe('··M··');
    expect(translate('TAATAA').join('')).toBe('······');
  });

  it('of what is drawn has genes with a beginning and an end', () => {
    const words = new RandomWords(5, 5);
    for (let strand = 0; strand < 200; strand++) {
      const said = translate(drawStrand(words)).join('');
      expect(said).toMatch(/^[·*A-Z]+$/);
      expect(said.replaceAll('·', '')).toMatch(/^M/);
    }
  });
});

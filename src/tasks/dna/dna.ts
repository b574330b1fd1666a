/** From DNA to protein: where a gene begins has to be found, and codons have to be read from there. */
import { accuracyInfo } from '../../data/scores/accuracy.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { loaded } from '../loaded.ts';
import type { Task } from '../task.ts';
import { taggedRowsLack } from '../tagged-rows/lacks.ts';

const advice = 'Write FASTA: a line with > and a name, then lines of A, C, G and T';
const share = { format: 'share', better: 'larger' } as const;

const info: TaskInfo = {
  id: 'dna',
  name: 'DNA → protein',
  shows:
    'Train a recurrent net to find genes in DNA and to translate them: every three bases are an amino acid.',
  unit: 'character',
  rows: 'strands',
  lacks: taggedRowsLack,
  own: ['textDirections', 'direction'],
  metrics: [{ id: 'gene_accuracy', name: 'Accuracy inside genes', ...share }, accuracyInfo],
  problems: {
    en: {
      'no name': { what: 'bases stand before the first name: record {record}', advice },
      'no bases': { what: 'there are no bases: record {record}', advice },
      'no base': {
        what: 'there is something else than a base: record {record}, found {found}, place {place}',
        advice,
      },
      'too long': {
        what: 'the sequence is too long: record {record}, length {length}, limit {limit}',
        advice: 'Cut it into shorter ones',
      },
    },
  },
  views: { lacks: ['sample'], own: ['tags'] },
};

export const dna: Task = {
  info,
  sources: [{ id: 'strands', title: 'Generated strands' }],

  async open(source, settings, work) {
    const { openDna } = await loaded(() => import('./open-dna.ts'));
    return openDna(dna, source, settings, work);
  },
};

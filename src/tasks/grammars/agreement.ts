/** “the cat … was”, “the cats … were”: a verb that agrees with a noun from long before. */
import { accuracyOf } from '../../data/scores/accuracy.ts';
import { grammarTask } from './grammar-task.ts';
import { rows } from './settings.ts';

const verbAccuracy = 'verb_accuracy';

export const agreement = grammarTask({
  info: {
    id: 'agreement',
    name: 'The cats … were',
    shows:
      'Train a recurrent net to put the verb in the number of its subject, however many words stand between them.',
    unit: 'word',
    own: ['gap', 'lossOn'],
    metrics: [{ id: verbAccuracy, name: 'Verb accuracy', format: 'share', better: 'larger' }],
  },
  sources: [{ id: 'agreement', title: 'The cats … were' }],
  async language() {
    const { agreement: ofGap, verbs } = await import('../../data/generators/agreement.ts');
    const isVerb = (symbol: string | null) => verbs.some((verb) => verb === symbol);
    return {
      grammarOf: (_, { gap }) => ofGap(gap),
      all: Array.from({ length: rows.gap.max }, (_, at) => ofGap(at + 1)),
      metrics: (labelOf) => [accuracyOf(verbAccuracy, (token) => isVerb(labelOf(token)))],
      bounds: [{ metric: verbAccuracy, label: 'guess', value: 1 / verbs.length }],
      isAsked: ({ lossOn }) => (lossOn === 'verb' ? isVerb : undefined),
    };
  },
});

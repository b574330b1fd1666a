/** Experiments with nets that say what something is: a text, or each word or character of it. */
import { msg } from '@lit/localize';
import {
  besideGru,
  besidePlain,
  besideRnn,
  type Comparison,
  comparison,
  gru,
  onLast,
  onMean,
  withUnits,
} from './comparison.ts';

const lastState = (task: string, steps: number) =>
  comparison({
    ...{ id: `${task}-last`, tasks: [task], steps, view: 'tags' },
    name: () => msg('Last state alone'),
    nets: [onMean, onLast],
    look: () =>
      msg(
        'Look at Accuracy: with the last state alone, the net has to carry to the end what it has read, and is less often right after as many steps.',
      ),
  });

/** Both ways, as they read from the first, or one. */
const oneWay = (task: string, steps: number) =>
  comparison({
    ...{ id: `${task}-one-way`, tasks: [task], steps, view: 'tags' },
    name: () => msg('One direction'),
    nets: [
      { name: () => msg('a net that reads forward and back'), changes: {} },
      { name: () => msg('one that reads forwards'), changes: { directions: 'forward' } },
    ],
    look: () =>
      msg(
        'Look at Accuracy: the net that also reads from the end is more often right after as many steps.',
      ),
  });

export const ofLabels: readonly Comparison[] = [
  comparison({
    id: 'praise-mean',
    tasks: ['praise'],
    name: () => msg('Mean over time'),
    nets: [
      { ...onLast, changes: {} },
      { ...onMean, changes: { summary: 'mean' } },
    ],
    ...{ steps: 300, view: 'tags' },
    look: () =>
      msg(
        'Look at Accuracy: both nets exceed the bag of words, also with a mean over time, because every state depends on the words before it.',
      ),
  }),
  comparison({
    id: 'praise-characters',
    tasks: ['praise'],
    name: () => msg('Read characters'),
    nets: [
      { name: () => msg('a net that reads words'), changes: {} },
      { name: () => msg('one that reads characters'), changes: { reads: 'character' } },
    ],
    ...{ steps: 300, view: 'tags' },
    look: () =>
      msg(
        'Look at Accuracy: a net that reads characters has to learn the words, too, and is not as far after as many steps.',
      ),
  }),
  lastState('language', 300),
  lastState('author', 150),
  oneWay('language', 300),
  oneWay('author', 150),
  comparison({
    id: 'is-name-rnn',
    tasks: ['is-name'],
    ...besideRnn,
    ...{ steps: 200, view: 'tags' },
    look: () =>
      msg(
        'Look at F1 of words: both nets find names at places where none was trained, and the plain network beside them finds none.',
      ),
  }),
  comparison({
    id: 'is-name-one-hot',
    tasks: ['is-name'],
    name: () => msg('Words as one-hot'),
    nets: [
      { name: () => msg('a net with an embedding'), changes: {} },
      { name: () => msg('one with one-hot words'), changes: { input: 'one-hot' } },
    ],
    ...{ steps: 200, view: 'tags' },
    look: () =>
      msg(
        'Look at F1 of words: after as many steps, the net with one-hot words finds fewer of the names.',
      ),
  }),
  comparison({
    id: 'dna-units',
    tasks: ['dna'],
    ...withUnits(8),
    ...{ steps: 500, view: 'tags' },
    look: () =>
      msg(
        'Look at Accuracy inside genes: eight units are too few to learn within as many steps where a gene begins and what its codons mean.',
      ),
  }),
  comparison({
    id: 'dna-rnn',
    tasks: ['dna'],
    ...besideRnn,
    ...{ steps: 500, view: 'tags' },
    look: () =>
      msg(
        'Look at Accuracy inside genes: the RNN comes as close, for a codon is only three bases long.',
      ),
  }),
  comparison({
    id: 'dna-plain',
    tasks: ['dna'],
    ...besidePlain,
    ...{ steps: 800, view: 'tags' },
    look: () =>
      msg(
        'Look at Accuracy inside genes: the plain network reads five bases at once, and where a gene began stands further away.',
      ),
  }),
  comparison({
    id: 'capitals-rnn',
    tasks: ['capitals'],
    ...besideGru,
    ...{ steps: 200, view: 'tags' },
    look: () =>
      msg(
        'Look at F1 of marks: after so few steps the RNN is ahead of the GRU; train on, and see which comes further.',
      ),
  }),
  comparison({
    id: 'capitals-forward',
    tasks: ['capitals'],
    name: () => msg('Forward beside both ways'),
    nets: [
      { name: () => msg('a net that reads both ways'), changes: {} },
      { name: () => msg('one that reads forward alone'), changes: { textDirections: 'forward' } },
    ],
    ...{ steps: 500, view: 'tags' },
    look: () =>
      msg(
        'Look at F1 of marks: the net that reads forward has to say at the end of a word whether a mark follows it, before it knows the next word.',
      ),
  }),
  comparison({
    id: 'capitals-units',
    tasks: ['capitals'],
    ...withUnits(8, gru),
    ...{ steps: 500, view: 'tags' },
    look: () =>
      msg(
        'Look at F1 of marks: after as many steps, eight units are too few to give any mark back.',
      ),
  }),
];

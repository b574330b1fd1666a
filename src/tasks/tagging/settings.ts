/** Settings of names in sentences, and what their net starts with. */
import type { Starts } from '../../config/defaults.ts';
import { choice, type Setting } from '../../config/setting.ts';

export const rows = {
  labels: choice({
    label: 'Labels',
    help: 'What the net says of every word: it begins a name, continues one or is outside (softmax); or it belongs to a name or not (sigmoid).',
    default: 'bio',
    choices: [
      { value: 'bio', label: 'B, I, O' },
      { value: 'binary', label: '0 or 1' },
    ],
    urlKey: 'labels',
    group: 'text',
    effect: 'text',
    special: true,
  }),
  /** By how much of what follows is known. */
  lookAhead: choice({
    label: 'Look-ahead',
    help: 'How many more words the net reads before it answers. All: every layer also reads the sentence backwards.',
    default: 'all',
    choices: [
      { value: '0', label: '0 words' },
      { value: '1', label: '1 word' },
      { value: '2', label: '2 words' },
      { value: '4', label: '4 words' },
      { value: 'all', label: 'all words' },
    ],
    urlKey: 'lookahead',
    group: 'model',
    effect: 'text',
    special: true,
  }),
} as const satisfies Record<string, Setting>;

export const starts: Starts = {
  // where two answers are nearly as likely, a net comes to rest at one of them only at a low rate
  tagging: { hiddenSize: 64, input: 'embedding', schedule: 'warmup-cosine', decayFactor: 0.02 },
};

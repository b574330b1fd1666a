/** Rows of the table of settings: what is to be learned, and of what only some tasks have. */
import { choice, fromCatalogue, number, type Setting, words } from './setting.ts';

/** By how much of what follows is known. */
export const lookAheads = [
  { value: '0', label: '0 words' },
  { value: '1', label: '1 word' },
  { value: '2', label: '2 words' },
  { value: '4', label: '4 words' },
  { value: 'all', label: 'all words' },
] as const;

/** Tasks that read a class for each text. */
export const labelledTasks = ['praise', 'language', 'author'] as const;

/** Tasks that write one text for another. */
const pairedTasks = ['reverse', 'addition', 'dates', 'numbers', 'spelling', 'translate'] as const;

export const taskSettings = {
  task: fromCatalogue({
    label: 'Task',
    help: 'What the net learns to do.',
    default: 'language-model',
    choices: 'tasks',
    urlKey: 'task',
    group: 'text',
    effect: 'text',
  }),
  column: words({
    label: 'Column',
    help: 'The column of a table that is read, by name or number.',
    default: '',
    maxLength: 200,
    urlKey: 'column',
    group: 'text',
    effect: 'text',
    tasks: ['lines', 'series'],
  }),
  drawnLabel: words({
    label: 'Label',
    help: 'The first input of every line that is drawn: what it is to be.',
    default: '',
    maxLength: 60,
    urlKey: 'label',
    group: 'sample',
    effect: 'view',
    tasks: ['labelled-names'],
  }),
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
    tasks: ['tagging'],
  }),
  lookAhead: choice({
    label: 'Look-ahead',
    help: 'How many more words the net reads before it answers. All: every layer also reads the sentence backwards.',
    default: 'all',
    choices: lookAheads,
    urlKey: 'lookahead',
    group: 'model',
    effect: 'text',
    tasks: ['tagging'],
  }),
  reads: choice({
    label: 'Reads',
    help: 'What one time step reads: a character, or a whole word.',
    default: 'character',
    choices: [
      { value: 'character', label: 'characters' },
      { value: 'word', label: 'words' },
    ],
    urlKey: 'reads',
    group: 'model',
    effect: 'text',
    tasks: labelledTasks,
  }),
  directions: choice({
    label: 'Directions',
    help: 'Forward: from the first time step to the last. Both: every layer also reads the text from its end.',
    default: 'forward',
    choices: [
      { value: 'forward', label: 'forward' },
      { value: 'both', label: 'both' },
    ],
    urlKey: 'directions',
    group: 'model',
    effect: 'net',
    tasks: [...labelledTasks, ...pairedTasks],
  }),
  attention: choice({
    label: 'Attention',
    help: 'On: the decoder looks back at all that was read. Off: all of it goes through the state in which the encoder ends.',
    default: 'on',
    choices: [
      { value: 'on', label: 'on' },
      { value: 'off', label: 'off' },
    ],
    urlKey: 'attention',
    group: 'model',
    effect: 'net',
    tasks: pairedTasks,
  }),
  beam: number({
    label: 'Beam',
    help: 'Beginnings of an answer followed at once. 1: greedy, the likeliest.',
    default: 1,
    min: 1,
    max: 8,
    increment: 1,
    urlKey: 'beam',
    group: 'gates',
    effect: 'view',
    tasks: pairedTasks,
  }),
  summary: choice({
    label: 'Answers from',
    help: 'What the one answer is computed from: the last state (of both ends where a layer reads in both directions), or the mean over all time steps.',
    default: 'last',
    choices: [
      { value: 'last', label: 'last state' },
      { value: 'mean', label: 'mean over time' },
    ],
    urlKey: 'summary',
    group: 'model',
    effect: 'net',
    tasks: labelledTasks,
  }),
  gap: number({
    label: 'Gap',
    help: 'How much stands between what has to be remembered and where it is needed.',
    default: 10,
    min: 1,
    max: 40,
    increment: 1,
    logSlider: true,
    urlKey: 'gap',
    group: 'text',
    effect: 'text',
    tasks: ['agreement', 'copy'],
  }),
  lossOn: choice({
    label: 'Loss on',
    help: 'What the net is trained to predict: every word, or the verb alone.',
    default: 'all',
    choices: [
      { value: 'all', label: 'every word' },
      { value: 'verb', label: 'the verb' },
    ],
    urlKey: 'losson',
    group: 'text',
    effect: 'text',
    tasks: ['agreement'],
  }),
} as const satisfies Record<string, Setting>;

/** Rows of the table of settings: what is to be learned, and of what only some tasks have. */
import { choice, type Setting, words } from './setting.ts';

/** By how much of what follows is known. */
export const lookAheads = [
  { value: '0', label: '0 words' },
  { value: '1', label: '1 word' },
  { value: '2', label: '2 words' },
  { value: '4', label: '4 words' },
  { value: 'all', label: 'all words' },
] as const;

export const taskSettings = {
  task: choice({
    label: 'Task',
    help: 'What the net is to learn.',
    default: 'language-model',
    choices: 'tasks',
    urlKey: 'task',
    group: 'text',
    effect: 'text',
  }),
  column: words({
    label: 'Column',
    help: 'Of a table: the column that is read, by its name or number.',
    default: '',
    maxLength: 200,
    urlKey: 'column',
    group: 'text',
    effect: 'text',
    tasks: ['lines'],
  }),
  labels: choice({
    label: 'Labels',
    help: 'What is told of every word: whether a name begins, goes on or is not there (softmax), or whether it belongs to one (sigmoid).',
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
    help: 'Words that the net reads on before it answers. All: every layer also reads the sentence from its end.',
    default: 'all',
    choices: lookAheads,
    urlKey: 'lookahead',
    group: 'model',
    effect: 'text',
    tasks: ['tagging'],
  }),
} as const satisfies Record<string, Setting>;

/** What a text is read as. */
import { choice, number, type Setting } from '../../config/setting.ts';

export const rows = {
  level: choice({
    label: 'Tokens',
    help: 'What one time step reads: a character, a word, or a piece of a word (byte-pair encoding).',
    default: 'character',
    choices: [
      { value: 'character', label: 'characters' },
      { value: 'word', label: 'words' },
      { value: 'piece', label: 'pieces' },
    ],
    urlKey: 'tokens',
    group: 'text',
    effect: 'text',
    special: true,
  }),
  vocabulary: number({
    label: 'Vocabulary',
    help: 'The most frequent words, all others are <UNK>; or bytes and merged pairs.',
    default: 2000,
    min: 16,
    max: 65536,
    increment: 1,
    logSlider: true,
    urlKey: 'vocabulary',
    group: 'text',
    effect: 'text',
    special: true,
  }),
  sequences: choice({
    label: 'Sequences',
    help: 'One stream: the state is carried through the text. Sentences: each begins with x⟨1⟩ = 0⃗ and a⟨0⟩ and ends with <EOS>.',
    default: 'stream',
    choices: [
      { value: 'stream', label: 'one stream' },
      { value: 'sentence', label: 'sentences' },
    ],
    urlKey: 'sequences',
    group: 'text',
    effect: 'text',
    special: true,
  }),
  borders: choice({
    label: 'Between files',
    help: 'Of several files: the state is cleared where one begins, or carried on from the one before.',
    default: 'kept',
    choices: [
      { value: 'kept', label: 'state cleared' },
      { value: 'joined', label: 'carried on' },
    ],
    urlKey: 'borders',
    group: 'text',
    effect: 'text',
    special: true,
  }),
  unknown: choice({
    label: '<UNK>',
    help: 'Whether a sample may have <UNK> in it.',
    default: 'drawn',
    choices: [
      { value: 'drawn', label: 'may be drawn' },
      { value: 'never', label: 'never' },
    ],
    urlKey: 'unk',
    group: 'sample',
    effect: 'live',
    special: true,
  }),
} as const satisfies Record<string, Setting>;

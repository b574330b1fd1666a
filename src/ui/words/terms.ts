/** What the words of the page mean, in sentences for who meets them for the first time. One table. */
import { msg } from '@lit/localize';
import type { SettingKey } from '../../config/settings.ts';
import type { CellInfo, TaskInfo, TraceInfo, TraceRole } from '../../protocol/catalogue.ts';

export interface Term {
  name: () => string;
  text: () => string;
}

const readOuts = {
  perplexity: {
    name: () => msg('perplexity'),
    text: () =>
      msg(
        'How many characters the net is torn between. Perplexity 12 means: as unsure of the next character as if it had to pick one of 12, all equally likely. Lower is better, and 1 would be certainty. A net that knows nothing starts at the number of symbols in the text. It is e raised to the validation loss.',
      ),
  },
  nats: {
    name: () => msg('nats per character'),
    text: () =>
      msg(
        'The unit of the loss. The net gives each possible next character a probability p; its loss is −ln p of the one that really came, averaged over many. Sure and right costs 0 nats; a coin toss costs 0.69. Divide by 0.69 for bits.',
      ),
  },
  perplexityOfTags: {
    name: () => msg('perplexity'),
    text: () =>
      msg(
        'How many tags the net is torn between. Perplexity 1.5 means: as unsure of a word’s tag as a guess between 1 and 2 of them. Lower is better, and 1 would be certainty. A net that knows nothing starts at the number of tags. It is e raised to the validation loss.',
      ),
  },
  natsPerWord: {
    name: () => msg('nats per word'),
    text: () =>
      msg(
        'The unit of the loss. The net gives each possible tag of a word a probability p; its loss is −ln p of the right one, averaged over many words. Sure and right costs 0 nats; a guess between two tags costs 0.69. Divide by 0.69 for bits.',
      ),
  },
  guessingTags: {
    name: () => msg('chance, unigram, bigram'),
    text: () =>
      msg(
        'What guessing costs, in nats per word, without reading any. Chance: every tag alike. Unigram: by how common each tag is. Bigram: from the tag of the word before.',
      ),
  },
  gradientNorm: {
    name: () => msg('gradient norm'),
    text: () =>
      msg(
        'The gradient says, for every weight, which way to change it and how strongly, so that the loss falls. Its norm is the length of all these numbers together: a large one asks for a large change. A sudden peak can throw the net off course, so a gradient longer than Clip norm is shortened to it. Shown as it is before that.',
      ),
  },
  epoch: {
    name: () => msg('epoch'),
    text: () =>
      msg(
        'How often the net has read all of its training text. At 0.50 it has read half of it once.',
      ),
  },
  guessing: {
    name: () => msg('chance, unigram, bigram'),
    text: () =>
      msg(
        'What guessing costs, in nats per character. Chance: every symbol alike. Unigram: by how common each character is. Bigram: from the one character before. A net whose loss is below the bigram line remembers more than one character.',
      ),
  },
  f1: {
    name: () => msg('F1'),
    text: () =>
      msg(
        'One number for precision and recall together, their harmonic mean. It is high only where both are: 1 means that all there is was found, and nothing else. A name counts as found only if its first and its last word and its kind are right.',
      ),
  },
  precision: {
    name: () => msg('precision'),
    text: () => msg('Of all that the net has found, the share that really is there.'),
  },
  recall: {
    name: () => msg('recall'),
    text: () => msg('Of all that there is to find, the share that the net has found.'),
  },
  accuracy: {
    name: () => msg('accuracy'),
    text: () => msg('Of all that the net is asked, the share that it answers correctly.'),
  },
  bound: {
    name: () => msg('best possible'),
    text: () =>
      msg(
        'The highest F1 that anybody can have who reads no further ahead. It is computed from the rules that the sentences are made by: where the words read so far may begin a name or none, even the best guess is sometimes wrong.',
      ),
  },
  pins: {
    name: () => msg('pinning a gate'),
    text: () =>
      msg(
        'Holds a gate at 0 or 1, to see what the net does without it: try the forget gate of all units at 0. The gates above, the loss of this line and samples obey the pins. Training and validation ignore them, and no weight changes.',
      ),
  },
} satisfies Record<string, Term>;

const settings = {
  heldOut: {
    name: () => msg('held out'),
    text: () =>
      msg(
        'The end of the text, which the net never trains on. The validation loss is measured there: it shows whether the net has learned the language or only knows its text by heart.',
      ),
  },
  hiddenSize: {
    name: () => msg('hidden size'),
    text: () =>
      msg(
        'How many units each layer has, that is, how many numbers it can remember. More units learn more and cost more: twice the size, four times the work.',
      ),
  },
  timeSteps: {
    name: () => msg('time steps'),
    text: () =>
      msg(
        'How many characters in a row one training step reads. The gradient flows back over this many and no further; what the net remembers is carried on to the next step.',
      ),
  },
  clipNorm: {
    name: () => msg('clip norm'),
    text: () =>
      msg(
        'The longest gradient that is let through: a longer one is shortened to this length and keeps its direction, so that one bad step cannot wreck the net. 0 = off.',
      ),
  },
  temperature: {
    name: () => msg('temperature'),
    text: () =>
      msg(
        'How daring a sample is. 1 = draw by the probabilities as the net gives them; below 1 plays safe and repeats itself; above 1 takes risks and misspells; 0 = always the likeliest character.',
      ),
  },
  topK: {
    name: () => msg('top-k'),
    text: () =>
      msg(
        'Draws only from the k likeliest characters, so that none of the many unlikely ones slips in. 0 = all characters, 1 = always the likeliest.',
      ),
  },
} satisfies Partial<Record<SettingKey, Term>>;

export const terms = { ...readOuts, ...settings };
export type TermId = keyof typeof terms;

/** Of a setting that is not understood by its name alone. */
export function termOfSetting(key: SettingKey): TermId | null {
  return key in settings ? (key as keyof typeof settings) : null;
}

type GateTexts = Readonly<Partial<Record<TraceRole, () => string>>>;

const lstm: GateTexts = {
  update: () =>
    msg('How much of the candidate c̃ is written into the memory. 1 = write, 0 = write nothing.'),
  forget: () => msg('How much of the old memory is kept. 1 = keep, 0 = forget.'),
  output: () =>
    msg('How much of the memory the unit shows. 1 = show, 0 = hide: it still remembers.'),
  candidate: () => msg('What would be written into the memory now: a number from −1 to 1.'),
  memory: () =>
    msg('What the unit remembers: the part of the old memory that Γf keeps, and what Γu writes.'),
  activation: () =>
    msg(
      'What the unit tells the next time step and the layer above: its memory, as far as Γo shows it.',
    ),
};

const gru: GateTexts = {
  update: () =>
    msg('How much of the memory is replaced by the candidate c̃. 1 = replace, 0 = keep the old.'),
  reset: () => msg('How much of the old memory the candidate c̃ sees. 1 = all of it, 0 = none.'),
  candidate: () => msg('What would replace the memory now: a number from −1 to 1.'),
  activation: () =>
    msg('What the unit remembers, and what it tells the next time step and the layer above.'),
};

/** By the cell's id, then by the role. */
const gates: Readonly<Record<string, GateTexts | undefined>> = {
  'rnn-tanh': {
    activation: () =>
      msg(
        'What the unit tells the next time step: a number from −1 to 1, made anew each time. No gate guards it.',
      ),
  },
  'rnn-relu': {
    activation: () =>
      msg(
        'What the unit tells the next time step: 0 or more, made anew each time. No gate guards it.',
      ),
  },
  'gru-simplified': gru,
  gru,
  'gru-reset-after': gru,
  lstm,
  'lstm-peephole': lstm,
};

/** What a gate or state of this very cell does; the cell's own words where it is a new one. */
export function gateText(cell: CellInfo, { role, help }: TraceInfo): string {
  return gates[cell.id]?.[role]?.() ?? help;
}

/** What the loss and what guessing cost are said in, for tokens of this kind. */
export function termsOf(
  unit: TaskInfo['unit'],
): Record<'nats' | 'perplexity' | 'guessing', TermId> {
  return unit === 'character'
    ? { nats: 'nats', perplexity: 'perplexity', guessing: 'guessing' }
    : { nats: 'natsPerWord', perplexity: 'perplexityOfTags', guessing: 'guessingTags' };
}

/** What the words of the page mean, in sentences for who meets them for the first time. One table. */
import { msg } from '@lit/localize';
import { classTerms } from './class-terms.ts';
import { tokenTerms } from './token-terms.ts';
import type { SettingKey } from '../../config/settings.ts';
import type { Unit } from './units.ts';

export interface Term {
  name: () => string;
  text: () => string;
}

const readOuts = {
  perplexity: {
    name: () => msg('perplexity'),
    text: () =>
      msg(
        'How many characters the net is choosing between. Perplexity 12 means that it is as uncertain as a choice among 12 equally likely characters. Lower is better; 1 is certainty. An untrained net starts near the number of symbols in the text. Perplexity is e raised to the validation loss.',
      ),
  },
  nats: {
    name: () => msg('nats per character'),
    text: () =>
      msg(
        'The unit of the loss. The net gives each possible next character a probability. Its loss is −ln p, where p is the probability of the character that really follows, averaged over many characters. A certain and correct prediction costs 0 nats; a coin toss costs 0.69. Divide by 0.69 for bits.',
      ),
  },
  perplexityOfTags: {
    name: () => msg('perplexity'),
    text: () =>
      msg(
        'How many tags the net is choosing between. Perplexity 2 means that it is as uncertain as a choice between 2 equally likely tags. Lower is better; 1 is certainty. An untrained net starts near the number of tags. Perplexity is e raised to the validation loss.',
      ),
  },
  natsPerWord: {
    name: () => msg('nats per word'),
    text: () =>
      msg(
        'The unit of the loss. The net gives each possible tag of a word a probability. Its loss is −ln p, where p is the probability of the correct tag, averaged over many words. A certain and correct answer costs 0 nats; a guess between two tags costs 0.69. Divide by 0.69 for bits.',
      ),
  },
  guessingTags: {
    name: () => msg('chance, unigram, bigram'),
    text: () =>
      msg(
        'The loss, in nats per word, of guessing without reading the words. Chance: all tags equally likely. Unigram: by how common each tag is. Bigram: from the tag of the previous word.',
      ),
  },
  natsPerCharacterTag: {
    name: () => msg('nats per character'),
    text: () =>
      msg(
        'The unit of the loss. The net gives each possible tag of a character a probability. Its loss is −ln p, where p is the probability of the correct tag, averaged over many characters. A certain and correct answer costs 0 nats; a guess between two tags costs 0.69. Divide by 0.69 for bits.',
      ),
  },
  guessingCharacterTags: {
    name: () => msg('chance, unigram, bigram'),
    text: () =>
      msg(
        'The loss, in nats per character, of guessing without reading. Chance: all tags equally likely. Unigram: by how common each tag is. Bigram: from the tag of the previous character.',
      ),
  },
  perplexityOfWords: {
    name: () => msg('perplexity'),
    text: () =>
      msg(
        'How many words the net is choosing between. Perplexity 4 means that it is as uncertain as a choice among 4 equally likely words. Lower is better; 1 is certainty. An untrained net starts near the number of different words. Perplexity is e raised to the validation loss.',
      ),
  },
  guessingWords: {
    name: () => msg('chance, unigram, bigram'),
    text: () =>
      msg(
        'The loss of guessing, in nats per word. Chance: all words equally likely. Unigram: by how common each word is. Bigram: from the previous word. A net with a loss below the bigram line remembers more than one word.',
      ),
  },
  perplexityOfPhones: {
    name: () => msg('perplexity'),
    text: () =>
      msg('How many phones the net is choosing between. Lower is better; 1 is certainty.'),
  },
  natsPerPhone: {
    name: () => msg('nats per phone'),
    text: () =>
      msg('The unit of the loss: −ln p, where p is the probability of the correct phone: a sound.'),
  },
  guessingPhones: {
    name: () => msg('chance, unigram, bigram'),
    text: () =>
      msg(
        'The loss, in nats per phone, of guessing without reading. Bigram: from the previous phone.',
      ),
  },
  perplexityOfTokens: {
    name: () => msg('perplexity'),
    text: () =>
      msg('How many tokens the net is choosing between. Lower is better; 1 is certainty.'),
  },
  natsPerToken: {
    name: () => msg('nats per token'),
    text: () =>
      msg('The unit of the loss: −ln p, where p is the probability of the correct next token.'),
  },
  guessingTokens: {
    name: () => msg('chance, unigram, bigram'),
    text: () =>
      msg(
        'The loss, in nats per token, of guessing without reading. Bigram: from the previous token.',
      ),
  },
  excess: {
    name: () => msg('excess'),
    text: () =>
      msg(
        'How far the validation loss is above the least possible. These data come from rules whose probabilities are known. A reader that knew them all would have the loss “at best” on the held-out part, and no net can expect less. At 0 % there is nothing left to learn.',
      ),
  },
  gradientNorm: {
    name: () => msg('gradient norm'),
    text: () =>
      msg(
        'The gradient says how the loss changes with every weight; training moves the weights against it. Its norm is its length: the larger the norm, the stronger the change. A sudden peak can ruin the net, so a gradient longer than Clip norm is scaled down to it. The chart shows the norm before clipping.',
      ),
  },
  epoch: {
    name: () => msg('epoch'),
    text: () =>
      msg('How many times the net has read its training data. At 0.50 it has read half of it.'),
  },
  guessing: {
    name: () => msg('chance, unigram, bigram'),
    text: () =>
      msg(
        'The loss of guessing, in nats per character. Chance: all symbols equally likely. Unigram: by how common each character is. Bigram: from the previous character. A net with a loss below the bigram line remembers more than one character.',
      ),
  },
  squaredError: {
    name: () => msg('mean squared error'),
    text: () =>
      msg(
        'The square of each error, averaged over all numbers. They are scaled first: always to predict the mean costs about 1.',
      ),
  },
  f1: {
    name: () => msg('F1'),
    text: () =>
      msg(
        'Precision and recall in one number, their harmonic mean. It is high only if both are: 1 means that the net found every name and nothing else. A name counts as found only if its first word, its last word and its type are correct.',
      ),
  },
  f1OfMarks: {
    name: () => msg('F1'),
    text: () =>
      msg(
        'Precision and recall of capitals and punctuation in one number, their harmonic mean. It is high only if both are: 1 means that every capital and every mark was given back, and none where there was none.',
      ),
  },
  precision: {
    name: () => msg('precision'),
    text: () => msg('Of everything that the net found, the share that is correct.'),
  },
  recall: {
    name: () => msg('recall'),
    text: () => msg('Of everything there is to find, the share that the net found.'),
  },
  accuracy: {
    name: () => msg('accuracy'),
    text: () => msg('Of all that the net is asked, the share that it answers correctly.'),
  },
  pins: {
    name: () => msg('pinning a gate'),
    text: () =>
      msg(
        'Holds a gate at 0 or 1 to show what the net does without it. Try the forget gate of all units at 0. Pins act on the gates above, the loss of this line and samples. They change no weight, and training and validation ignore them.',
      ),
  },
} satisfies Record<string, Term>;

const settings = {
  heldOut: {
    name: () => msg('held out'),
    text: () =>
      msg(
        'The part of the data that the net never trains on: the end of a text, or some of the lines or sentences. The validation loss is measured there. It shows whether the net has learned the language or only memorised its training data.',
      ),
  },
  hiddenSize: {
    name: () => msg('hidden size'),
    text: () =>
      msg(
        'The number of units in each layer, and so how many numbers it can remember. More units can learn more but cost more: twice the size takes four times the work.',
      ),
  },
  timeSteps: {
    name: () => msg('time steps'),
    text: () =>
      msg(
        'How many characters in a row one training step reads. The gradient flows back this far and no further; the state is carried over to the next step.',
      ),
  },
  clipNorm: {
    name: () => msg('clip norm'),
    text: () =>
      msg(
        'The maximum norm of the gradient. A longer one is scaled down to this length and keeps its direction, so that one bad step cannot ruin the net. 0 turns clipping off.',
      ),
  },
  temperature: {
    name: () => msg('temperature'),
    text: () =>
      msg(
        'How much risk a sample takes. At 1, characters are drawn with the net’s own probabilities. Below 1 the net plays safe and repeats itself; above 1 it takes risks and misspells. At 0 it always takes the most likely character.',
      ),
  },
  topK: {
    name: () => msg('top-k'),
    text: () =>
      msg(
        'Draws only from the k most likely characters and so excludes unlikely ones. 0 allows all characters; 1 always takes the most likely.',
      ),
  },
  topP: {
    name: () => msg('top-p'),
    text: () =>
      msg(
        'Draws only from the fewest most likely characters whose probabilities add up to p: few where the net is certain, many where it is not. It acts after temperature and top-k. 1 allows all.',
      ),
  },
} satisfies Partial<Record<SettingKey, Term>>;

export const terms = { ...readOuts, ...classTerms, ...tokenTerms, ...settings };
export type TermId = keyof typeof terms;

/** Of a setting that is not understood by its name alone. */
export function termOfSetting(key: SettingKey): TermId | null {
  return key in settings ? (key as keyof typeof settings) : null;
}

type LossTerms = Record<'nats' | 'perplexity' | 'guessing', TermId>;

const ofPhones: LossTerms = {
  ...{ nats: 'natsPerPhone', perplexity: 'perplexityOfPhones', guessing: 'guessingPhones' },
};
const ofTokens: LossTerms = {
  ...{ nats: 'natsPerToken', perplexity: 'perplexityOfTokens', guessing: 'guessingTokens' },
};
/** Numbers have neither chance nor perplexity. */
const ofNumbers: LossTerms = {
  ...{ nats: 'squaredError', perplexity: 'squaredError', guessing: 'squaredError' },
};
const ofClasses: LossTerms = {
  ...{ nats: 'natsPerText', perplexity: 'perplexityOfClasses', guessing: 'guessingClasses' },
};
const ofRecordings: LossTerms = { ...ofClasses, nats: 'natsPerRecording' };
const ofPieces: LossTerms = {
  ...{ nats: 'natsPerPiece', perplexity: 'perplexityOfPieces', guessing: 'guessingPieces' },
};
const ofNext: Record<Exclude<Unit, 'text' | 'recording'>, LossTerms> = {
  ...{ piece: ofPieces, phone: ofPhones, number: ofNumbers, row: ofNumbers, token: ofTokens },
  frame: ofClasses,
  character: { nats: 'nats', perplexity: 'perplexity', guessing: 'guessing' },
  word: { nats: 'natsPerNextWord', perplexity: 'perplexityOfWords', guessing: 'guessingWords' },
};
const ofTags: Record<Exclude<Unit, 'text' | 'recording'>, LossTerms> = {
  ...ofNext,
  frame: { ...ofClasses, nats: 'natsPerFrame' },
  character: {
    ...{ nats: 'natsPerCharacterTag', perplexity: 'perplexityOfTags' },
    guessing: 'guessingCharacterTags',
  },
  word: { nats: 'natsPerWord', perplexity: 'perplexityOfTags', guessing: 'guessingTags' },
};

/** What the loss and what guessing cost are said in, by what is answered: tags, or what comes next. */
export function termsOf({ answered, tags }: { answered: Unit; tags: boolean }): LossTerms {
  if (answered === 'recording') return ofRecordings;
  if (answered === 'text') return ofClasses;
  return (tags ? ofTags : ofNext)[answered];
}

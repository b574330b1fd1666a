/** Help on the losses of what is given one class. */
import { msg, str } from '@lit/localize';
import { unitName, unitNames } from './units.ts';

export const classTerms = {
  perplexityOfClasses: {
    name: () => msg('perplexity'),
    text: () =>
      msg(
        'How many classes the net is choosing between. Perplexity 2 means that it is as uncertain as a choice between 2 equally likely classes. Lower is better; 1 is certainty. Perplexity is e raised to the validation loss.',
      ),
  },
  natsPerText: {
    name: () => msg('nats per text'),
    text: () => natsOfClasses('text'),
  },
  natsPerRecording: {
    name: () => msg('nats per recording'),
    text: () => natsOfClasses('recording'),
  },
  natsPerFrame: {
    name: () => msg('nats per frame'),
    text: () =>
      msg(
        'The unit of the loss: −ln p, where p is the probability of the correct class, at every frame.',
      ),
  },
  guessingClasses: {
    name: () => msg('chance, unigram, bigram'),
    text: () =>
      msg(
        'The loss, in nats per text, of guessing without reading. Chance: all classes equally likely. Unigram: by how common each class is. Bigram: the same, since nothing comes before the one answer.',
      ),
  },
};

function natsOfClasses(read: 'text' | 'recording'): string {
  return msg(
    str`The unit of the loss. When it has read a ${unitName(read)}, the net gives each class a probability. Its loss is −ln p, where p is the probability of the correct class, averaged over many ${unitNames(read)}. A certain and correct answer costs 0 nats; a guess between two classes costs 0.69.`,
  );
}

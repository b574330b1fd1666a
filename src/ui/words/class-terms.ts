/** Help on the losses of what is given one class, and on simpler models beside it. */
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
  rival: {
    name: () => msg('simple rival'),
    text: () =>
      msg(
        'A simpler model, trained on the same rows and measured on the same held-out rows. A bag of words ignores order; trigrams are groups of three characters; a plain network has weights of its own for every place of a sentence. A net that reads in order should do better where order matters.',
      ),
  },
  nearestMean: {
    name: () => msg('simple rival'),
    text: () =>
      msg(
        'A simpler model, trained on the same recordings and measured on the same held-out ones: the class whose mean frame is nearest. It ignores order; a net that reads in order should do better where order matters.',
      ),
  },
};

function natsOfClasses(read: 'text' | 'recording'): string {
  return msg(
    str`The unit of the loss. When it has read a ${unitName(read)}, the net gives each class a probability. Its loss is −ln p, where p is the probability of the correct class, averaged over many ${unitNames(read)}. A certain and correct answer costs 0 nats; a guess between two classes costs 0.69.`,
  );
}

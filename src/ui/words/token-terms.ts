/** Help on the losses of texts whose tokens are not characters alone. */
import { msg } from '@lit/localize';

export const tokenTerms = {
  natsPerNextWord: {
    name: () => msg('nats per word'),
    text: () =>
      msg(
        'The unit of the loss. The net gives each possible next word a probability. Its loss is −ln p, where p is the probability of the word that really follows, averaged over many words. A certain and correct prediction costs 0 nats; a guess between two words costs 0.69. Divide by 0.69 for bits.',
      ),
  },
  natsPerPiece: {
    name: () => msg('nats per piece'),
    text: () =>
      msg(
        'The unit of the loss: −ln p, where p is the probability of the piece that really follows, averaged over many. Pieces differ in length: compare nets by bits per character.',
      ),
  },
  perplexityOfPieces: {
    name: () => msg('perplexity'),
    text: () =>
      msg('How many pieces the net is choosing between. It is e raised to the validation loss.'),
  },
  guessingPieces: {
    name: () => msg('chance, unigram, bigram'),
    text: () =>
      msg(
        'The loss of guessing, in nats per piece: among all alike, by how common each is, or from the previous one.',
      ),
  },
  bitsPerCharacter: {
    name: () => msg('bits per character'),
    text: () =>
      msg(
        'What the held-out text costs the net, in bits, divided by its characters. It compares nets with different tokens. Each <UNK> also pays for its letters, by how common they are in rare words.',
      ),
  },
};

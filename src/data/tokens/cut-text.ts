/** A text cut into tokens, sentence by sentence, for any share of it that is trained on. */
import type { Slices } from '../../lib/slices.ts';
import type { Tokens } from '../vocabulary.ts';
import type { TokenSet } from './token-set.ts';

export interface CutText {
  /** The set that the first `trained` sentences make, and the whole text in it. Yields the sentences done. */
  numbered(trained: number): Slices<NumberedText>;
}

export interface NumberedText {
  set: TokenSet;
  /** Of all sentences, one behind the other. */
  tokens: Tokens;
  /** Behind the last token of each sentence. [sentences] */
  ends: Uint32Array;
  /** Of what is not trained on: how many tokens are `<UNK>`, and what it costs to spell those, nats. */
  unknown: number;
  spelling: number;
  /** Of a set of words: by its size, which share of what is not trained on would be `<UNK>`. */
  coverage?: readonly Coverage[];
}

export interface Coverage {
  vocabulary: number;
  /** 0…1 */
  unknown: number;
}

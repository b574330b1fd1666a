/** How new sentences are drawn. */
import type { TokenSet } from '../../data/tokens/token-set.ts';
import type { Tokens } from '../../data/vocabulary.ts';
import { noToken } from '../../ops/no-token.ts';
import type { DrawnSequences } from '../task.ts';

/** What is longer than so many of a hundred sentences has lost its way, and is cut. */
const shorter = 0.99;

export function drawnSentences(sentences: readonly Tokens[], tokens: TokenSet): DrawnSequences {
  const lengths = Uint32Array.from(sentences, ({ length }) => length).sort();
  let known: ReadonlySet<string> | undefined;
  let firsts: Float64Array | undefined;
  return {
    begin: (given) => Uint32Array.of(noToken, ...Array.from(given)),
    end: tokens.end as number,
    limit: lengths[Math.floor(shorter * (lengths.length - 1))],
    get known() {
      return (known ??= new Set(
        sentences.map((sentence) => tokens.decode(sentence.subarray(0, -1))),
      ));
    },
    get firsts() {
      return (firsts ??= shareOfFirsts(sentences, tokens.size));
    },
  };
}

function shareOfFirsts(sentences: readonly Tokens[], size: number): Float64Array {
  const shares = new Float64Array(size);
  for (const [first] of sentences) shares[first] += 1 / sentences.length;
  return shares;
}

/** Words; what stands between two of them is told behind the second, and so are unknown ones spelled. */
import { segmentWords } from '../tokens/word-segments.ts';
import type { Words } from '../tokens/words.ts';
import type { Usual } from './literals.ts';
import type { Sentences, Writing, WrittenToken } from './writing.ts';

const gaps: ReturnType<Usual> = [
  [' ', 4],
  ['', 2],
  ['\n', 1],
  ['\n\n', 1],
];

const usual: Usual = (slot) => (slot.startsWith('gap') ? gaps : []);

/** Letters are all alike, signs are not. Of ranges, not of properties: these change with Unicode. */
function kindOf(unit: string): string {
  return /[0-9A-Za-z\u00c0-\u1fff\u2c00-\u2dff\u3040-\ufe2f\uff66-\uffdc]/.test(unit) ? 'a' : unit;
}

export function wordWriting(set: Words, { of, end }: Sentences): Writing {
  return {
    usual,
    read(text) {
      const tokens: WrittenToken[] = [];
      let [at, lacking] = [0, 0];
      for (const { from, to } of of(text)) {
        const words = segmentWords(text.slice(from, to));
        const ids = set.encodeWords(words).tokens;
        for (const [index, word] of words.entries()) {
          const begins = text.indexOf(word, at);
          const gap = text.slice(at, begins);
          const token = ids[index];
          if (token === set.unknown) lacking++;
          tokens.push({ token, literals: token === set.unknown ? [word, gap] : [gap] });
          at = begins + word.length;
        }
        tokens.push({ token: end, literals: [] });
      }
      return { tokens, rest: text.slice(at), lacking };
    },
    writer() {
      let before = 'start';
      return (token, literal) => {
        if (token === end) {
          before = 'end';
          return '';
        }
        const word = token === set.unknown ? literal('unknown') : set.label(token);
        const gap = literal(`gap ${before} ${kindOf(word.slice(0, 1))}`);
        before = kindOf(word.slice(-1));
        return gap + word;
      };
    },
  };
}

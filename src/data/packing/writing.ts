/**
 * A text as tokens and what they leave out of it, and back, without a loss: every token is written as the
 * vocabulary has it, with literals where a text says more than its tokens. Only packing cuts a text into
 * sentences and words, which browsers may do differently; writing does not.
 */
import type { TokenSet } from '../tokens/token-set.ts';
import type { Slot, Usual } from './literals.ts';

export interface WrittenToken {
  token: number;
  /** In the order in which its writer asks for them. */
  literals: readonly string[];
}

export interface WrittenText {
  tokens: readonly WrittenToken[];
  /** Behind the last token. */
  rest: string;
  /** How many symbols the vocabulary lacks. */
  lacking: number;
}

/** What a token adds to the text. @param literal asks for what stands at a place of it */
export type WriteToken = (token: number, literal: (slot: Slot) => string) => string;

/** One kind of tokens. */
export interface Writing {
  read(text: string): WrittenText;
  /** Of a text that begins. */
  writer(): WriteToken;
  usual: Usual;
}

/** Tokens in order, and before each what is none. */
export class TokenList implements WrittenText {
  readonly tokens: WrittenToken[] = [];
  rest = '';
  lacking = 0;

  /** What no token stands for. @param lacking symbols of it that the vocabulary should have */
  leave(literal: string, lacking = 0): void {
    this.rest += literal;
    this.lacking += lacking;
  }

  /** @param literals behind that of what was left before it */
  add(token: number, ...literals: string[]): void {
    this.tokens.push({ token, literals: [this.rest, ...literals] });
    this.rest = '';
  }
}

/** What literals of characters and pieces are where nothing has come yet. */
const usualOf: Record<string, ReturnType<Usual>> = {
  // whatever no token stands for is rare
  before: [['', 1000]],
  space: [[' ', 8]],
  end: [
    [' ', 4],
    ['\n', 1],
    ['\n\n', 1],
  ],
};
export const usual: Usual = (slot) => usualOf[slot] ?? [];

/** Sentences of a text, and what stands between them. */
export interface Sentences {
  of: (text: string) => readonly { from: number; to: number }[];
  /** Of a sentence, in one line. */
  end: number;
}

/**
 * @param read adds what stands in a stretch of the text: a sentence, where white space is a space each
 * @param sentences absent: the text is one stretch, as it is
 */
export function readStretches(
  text: string,
  read: (list: TokenList, stretch: string, spaces: string[]) => void,
  sentences?: Sentences,
): TokenList {
  const list = new TokenList();
  if (!sentences) {
    read(list, text, []);
    return list;
  }
  const all = sentences.of(text);
  list.leave(text.slice(0, all[0]?.from ?? text.length));
  all.forEach(({ from, to }, at) => {
    const sentence = text.slice(from, to);
    const spaces = sentence.match(/\s+/g) ?? [];
    read(list, sentence.replaceAll(/\s+/g, ' '), spaces);
    list.add(sentences.end, text.slice(to, all[at + 1]?.from ?? text.length));
  });
  return list;
}

/** Characters; those that the net lacks stand before the next. */
export function characterWriting(set: TokenSet, sentences?: Sentences): Writing {
  const ids = new Map(
    Array.from({ length: set.size }, (_, id) => [set.label(id), id] as const).filter(
      ([, id]) => id !== sentences?.end,
    ),
  );
  const isSpace = (token: number) => sentences !== undefined && set.label(token) === ' ';
  const read = (list: TokenList, stretch: string, spaces: string[]) => {
    let space = 0;
    for (const character of stretch) {
      const isOne = sentences !== undefined && character === ' ';
      const original = isOne ? spaces[space++] : character;
      const token = ids.get(character);
      if (token === undefined) list.leave(original, 1);
      else if (isOne) list.add(token, original);
      else list.add(token);
    }
  };
  return {
    usual,
    read: (text) => readStretches(text, read, sentences),
    writer: () => (token, literal) => {
      const before = literal('before');
      if (token === sentences?.end) return before + literal('end');
      return before + (isSpace(token) ? literal('space') : set.label(token));
    },
  };
}

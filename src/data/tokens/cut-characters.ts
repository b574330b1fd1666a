/** A text as characters, its sentences on one line each and ended. */
import type { Slices } from '../../lib/slices.ts';
import { Characters } from './characters.ts';
import type { CutText, NumberedText } from './cut-text.ts';
import { type Sentence, sentenceText } from './sentences.ts';
import { tokenArray } from './token-set.ts';

/** Yields the code units cut. */
export function* cutCharacters(text: string, sentences: readonly Sentence[]): Slices<CutText> {
  const lines: string[] = [];
  for (const sentence of sentences) {
    lines.push(sentenceText(text, sentence));
    yield sentence.to;
  }
  const set = Characters.fromText(lines.join(''), true);
  // whatever is trained on: as in one stream, the characters are those of all the text
  return { numbered: () => numbered(lines, set) };
}

function* numbered(lines: readonly string[], set: Characters): Slices<NumberedText> {
  const ends = new Uint32Array(lines.length);
  const all = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const tokens = tokenArray(set.size, all);
  let at = 0;
  for (const [sentence, line] of lines.entries()) {
    const { tokens: own } = set.encode(line);
    tokens.set(own, at);
    at += own.length;
    tokens[at++] = set.end as number;
    ends[sentence] = at;
    yield sentence;
  }
  return { set, tokens: tokens.slice(0, at), ends, unknown: 0, spelling: 0 };
}

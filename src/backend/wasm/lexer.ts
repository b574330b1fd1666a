/** WGSL text as tokens, each with the line it stands on. */
import { KernelError } from '../../lib/errors.ts';

export interface Token {
  kind: 'name' | 'number' | 'symbol' | 'end';
  text: string;
  line: number;
}

/** Longest first: the first that fits is taken. */
const symbols = [
  ...['>>=', '<<='],
  ...['->', '++', '--', '&&', '||', '==', '!=', '<=', '>=', '<<', '>>'],
  ...['+=', '-=', '*=', '/=', '%=', '&=', '|=', '^='],
  ...'(){}[]<>,;:.=+-*/%&|^~!@',
];

const blank = /\s+/y;
const comment = /\/\/[^\n]*|\/\*[^]*?\*\//y;
const word = /[A-Za-z_]\w*/y;
const number =
  /0[xX](?:[\da-fA-F]+\.?[\da-fA-F]*|\.[\da-fA-F]+)(?:[pP][+-]?\d+)?[iufh]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[iufh]?/y;

/** @param name what errors call the text */
export function tokensOf(text: string, name: string): Token[] {
  const tokens: Token[] = [];
  let [at, line] = [0, 1];
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return undefined;
    at += found.length;
    return found;
  };
  while (at < text.length) {
    const skipped = take(blank) ?? take(comment);
    if (skipped !== undefined) {
      line += skipped.split('\n').length - 1;
      continue;
    }
    const nameText = take(word);
    const numberText = nameText === undefined ? take(number) : undefined;
    if (nameText !== undefined) tokens.push({ kind: 'name', text: nameText, line });
    else if (numberText !== undefined) tokens.push({ kind: 'number', text: numberText, line });
    else {
      const symbol = symbols.find((one) => text.startsWith(one, at));
      if (symbol === undefined) {
        throw new KernelError({
          where: `${name}:${line}`,
          what: 'a character that no WGSL begins with',
          values: { character: text[at] },
          advice: 'Remove it',
        });
      }
      at += symbol.length;
      tokens.push({ kind: 'symbol', text: symbol, line });
    }
  }
  tokens.push({ kind: 'end', text: '', line });
  return tokens;
}

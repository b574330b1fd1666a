/** A text without its capitals and punctuation, and where they stood. */

/** Marks that are given back; each stands behind a word. */
const marks = [',', '.', ';', ':', '!', '?'] as const;
const plain = '·';
const capital = 'A';
/** What can be said of a character: of a letter that it is a capital, of a space which mark goes before it. */
export const markLabels: readonly string[] = [plain, capital, ...marks];

export interface MarkedText {
  /** Small letters, digits, apostrophes and hyphens of words, and a space behind each word. */
  shown: string[];
  /** A label for each. */
  wanted: string[];
}

const isMark = (sign: string) => marks.some((mark) => mark === sign);
const wordPattern = /^[^\p{L}\p{N}]*(?:([\p{L}\p{N}].*?)(?![\p{L}\p{N}]))?([^\p{L}\p{N}]*)$/u;

/** Dashes part words; quotation marks and brackets are left out. */
export function* markedWords(text: string): Generator<MarkedText> {
  const tidy = text.replaceAll(/[‘’]/g, "'").replaceAll(/[–—]|--+/g, ' ');
  for (const [raw] of tidy.matchAll(/\S+/g)) {
    const word = markedWord(raw);
    if (word.shown.length > 1) yield word;
  }
}

function markedWord(raw: string): MarkedText {
  const [, core = '', tail = ''] = wordPattern.exec(raw) ?? [];
  const signs = Array.from(core.replaceAll(/[^\p{L}\p{N}'-]/gu, ''));
  const mark = Array.from(tail).find(isMark) ?? plain;
  const small = signs.map(smallOf);
  return {
    shown: [...small, ' '],
    wanted: [...signs.map((sign, at) => (sign === small[at] ? plain : capital)), mark],
  };
}

/** A few letters become two in small: those stay as they are. */
function smallOf(letter: string): string {
  const small = letter.toLowerCase();
  return Array.from(small).length === 1 ? small : letter;
}

/** Whole words, as many as make about so many characters. */
export function piecesOf(words: Iterable<MarkedText>, length: number): MarkedText[] {
  const pieces: MarkedText[] = [];
  let piece: MarkedText = { shown: [], wanted: [] };
  for (const { shown, wanted } of words) {
    if (piece.shown.length > 0 && piece.shown.length + shown.length > length) {
      pieces.push(piece);
      piece = { shown: [], wanted: [] };
    }
    piece.shown.push(...shown);
    piece.wanted.push(...wanted);
  }
  return piece.shown.length > 0 ? [...pieces, piece] : pieces;
}

/** As it was written, but for what is left out. */
export function writtenText({
  shown,
  wanted,
}: Readonly<Record<keyof MarkedText, readonly string[]>>) {
  const signs = shown.map((sign, at) => {
    const label = wanted[at];
    if (label === plain) return sign;
    return label === capital ? sign.toUpperCase() : `${label}${sign}`;
  });
  return signs.join('').trim();
}

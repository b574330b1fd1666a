/**
 * How much a string looks like words of a language, by its characters beyond ASCII: whether their
 * frequencies are those of one, and whether they stand where such characters do. Natural logarithms
 * of probabilities, up to a constant.
 */
import { languages, type Script } from './letter-frequencies.ts';

export interface Plausibility {
  /** Characters that no text holds: U+FFFD, C1 controls, unassigned and private ones. */
  broken: number;
  /** Sum over the other characters beyond ASCII; the higher, the likelier. */
  score: number;
}

/** A letter that its script has, but none of its languages often. */
const rareLetter = -10;
/** A letter of another script than the language's. */
const foreignLetter = -14;
const apostrophe = -1.5;
const punctuation = -5;
const symbol = -9;
/** Letters from a to z tell the language but not the encoding, and most words are of another. */
const plainWeight = 0.5;
/** Share of letters that come from any language of the script: names, quotations. */
const foreignShare = 0.1;

/** What a character costs that stands where it should not. */
const misplaced = {
  capitalWithinWord: -6,
  smallAmongCapitals: -4,
  capitalAfterCapital: -0.3,
  besideOtherScript: -6,
  besideDigit: -2,
  quoteOnWrongSide: -4,
  symbolWithinWord: -4,
  markWithoutLetter: -6,
};

type Kind =
  | Script
  | 'ASCII'
  | 'other'
  | 'mark'
  | 'opening'
  | 'closing'
  | 'digit'
  | 'space'
  | 'symbol'
  | 'broken';

const kindsOf: [Kind, RegExp][] = [
  ['broken', /[\ufffd\x80-\x9f\p{Cn}\p{Co}\p{Cs}]/u],
  ['ASCII', /[A-Za-z]/],
  ['digit', /\p{Nd}/u],
  ['space', /\s/],
  ['mark', /[\u0300-\u036f]/],
  ['Latin', /(?![ªº])\p{Script=Latin}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Han', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u],
  ['Hangul', /\p{Script=Hangul}/u],
  ['other', /\p{L}/u],
  ['opening', /[“„‘‚«‹¿¡「『（《【]/],
  ['closing', /[”’»›…」』）》】、。，！？：；]/],
];
/** Signs that stand in ordinary texts. */
const commonSigns = new Set(
  '\u00a0\u00ad\u200c\u200d\u200e\u200f\u3000–—·§°ªº№€£©®½×•・“”„‘’‚«»‹›¿¡…「」『』（）《》【】、。，！？：；،؟؛',
);

interface Sign {
  kind: Kind;
  /** In lower case, as the tables of frequencies have it. */
  letter: string;
  isAscii: boolean;
  isLetter: boolean;
  /** Sits on the letter before it. */
  isMark: boolean;
  isCapital: boolean;
  isSmall: boolean;
  isCommon: boolean;
}

/** By code point: those of alphabets, which most texts do with, and all others. */
const alphabetLimit = 0x2100;
const alphabetSigns = new Array<Sign | undefined>(alphabetLimit).fill(undefined);
const signsBeyond = new Map<number, Sign>();
const nothing = signOf(0x20);

function signOf(codePoint: number): Sign {
  const isOfAlphabet = codePoint < alphabetLimit;
  const known = isOfAlphabet ? alphabetSigns[codePoint] : signsBeyond.get(codePoint);
  if (known) return known;
  const sign = describe(String.fromCodePoint(codePoint));
  if (isOfAlphabet) alphabetSigns[codePoint] = sign;
  else signsBeyond.set(codePoint, sign);
  return sign;
}

function describe(character: string): Sign {
  return {
    kind: kindsOf.find(([, pattern]) => pattern.test(character))?.[0] ?? 'symbol',
    letter: character === 'İ' ? character : character.toLowerCase(),
    isAscii: character <= '\x7f',
    isLetter: /[\p{L}\p{M}]/u.test(character) && !/[ªº]/.test(character),
    isMark: /\p{M}/u.test(character),
    isCapital: /\p{Lu}/u.test(character),
    isSmall: /(?!ß)\p{Ll}/u.test(character),
    isCommon: commonSigns.has(character),
  };
}

/** The share of each letter in a row of the table. */
function sharesOf(letters: string): Map<string, number> {
  const share = new Map<string, number>();
  let weight = 1;
  for (const letter of letters) {
    if (letter === ' ') weight /= 2;
    else share.set(letter, weight);
  }
  const total = [...share.values()].reduce((sum, one) => sum + one, 0);
  for (const [letter, one] of share) share.set(letter, one / total);
  return share;
}

const shares = languages.map(({ script, letters, plain }) => ({
  script,
  share: sharesOf(letters),
  plain: plain === undefined ? null : sharesOf(plain),
}));

/** Of each script, the mean over its languages. */
const scriptShares = new Map<Script, Map<string, number>>();
for (const { script, share } of shares) {
  const mean = scriptShares.get(script) ?? new Map<string, number>();
  scriptShares.set(script, mean);
  const count = shares.filter((other) => other.script === script).length;
  for (const [letter, one] of share) mean.set(letter, (mean.get(letter) ?? 0) + one / count);
}

/** How often each letter stands in a text, in the order in which they come. */
class Tally {
  readonly #counts = new Map<string, { count: number }>();

  add(letter: string): void {
    const known = this.#counts.get(letter);
    if (known) known.count++;
    else this.#counts.set(letter, { count: 1 });
  }

  [Symbol.iterator]() {
    return this.#counts[Symbol.iterator]();
  }
}

export function plausibility(text: string): Plausibility {
  const letters = new Tally();
  const plain = new Tally();
  let broken = 0;
  let score = 0;
  let before = nothing;
  let sign = signAt(text, 0);
  for (let at = 0; at < text.length;) {
    at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
    const after = signAt(text, at);
    if (sign.isAscii) {
      if (sign.kind === 'ASCII') plain.add(sign.letter);
    } else if (sign.kind === 'broken') broken++;
    else {
      score += placeScore(sign, before, after);
      if (sign.isLetter || hasLanguage(sign.kind)) letters.add(sign.letter);
      else if (sign.letter === '’' && isElision(before, after)) score += apostrophe;
      else score += sign.isCommon ? punctuation : symbol;
    }
    before = sign;
    sign = after;
  }
  return { broken, score: score + bestLanguage(letters, plain) };
}

function signAt(text: string, at: number): Sign {
  return at < text.length ? signOf(text.codePointAt(at) as number) : nothing;
}

function hasLanguage(kind: Kind): kind is Script {
  return scriptShares.has(kind as Script);
}

/** As in `l’été`: some languages have it in every line. */
const isElision = (before: Sign, after: Sign) =>
  before.isLetter && after.isLetter && scriptOf(before) === 'Latin' && scriptOf(after) === 'Latin';

/** Scripts that are written without spaces, so that words of another one touch them. */
const isUnspaced = (kind: Kind) => kind === 'Han' || kind === 'Hangul' || kind === 'Thai';

function placeScore(sign: Sign, before: Sign, after: Sign): number {
  if (sign.isMark) {
    const fits = before.isLetter && scriptOf(before) === scriptOf(sign);
    return fits ? 0 : misplaced.markWithoutLetter;
  }
  if (!sign.isLetter) {
    if (sign.kind === 'opening') {
      return before.isLetter && after.isLetter ? misplaced.quoteOnWrongSide : 0;
    }
    if (sign.kind === 'closing') {
      return after.isLetter && !before.isLetter ? misplaced.quoteOnWrongSide : 0;
    }
    return sign.kind === 'symbol' && before.isLetter && after.isLetter
      ? misplaced.symbolWithinWord
      : 0;
  }
  let score = 0;
  if (sign.isCapital && before.isSmall) score += misplaced.capitalWithinWord;
  if (sign.isCapital && before.isCapital) score += misplaced.capitalAfterCapital;
  if (sign.isSmall) {
    if (after.isCapital)
      score += before.isCapital ? misplaced.smallAmongCapitals : misplaced.capitalWithinWord;
    else if (before.isCapital && after.kind === 'digit') score += misplaced.smallAmongCapitals;
  }
  for (const beside of [before, after]) {
    if (beside.kind === 'digit') score += isUnspaced(sign.kind) ? 0 : misplaced.besideDigit;
    else if (beside.isLetter && scriptOf(beside) !== scriptOf(sign)) {
      score +=
        misplaced.besideOtherScript / (isUnspaced(sign.kind) || isUnspaced(beside.kind) ? 2 : 1);
    }
  }
  return score;
}

const scriptOf = ({ kind }: Sign) => (kind === 'ASCII' || kind === 'mark' ? 'Latin' : kind);

function bestLanguage(letters: Tally, plain: Tally): number {
  const sums = new Float64Array(shares.length);
  for (const [letter, { count }] of plain) addTo(sums, plainWeight * count, plainLogs(letter));
  for (const [letter, { count }] of letters) addTo(sums, count, logsOf(letter));
  return sums.reduce((best, sum) => Math.max(best, sum), -Infinity);
}

function addTo(sums: Float64Array, weight: number, logs: Float64Array): void {
  for (let language = 0; language < sums.length; language++) {
    sums[language] += weight * logs[language];
  }
}

/** By letter, the logarithms of its shares in every language. */
const logsOfPlain = new Map<string, Float64Array>();
const logsOfLetters = new Map<string, Float64Array>();
/** Of letters that no language of their script has often. */
const logsOfRare = new Map<Kind, Float64Array>();

function plainLogs(letter: string): Float64Array {
  const logsFor = () =>
    Float64Array.from(shares, ({ plain }) => Math.log(plain?.get(letter) ?? 1 / 26));
  return remembered(logsOfPlain, letter, logsFor);
}

function logsOf(letter: string): Float64Array {
  const { kind } = signOf(letter.codePointAt(0) as number);
  const script = kind === 'mark' ? 'Latin' : kind;
  const known = scriptShares.get(script as Script)?.get(letter);
  const inScript = known ?? Math.exp(rareLetter) / foreignShare;
  const logsFor = () =>
    Float64Array.from(shares, ({ script: own, share }) =>
      own === script
        ? Math.log((1 - foreignShare) * (share.get(letter) ?? 0) + foreignShare * inScript)
        : foreignLetter,
    );
  return known === undefined
    ? remembered(logsOfRare, script, logsFor)
    : remembered(logsOfLetters, letter, logsFor);
}

function remembered<Key>(
  known: Map<Key, Float64Array>,
  key: Key,
  make: () => Float64Array,
): Float64Array {
  let logs = known.get(key);
  if (!logs) known.set(key, (logs = make()));
  return logs;
}

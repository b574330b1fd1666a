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
  isLetter: boolean;
  /** Sits on the letter before it. */
  isMark: boolean;
  isCapital: boolean;
  isSmall: boolean;
  isCommon: boolean;
}

const signs = new Map<string, Sign>();
const nothing = signOf(' ');

function signOf(character: string): Sign {
  let sign = signs.get(character);
  if (!sign) {
    const kind = kindsOf.find(([, pattern]) => pattern.test(character))?.[0] ?? 'symbol';
    sign = {
      kind,
      isLetter: /[\p{L}\p{M}]/u.test(character) && !/[ªº]/.test(character),
      isMark: /\p{M}/u.test(character),
      isCapital: /\p{Lu}/u.test(character),
      isSmall: /(?!ß)\p{Ll}/u.test(character),
      isCommon: commonSigns.has(character),
    };
    signs.set(character, sign);
  }
  return sign;
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

type Counts = ReadonlyMap<string, number>;

export function plausibility(text: string): Plausibility {
  const counts = new Map<string, number>();
  let broken = 0;
  let score = 0;
  const plain = new Map<string, number>();
  let before = nothing;
  const characters = Array.from(text);
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at];
    const sign = signOf(character);
    if (character > '\x7f') {
      const after = at + 1 < characters.length ? signOf(characters[at + 1]) : nothing;
      if (sign.kind === 'broken') broken++;
      else {
        score += placeScore(sign, before, after);
        if (sign.isLetter || hasLanguage(sign.kind)) {
          const letter = character === 'İ' ? character : character.toLowerCase();
          counts.set(letter, (counts.get(letter) ?? 0) + 1);
        } else if (character === '’' && isElision(before, after)) score += apostrophe;
        else score += sign.isCommon ? punctuation : symbol;
      }
    } else if (sign.kind === 'ASCII') {
      const letter = character.toLowerCase();
      plain.set(letter, (plain.get(letter) ?? 0) + 1);
    }
    before = sign;
  }
  return { broken, score: score + bestLanguage(counts, plain) };
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

function bestLanguage(counts: Counts, plainCounts: Counts): number {
  const letters = [...counts].map(([letter, count]) => {
    const { kind } = signOf(letter);
    const script = kind === 'mark' ? 'Latin' : kind;
    const inScript =
      scriptShares.get(script as Script)?.get(letter) ?? Math.exp(rareLetter) / foreignShare;
    return { letter, count, script, inScript };
  });
  let best = -Infinity;
  for (const { script, share, plain } of shares) {
    let sum = 0;
    for (const [letter, count] of plainCounts) {
      sum += plainWeight * count * Math.log(plain?.get(letter) ?? 1 / 26);
    }
    for (const { letter, count, script: own, inScript } of letters) {
      const one = share.get(letter) ?? 0;
      sum +=
        count *
        (own === script
          ? Math.log((1 - foreignShare) * one + foreignShare * inScript)
          : foreignLetter);
    }
    best = Math.max(best, sum);
  }
  return best;
}

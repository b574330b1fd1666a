/**
 * “Who is a name here?”: sentences in which persons are tagged. In most of them only later words say
 * whether a name is that of a person.
 */
import { permutation, RandomWords, randomStreams } from '../permutation.ts';
import {
  asides,
  asideShare,
  classes,
  frames,
  nameless,
  nouns,
  objects,
  shares,
  surnames,
  told,
  verbs,
  type Ways,
} from './name-sentences-grammar.ts';
import type { TaggedPattern } from './pattern.ts';
import { laterDecidesShare } from './prefix-bound.ts';

/** Words and their tags in BIO; in the form with 0 and 1, all that is not `O` is 1. */
export interface NameSentence {
  words: string[];
  tags: string[];
}

/** For tests. @internal */
export const nameTags = ['O', 'B-PER', 'I-PER'] as const;

const first = '{first}';
const last = '{last}';
const tagOf: Record<string, string> = { [first]: 'B-PER', [last]: 'I-PER' };

/** What is said, with its chance; a name is a person's or not. */
type Said = [text: string, isPerson: boolean, probability: number];

function* allSaid(): Generator<Said> {
  const readings = ['person', 'thing'] as const;
  const nounWeight = readings.flatMap((one) => nouns[one]).reduce((sum, w) => sum + w.weight, 0);
  const verbWeight = readings.flatMap((one) => verbs[one]).reduce((sum, w) => sum + w.weight, 0);
  const unit = shares.first / (nounWeight + verbWeight);
  for (const reading of readings) {
    const isPerson = reading === 'person';
    for (const [way, p] of spread(nouns[reading])) yield [`${first} ${way}`, isPerson, unit * p];
    for (const [way, p] of spread(verbs[reading])) {
      yield [`${first} ${way}`, isPerson, unit * p * (1 - asideShare)];
      for (const aside of asides) {
        const share = (unit * p * asideShare) / asides.length;
        yield [`${first} ${aside} ${way}`, isPerson, share];
      }
    }
    for (const start of objects.starts) {
      for (const [way, p] of spread([objects[reading]])) {
        yield [`${start} ${first} ${way}`, isPerson, (shares.object * p) / objects.starts.length];
      }
    }
    for (const text of told[reading]) {
      yield [text, isPerson, shares[reading] / told[reading].length];
    }
  }
  for (const text of nameless) yield [text, false, shares.nameless / nameless.length];
}

function spread(groups: readonly Ways[]): [way: string, probability: number][] {
  return groups.flatMap(({ weight, ways }) =>
    ways.map((way): [string, number] => [way, weight / ways.length]),
  );
}

/** Everything the generator may say, down to the classes of words. */
export function namePatterns(): TaggedPattern[] {
  const patterns: TaggedPattern[] = [];
  for (const [said, isPerson, chance] of allSaid()) {
    for (const frame of frames) {
      const words = frame.replace('*', said).split(' ');
      const tags = words.map((word) => (isPerson ? (tagOf[word] ?? 'O') : 'O'));
      patterns.push({ words, tags, probability: chance / frames.length });
    }
  }
  return patterns;
}

/** Of all first names, how many only later words tell about. @internal */
export function laterShare(patterns: readonly TaggedPattern[]): number {
  return laterDecidesShare(patterns, (word) => word === first);
}

/** The course's own two, which come first among the held-out sentences. */
const courseSentences: NameSentence[] = [
  'He said , “ Teddy/B-PER Roosevelt/I-PER was a great President . ”',
  'He said , “ Teddy bears are on sale ! ”',
].map((text) => {
  const pairs = text.split(' ').map((pair) => pair.split('/'));
  return { words: pairs.map(([word]) => word), tags: pairs.map(([, tag]) => tag ?? 'O') };
});
const courseNames = ['Teddy', 'Roosevelt'];

export interface NameSentencesOptions {
  /** Real first names; which of them are a person's is not for the list to say. */
  names: readonly string[];
  seed: number;
  /** Sentences. */
  train: number;
  heldOut: number;
}

/** Percent of the names that no net ever sees in training. */
const heldOutNames = 20;

interface Names {
  first: string[];
  last: string[];
}

/**
 * Sentences to train on and to test with, with no name in common, as a function of names and seed
 * alone; of more sentences the first are the same. Tested are the course's own two, then others.
 */
export function nameSentences({ names, seed, train, heldOut }: NameSentencesOptions): {
  train: NameSentence[];
  heldOut: NameSentence[];
} {
  const draw = new PatternDraw(namePatterns());
  const sides = splitNames(names, seed);
  const sentences = (own: Names, count: number, stream: number) => {
    const start = new RandomWords(seed, stream).below(2 ** 24) / 2 ** 24;
    return Array.from({ length: count }, (_, index) =>
      draw.sentence(own, new RandomWords(seed, stream, index + 1), start, index),
    );
  };
  const course = courseSentences.slice(0, heldOut);
  const streams = randomStreams.sentences;
  return {
    train: sentences(sides.train, train, streams),
    heldOut: [...course, ...sentences(sides.heldOut, heldOut - course.length, streams + 1)],
  };
}

/** Words that stand in sentences anyway are no names: each word has one meaning here. */
export function sentenceWords(): Set<string> {
  const written = namePatterns().flatMap(({ words }) => words.filter((word) => word[0] !== '{'));
  return new Set([...written, ...Object.values(slots).flat()]);
}

const slots: Record<string, readonly string[]> = Object.fromEntries(
  Object.entries(classes).map(([name, words]) => [`{${name}}`, words.split(' ')]),
);

function splitNames(given: readonly string[], seed: number): { train: Names; heldOut: Names } {
  const taken = sentenceWords();
  const written = surnames.split(' ').filter((name) => !given.includes(name));
  const known = new Set([...written, ...courseNames]);
  // one word each, however it is cut
  const isUsable = (name: string) => /^\p{L}+$/u.test(name) && !taken.has(name) && !known.has(name);
  const firsts = [...new Set(given)].filter(isUsable);
  const held = (count: number) => Math.max(1, Math.round((count * heldOutNames) / 100));
  const shuffled = <Item>(items: readonly Item[], row: number) =>
    Array.from(
      permutation(items.length, new RandomWords(seed, randomStreams.split, row)),
      (index) => items[index],
    );
  const some = shuffled(firsts, 1);
  const others = shuffled(
    written.filter((name) => !courseNames.includes(name)),
    2,
  );
  const all = new Set(given);
  const side = (own: string[], ownSurnames: string[]): Names => {
    const sons = own.map((name) => `${name}son`);
    const isNew = (name: string) => !all.has(name) && !known.has(name) && !taken.has(name);
    return { first: own, last: [...ownSurnames, ...sons.filter(isNew)] };
  };
  return {
    train: side(some.slice(held(some.length)), others.slice(held(others.length))),
    heldOut: side(some.slice(0, held(some.length)), others.slice(0, held(others.length))),
  };
}

/** Steps of the golden ratio come to every part of [0, 1) as often as it is long, and soon. */
const goldenStep = (Math.sqrt(5) - 1) / 2;

/** Draws sentences as often as their chance says: a few hundred are already like all. */
class PatternDraw {
  readonly #patterns: readonly TaggedPattern[];
  readonly #ends: Float64Array;

  constructor(patterns: readonly TaggedPattern[]) {
    this.#patterns = patterns;
    let end = 0;
    this.#ends = Float64Array.from(patterns, ({ probability }) => (end += probability));
  }

  /** @param start where the steps begin, in [0, 1) */
  sentence(names: Names, random: RandomWords, start: number, index: number): NameSentence {
    const point = ((start + index * goldenStep) % 1) * this.#ends[this.#ends.length - 1];
    const { words, tags } = this.#patterns[this.#ends.findIndex((end) => point < end)];
    const fill = (word: string) => {
      if (word === first) return random.pick(names.first);
      if (word === last) return random.pick(names.last);
      return word in slots ? random.pick(slots[word]) : word;
    };
    return { words: words.map(fill), tags: [...tags] };
  }
}

/**
 * “Is this word part of a name?”: sentences in which the word itself tells, whatever its place. Nets
 * are trained on names in the first words and tested on names in later ones, behind more of the same
 * openings: only what is learned for every place at once is known there.
 */
import { RandomWords, randomStreams } from '../permutation.ts';
import { classes, doings, surnames } from './name-sentences-grammar.ts';

/** Words, from 1: names are trained on up to the first of these, and tested from there to the second. */
export const lastTrained = 4;
export const lastTested = 9;

/** What is said before the one who does it; several follow one another, and single words suffice. */
const openings = [
  'yesterday',
  'today',
  'perhaps',
  'luckily',
  'suddenly',
  'once',
  'later',
  'again',
  'in {place}',
  'on {day}',
  'after {meal}',
  'before {meal}',
];
/** Who does it, where it is nobody with a name. */
const nameless = ['the {role}', 'my {relative}', 'a {role}'];
const namelessShare = 0.3;
/** First names: few enough that each is met at every place that is trained on. */
const nameCount = 60;

export interface PlacedNames {
  words: string[];
  tags: string[];
}

/** What sentences with these tags are for; null: names stand on both sides, or too far behind. */
export function partOf(tags: readonly string[]): 'train' | 'heldOut' | null {
  const places = tags.flatMap((tag, at) => (tag === 'O' ? [] : [at + 1]));
  if (places.every((place) => place <= lastTrained)) return 'train';
  const isTested = (place: number) => place > lastTrained && place <= lastTested;
  return places.every(isTested) ? 'heldOut' : null;
}

/** Sentences to train on and, behind them, to test with, as a function of names and seed alone. */
export function namesByPlace(
  names: readonly string[],
  seed: number,
  { train, heldOut }: { train: number; heldOut: number },
): PlacedNames[] {
  const firsts = Array.from(
    { length: nameCount },
    (_, at) => names[Math.floor((at * names.length) / nameCount)],
  );
  const lasts = surnames.split(' ');
  return Array.from({ length: train + heldOut }, (_, index) => {
    const random = new RandomWords(seed, randomStreams.places, index);
    const isNamed = index >= train || random.below(1000) >= 1000 * namelessShare;
    const name = [random.pick(firsts), ...(random.below(2) === 0 ? [random.pick(lasts)] : [])];
    const subject = isNamed ? name : filled(random.pick(nameless), random);
    const before =
      index < train
        ? random.below(lastTrained - subject.length + 1)
        : lastTrained + random.below(lastTested - lastTrained - subject.length + 1);
    const opening = openingOf(before, random);
    const doing = filled(random.pick(doings), random);
    const tags = isNamed ? ['B-PER', 'I-PER'].slice(0, subject.length) : subject.map(() => 'O');
    return {
      words: begun([...opening, ...subject, ...doing]),
      tags: [...opening.map(() => 'O'), ...tags, ...doing.map(() => 'O')],
    };
  });
}

/** So many words of openings, each said once. */
function openingOf(length: number, random: RandomWords, left = openings): string[] {
  if (length === 0) return [];
  const one = random.pick(left.filter((words) => words.split(' ').length <= length));
  const words = filled(one, random);
  const others = left.filter((other) => other !== one);
  return [...words, ...openingOf(length - words.length, random, others)];
}

/** With a word of each class. */
function filled(pattern: string, random: RandomWords): string[] {
  return pattern.split(' ').map((word) => {
    const kind = /^\{(\w+)\}$/.exec(word)?.[1];
    return kind ? random.pick(classes[kind as keyof typeof classes].split(' ')) : word;
  });
}

const begun = ([first, ...others]: string[]) => [
  first.charAt(0).toUpperCase() + first.slice(1),
  ...others,
];

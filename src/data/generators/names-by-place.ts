/**
 * “Is this word part of a name?”: sentences in which the word itself tells, whatever its place. Nets
 * are trained on names in the first words and tested on names in later ones: only what is learned for
 * every place at once is known there.
 */
import { type NameSentence, nameSentences } from './names-in-sentences.ts';

/** Words, from 1: names are trained on up to the first of these, and tested from there to the second. */
export const lastTrained = 4;
export const lastTested = 9;

/** First names: few enough that each is met at every place that is trained on. */
const nameCount = 60;

/** What sentences with these tags are for; null: names stand on both sides, or too far behind. */
export function partOf(tags: readonly string[]): 'train' | 'heldOut' | null {
  const places = tags.flatMap((tag, at) => (tag === 'O' ? [] : [at + 1]));
  if (places.every((place) => place <= lastTrained)) return 'train';
  const isTested = (place: number) => place > lastTrained && place <= lastTested;
  return places.every(isTested) ? 'heldOut' : null;
}

/** Of as many sentences about names: those that are for training or testing, and in which no name is a thing’s. */
export function namesByPlace(names: readonly string[], seed: number, count: number): NameSentence[] {
  const some = Array.from(
    { length: nameCount },
    (_, at) => names[Math.floor((at * names.length) / nameCount)],
  );
  const known = new Set(some);
  const { train } = nameSentences({ names: some, seed, train: count, heldOut: 0 });
  const isThing = ({ words, tags }: NameSentence) =>
    words.some((word, at) => tags[at] === 'O' && known.has(word));
  return train.filter((sentence) => !isThing(sentence) && partOf(sentence.tags) !== null);
}

/**
 * The best F1 that any tagger can have which reads from the left and must decide about each word when
 * it has read k words more: computed from what a generator says, and how often, not from a sample.
 */
import { type Entity, entitiesOf } from '../scores/entities.ts';
import { type Score, type ScoreCounts, scoreOf } from '../scores/score.ts';
import { alikeUpTo, massOf, type TaggedPattern } from './pattern.ts';

/** Words read beyond the one that is decided about; `Infinity`: all. */
export type LookAhead = number;

interface Read extends TaggedPattern {
  entities: readonly Entity[];
}

interface Gain {
  correct: number;
  found: number;
}

/** As a share of what all sentences hold; counts are expected numbers per sentence. */
export type Bound = Score;

/** A tagger's own entities, exactly: those with first word, last word and type. */
export function bestEntityScore(patterns: readonly TaggedPattern[], lookAhead: LookAhead): Bound {
  const read = patterns.map((one) => ({ ...one, entities: entitiesOf(one.tags) }));
  const gold = read.reduce((sum, one) => sum + one.probability * one.entities.length, 0);
  const delay = delayOf(patterns, lookAhead);
  return bestScore(gold, (price) => new EntityDecisions(delay, price).best(read, 0, null));
}

/** Of labels 0 and 1 per word: 1 within an entity. */
export function bestWordScore(patterns: readonly TaggedPattern[], lookAhead: LookAhead): Bound {
  const delay = delayOf(patterns, lookAhead);
  const isNamed = ({ tags }: TaggedPattern, at: number) => (tags[at] ?? 'O') !== 'O';
  let gold = 0;
  for (const one of patterns) {
    gold += one.probability * one.tags.filter((_, at) => isNamed(one, at)).length;
  }
  const gainsOf = (group: readonly TaggedPattern[], at: number, price: number): Gain => {
    const own = { correct: 0, found: 0 };
    for (const alike of alikeUpTo(group, at)) {
      const word = at - delay;
      if (word >= alike[0].words.length) continue;
      const correct = massOf(alike.filter((one) => isNamed(one, word)));
      const found = massOf(alike);
      const later = gainsOf(alike, at + 1, price);
      const isWorthIt = 2 * correct > price * found;
      own.correct += later.correct + (isWorthIt ? correct : 0);
      own.found += later.found + (isWorthIt ? found : 0);
    }
    return own;
  };
  return bestScore(gold, (price) => gainsOf(patterns, 0, price));
}

function delayOf(patterns: readonly TaggedPattern[], lookAhead: LookAhead): number {
  const longest = patterns.reduce((most, { words }) => Math.max(most, words.length), 0);
  return Math.min(lookAhead, longest);
}

/**
 * Largest 2 · correct / (found + gold) over all deciders, by Dinkelbach's method: with the F1 of the
 * last round as the price of a find, the best decider by 2 · correct − price · found has an F1 that is
 * higher, until it is the highest.
 */
function bestScore(gold: number, decide: (price: number) => Gain): Bound {
  let best: ScoreCounts = { correct: 0, found: 0, gold };
  for (;;) {
    const { f1 } = scoreOf(best);
    const next = { ...decide(f1), gold };
    if (scoreOf(next).f1 <= f1 + 1e-12) return scoreOf(best);
    best = next;
  }
}

/** An entity that was begun and may go on. */
type Open = Pick<Entity, 'type' | 'from'> | null;

/**
 * Every way to tag, by what was read: the decision about a word may differ only where something
 * differs up to `delay` words behind it. Finding costs `price`, and being right brings 2.
 */
class EntityDecisions {
  readonly #delay: number;
  readonly #price: number;

  constructor(delay: number, price: number) {
    this.#delay = delay;
    this.#price = price;
  }

  /** Of patterns that are alike in front of word `at`, from there on. */
  best(patterns: readonly Read[], at: number, open: Open): Gain {
    const sum = { correct: 0, found: 0 };
    for (const alike of alikeUpTo(patterns, at) as Read[][]) {
      const { correct, found } = this.#decide(alike, at, open);
      sum.correct += correct;
      sum.found += found;
    }
    return sum;
  }

  #decide(alike: readonly Read[], at: number, open: Open): Gain {
    const word = at - this.#delay;
    if (word < 0) return this.best(alike, at + 1, null);
    const closed = { correct: this.#rightIfClosed(alike, word, open), found: 0 };
    if (word >= alike[0].words.length) return closed;
    const ways = [added(closed, this.best(alike, at + 1, null))];
    for (const type of typesFrom(alike, word)) {
      const begun = { correct: closed.correct, found: massOf(alike) };
      ways.push(added(begun, this.best(alike, at + 1, { type, from: word })));
    }
    const mayGoOn = ({ entities }: Read) =>
      entities.some(({ type, from, to }) => type === open?.type && from === open.from && to > word);
    if (alike.some(mayGoOn)) ways.push(this.best(alike, at + 1, open));
    return ways.reduce((best, way) => (this.#worth(way) > this.#worth(best) ? way : best));
  }

  #worth({ correct, found }: Gain): number {
    return 2 * correct - this.#price * found;
  }

  /** Chance that the open entity ends in front of `word`. */
  #rightIfClosed(alike: readonly Read[], word: number, open: Open): number {
    if (open === null) return 0;
    const isRight = ({ entities }: Read) =>
      entities.some(
        ({ type, from, to }) => type === open.type && from === open.from && to === word,
      );
    return massOf(alike.filter(isRight));
  }
}

/** Nothing else is worth beginning. */
function typesFrom(alike: readonly Read[], word: number): Set<string> {
  const begun = alike.flatMap(({ entities }) => entities.filter(({ from }) => from === word));
  return new Set(begun.map(({ type }) => type));
}

function added(a: Gain, b: Gain): Gain {
  return { correct: a.correct + b.correct, found: a.found + b.found };
}

/**
 * What a net comes to that has learnt all chances: for each word the likeliest tag by what was read.
 * It may be less than the best, for which an uncertain find can be worth more than none.
 * @internal
 */
export function likeliestEntityScore(
  patterns: readonly TaggedPattern[],
  lookAhead: LookAhead,
): Bound {
  const delay = delayOf(patterns, lookAhead);
  const counts = { correct: 0, found: 0, gold: 0 };
  const walk = (group: readonly TaggedPattern[], at: number, tags: readonly string[]): void => {
    for (const alike of alikeUpTo(group, at)) {
      const word = at - delay;
      if (word < 0) walk(alike, at + 1, tags);
      else if (word < alike[0].words.length) {
        walk(alike, at + 1, [...tags, likeliestTag(alike, word)]);
      } else {
        const found = entitiesOf(tags);
        for (const one of alike) countInto(counts, found, one);
      }
    }
  };
  walk(patterns, 0, []);
  return scoreOf(counts);
}

function likeliestTag(alike: readonly TaggedPattern[], word: number): string {
  const masses = new Map<string, number>();
  for (const { tags, probability } of alike) {
    masses.set(tags[word], (masses.get(tags[word]) ?? 0) + probability);
  }
  return [...masses].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

function countInto(counts: ScoreCounts, found: readonly Entity[], pattern: TaggedPattern): void {
  const gold = entitiesOf(pattern.tags);
  const isRight = (entity: Entity) =>
    gold.some((g) => g.from === entity.from && g.to === entity.to && g.type === entity.type);
  counts.correct += pattern.probability * found.filter(isRight).length;
  counts.found += pattern.probability * found.length;
  counts.gold += pattern.probability * gold.length;
}

/**
 * Share of the entities, and of what only looks like one, about whose first word the words up to it
 * leave open whether it begins one.
 */
export function laterDecidesShare(
  patterns: readonly TaggedPattern[],
  isCandidate: (word: string) => boolean,
): number {
  let open = 0;
  let all = 0;
  const walk = (group: readonly TaggedPattern[], at: number): void => {
    for (const alike of alikeUpTo(group, at)) {
      if (at >= alike[0].words.length) continue;
      if (isCandidate(alike[0].words[at])) {
        all += massOf(alike);
        if (new Set(alike.map(({ tags }) => tags[at])).size > 1) open += massOf(alike);
      }
      walk(alike, at + 1);
    }
  };
  walk(patterns, 0);
  return all === 0 ? 0 : open / all;
}

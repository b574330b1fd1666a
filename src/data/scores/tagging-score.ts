/** How well tags were predicted: entity by entity, or word by word. */
import { entitiesOf, type Entity } from './entities.ts';
import { type Score, type ScoreCounts, scoreOf } from './score.ts';

/** The tags of one sequence, as they should be and as they were predicted. */
export interface TaggedPair {
  gold: readonly string[];
  predicted: readonly string[];
}

export interface TaggingScore {
  overall: Score;
  /** By type of entity, in alphabetical order. */
  byType: Record<string, Score>;
  /** Share of words whose tag is right. */
  accuracy: number;
}

/** As conlleval counts: an entity is right where its first word, its last and its type are. */
export function entityScore(pairs: readonly TaggedPair[]): TaggingScore {
  const counts = new Map<string, ScoreCounts>();
  const countsOf = (type: string) => {
    const known = counts.get(type) ?? { correct: 0, found: 0, gold: 0 };
    counts.set(type, known);
    return known;
  };
  let words = 0;
  let right = 0;
  for (const { gold, predicted } of pairs) {
    const wanted = entitiesOf(gold);
    const found = entitiesOf(predicted);
    const keys = new Set(wanted.map(keyOf));
    for (const { type } of wanted) countsOf(type).gold++;
    for (const entity of found) {
      const own = countsOf(entity.type);
      own.found++;
      if (keys.has(keyOf(entity))) own.correct++;
    }
    words += gold.length;
    right += gold.filter((tag, index) => tag === predicted[index]).length;
  }
  return { ...summed(counts), accuracy: words === 0 ? 0 : right / words };
}

function summed(counts: ReadonlyMap<string, ScoreCounts>): Omit<TaggingScore, 'accuracy'> {
  const all = { correct: 0, found: 0, gold: 0 };
  for (const { correct, found, gold } of counts.values()) {
    all.correct += correct;
    all.found += found;
    all.gold += gold;
  }
  const types = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const byType = Object.fromEntries(types.map(([type, own]) => [type, scoreOf(own)]));
  return { overall: scoreOf(all), byType };
}

function keyOf({ type, from, to }: Entity): string {
  return `${from} ${to} ${type}`;
}

/** Of labels 0 and 1 per word: how well the ones were found. */
export function wordScore(
  pairs: readonly { gold: ArrayLike<number>; predicted: ArrayLike<number> }[],
): Score {
  const counts = { correct: 0, found: 0, gold: 0 };
  for (const { gold, predicted } of pairs) {
    for (let index = 0; index < gold.length; index++) {
      const isWanted = gold[index] === 1;
      const isFound = predicted[index] === 1;
      if (isWanted) counts.gold++;
      if (isFound) counts.found++;
      if (isWanted && isFound) counts.correct++;
    }
  }
  return scoreOf(counts);
}

/** How well one label was found, answer by answer. */
export function labelScore(pairs: readonly TaggedPair[], label: string): Score {
  const isOne = (all: readonly string[]) => all.map((each) => Number(each === label));
  return wordScore(
    pairs.map(({ gold, predicted }) => ({ gold: isOne(gold), predicted: isOne(predicted) })),
  );
}

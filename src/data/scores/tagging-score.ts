/** How well tags were predicted: entity by entity, and label by label. */
import { entitiesOf, type Entity } from './entities.ts';
import { type Score, scoreOf } from './score.ts';

/** As conlleval counts: an entity is right where its first word, its last and its type are. */
export class EntityCounts {
  readonly #counts = { correct: 0, found: 0, gold: 0 };

  /** The tags of one sequence, as they should be and as they were predicted. */
  add(gold: readonly string[], predicted: readonly string[]): void {
    const wanted = new Set(entitiesOf(gold).map(keyOf));
    const found = entitiesOf(predicted);
    this.#counts.gold += wanted.size;
    this.#counts.found += found.length;
    this.#counts.correct += found.filter((entity) => wanted.has(keyOf(entity))).length;
  }

  get score(): Score {
    return scoreOf(this.#counts);
  }
}

function keyOf({ type, from, to }: Entity): string {
  return `${from} ${to} ${type}`;
}

/** How well each label was found, answer by answer; labels are numbers from 0. */
export class LabelCounts {
  readonly #labels: number;
  readonly #found: Uint32Array;
  /** How often which label was given: a row per label that is right. [labels, labels] */
  readonly #table: Uint32Array;

  constructor(labels: number) {
    this.#labels = labels;
    this.#found = new Uint32Array(labels);
    this.#table = new Uint32Array(labels * labels);
  }

  add(gold: ArrayLike<number>, predicted: ArrayLike<number>): void {
    for (let at = 0; at < gold.length; at++) {
      this.#found[predicted[at]]++;
      this.#table[gold[at] * this.#labels + predicted[at]]++;
    }
  }

  of(label: number): Score {
    const row = this.given(label);
    const gold = row.reduce((sum, count) => sum + count, 0);
    return scoreOf({ correct: row[label], found: this.#found[label], gold });
  }

  /** How often each label was given where this one is right. */
  given(label: number): number[] {
    const first = label * this.#labels;
    return [...this.#table.subarray(first, first + this.#labels)];
  }
}

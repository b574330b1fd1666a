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
  readonly #correct: Uint32Array;
  readonly #found: Uint32Array;
  readonly #gold: Uint32Array;

  constructor(labels: number) {
    this.#correct = new Uint32Array(labels);
    this.#found = new Uint32Array(labels);
    this.#gold = new Uint32Array(labels);
  }

  add(gold: ArrayLike<number>, predicted: ArrayLike<number>): void {
    for (let at = 0; at < gold.length; at++) {
      this.#gold[gold[at]]++;
      this.#found[predicted[at]]++;
      if (gold[at] === predicted[at]) this.#correct[gold[at]]++;
    }
  }

  of(label: number): Score {
    return scoreOf({
      correct: this.#correct[label],
      found: this.#found[label],
      gold: this.#gold[label],
    });
  }
}

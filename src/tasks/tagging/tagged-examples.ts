/** Sentences with their tags, one by one, and how well predicted ones agree with them. */
import type { SplitRows } from '../../data/split-rows.ts';
import { entityScore, labelScore } from '../../data/scores/tagging-score.ts';
import type { PredictionScore } from '../../protocol/predictions.ts';
import type { Answered, Example, Examples } from '../task.ts';
import { boundsOf } from './bounds.ts';
import type { Sentence, Tags } from './tags.ts';

export class TaggedExamples implements Examples {
  readonly delay: number;
  readonly timeSteps: number;
  readonly #sentences: SplitRows<Sentence>;
  readonly #tags: Tags;
  readonly #isGenerated: boolean;

  /** @param isGenerated it is known how often each sentence is said */
  constructor(
    sentences: SplitRows<Sentence>,
    tags: Tags,
    about: { delay: number; timeSteps: number; isGenerated: boolean },
  ) {
    this.delay = about.delay;
    this.timeSteps = about.timeSteps;
    this.#sentences = sentences;
    this.#tags = tags;
    this.#isGenerated = about.isGenerated;
  }

  get counts() {
    const { train, heldOut } = this.#sentences;
    return { train: train.length, heldOut: heldOut.length };
  }

  at(part: 'train' | 'heldOut', index: number): Example {
    const sentence = this.#sentences[part][index];
    return { shown: sentence.words, wanted: this.#tags.labelsOf(sentence) };
  }

  /** Of entities, where tags say where one begins; else of words. */
  score(answered: readonly Answered[]): PredictionScore {
    const pairs = answered.map(({ wanted, given }) => ({ gold: wanted, predicted: given }));
    const { overall, accuracy } = entityScore(pairs);
    const of = (label: string) => labelScore(pairs, label);
    const { isBinary } = this.#tags;
    return {
      counted: isBinary ? 'words' : 'entities',
      overall: isBinary ? of('1') : overall,
      accuracy,
      labels: this.#tags.names.map((label) => ({ label, ...of(label) })),
      bounds: this.#isGenerated ? boundsOf(isBinary) : null,
    };
  }
}

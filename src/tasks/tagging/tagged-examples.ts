/** Sentences with their tags, one by one. */
import type { SplitRows } from '../../data/split-rows.ts';
import type { Example, Examples } from '../task.ts';
import type { Sentence, Tags } from './tags.ts';

export class TaggedExamples implements Examples {
  readonly delay: number;
  readonly timeSteps: number;
  readonly #sentences: SplitRows<Sentence>;
  readonly #tags: Tags;

  constructor(
    sentences: SplitRows<Sentence>,
    tags: Tags,
    about: { delay: number; timeSteps: number },
  ) {
    this.delay = about.delay;
    this.timeSteps = about.timeSteps;
    this.#sentences = sentences;
    this.#tags = tags;
  }

  get counts() {
    const { train, heldOut } = this.#sentences;
    return { train: train.length, heldOut: heldOut.length };
  }

  at(part: 'train' | 'heldOut', index: number): Example {
    const sentence = this.#sentences[part][index];
    return { shown: sentence.words, wanted: this.#tags.labelsOf(sentence) };
  }
}

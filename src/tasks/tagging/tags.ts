/** Tagged sentences, and what a net is told of each of their words. */
import type { Settings } from '../../config/settings.ts';
import { Labels } from '../../data/tokens/labels.ts';

/** Words and their tags. */
export interface Sentence {
  readonly words: readonly string[];
  readonly tags: readonly string[];
}

/** The tag of a word that belongs to no entity. */
export const outside = 'O';

/** 0 and 1, by a sigmoid. */
export const isBinaryChoice = (labels: Settings['labels']): boolean => labels === 'binary';

/** What is told of each word: its tag in BIO, or 1 where it belongs to an entity of any kind. */
export class Tags {
  readonly isBinary: boolean;
  /** In the order of their ids. */
  readonly names: readonly string[];
  readonly labels: Labels;
  readonly #tagNames: ReadonlySet<string>;

  constructor(choice: Settings['labels'], tagNames: readonly string[]) {
    this.isBinary = isBinaryChoice(choice);
    this.names = this.isBinary ? ['0', '1'] : tagNames;
    this.labels = new Labels(this.names);
    this.#tagNames = new Set(tagNames);
  }

  /** Outputs of a net with these labels. */
  outputs(choice: Settings['labels']): number {
    return isBinaryChoice(choice) ? 1 : this.#tagNames.size;
  }

  /** Whether the data have it. */
  isTag(tag: string): boolean {
    return this.#tagNames.has(tag);
  }

  /** Of a sentence. */
  labelsOf({ tags }: Sentence): readonly string[] {
    return this.isBinary ? tags.map((tag) => (tag === outside ? '0' : '1')) : tags;
  }

  /** Tokens of `labels`. */
  encode(sentence: Sentence): ArrayLike<number> {
    return this.labels.encodeLabels(this.labelsOf(sentence)).tokens;
  }
}

/** A sentence that a person typed: its words, and its tags where they are known. */
import { joinWords, segmentWords } from '../../data/tokens/word-segments.ts';
import type { Sentence, Tags } from './tags.ts';

export interface TypedSentence {
  words: readonly string[];
  /** Labels of the words; null where nobody knows. */
  labels: readonly string[] | null;
}

export class SentenceReader {
  readonly #sentences: readonly Sentence[];
  readonly #tags: Tags;
  /** By how they are written; made when a line is first read. */
  #byText: Map<string, Sentence> | undefined;

  /** @param sentences whose tags are known; of equal ones the first counts */
  constructor(sentences: readonly Sentence[], tags: Tags) {
    this.#sentences = sentences;
    this.#tags = tags;
  }

  /** Plain words, which may stand in the data, or `word/TAG` with tags of the data. */
  read(text: string): TypedSentence {
    const known = this.#find(text.trim());
    if (known) return { words: known.words, labels: this.#tags.labelsOf(known) };
    const written = this.#withTags(text);
    if (written) return { words: written.words, labels: this.#tags.labelsOf(written) };
    return { words: segmentWords(text), labels: null };
  }

  #find(text: string): Sentence | undefined {
    if (!this.#byText) {
      this.#byText = new Map();
      for (const sentence of this.#sentences) {
        // as it is shown, and as it stands in a file
        for (const form of [joinWords(sentence.words), sentence.words.join(' ')]) {
          if (!this.#byText.has(form)) this.#byText.set(form, sentence);
        }
      }
    }
    return this.#byText.get(text);
  }

  /** Where every word has a tag behind its last slash. */
  #withTags(text: string): Sentence | undefined {
    const pairs = text.split(/\s+/).filter(Boolean);
    const parts = pairs.map((pair) => /^(.+)\/(.+)$/u.exec(pair));
    const words = parts.flatMap((part) => part?.[1] ?? []);
    const tags = parts.flatMap((part) => part?.[2] ?? []);
    const isWhole = words.length > 0 && words.length === pairs.length;
    return isWhole && tags.every((tag) => this.#tags.isTag(tag)) ? { words, tags } : undefined;
  }
}

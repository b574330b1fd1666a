/** Sentences worth knowing that are no errors, until the person closes them. */
import type { Problem } from '../../lib/problems.ts';
import { sentencesOf } from '../words/problems/problems.ts';
import type { Names } from '../words/problems/said.ts';
import { OwnStore } from './store.ts';

export class Notes extends OwnStore<readonly string[]> {
  constructor(sentences: readonly string[] = []) {
    super(sentences);
  }

  add(sentences: readonly string[]): void {
    if (sentences.length > 0) this.set([...this.value, ...sentences]);
  }

  remark(problems: readonly Problem[], names: Names): void {
    this.add(sentencesOf(problems, names));
  }

  /** In place of everything that stands there. */
  replaceAll(sentences: readonly string[]): void {
    this.set(sentences);
  }

  /** One in place of another, behind the others; null: none. */
  swap(before: string | null, now: string | null): void {
    const others = this.value.filter((note) => note !== before);
    if (now !== null) this.set([...others, now]);
    else if (others.length < this.value.length) this.set(others);
  }

  close(): void {
    this.set([]);
  }
}

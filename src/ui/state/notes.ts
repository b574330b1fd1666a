/** Sentences worth knowing that are no errors, until the person closes them. */
import { OwnStore } from './store.ts';

export class Notes extends OwnStore<readonly string[]> {
  constructor(sentences: readonly string[] = []) {
    super(sentences);
  }

  add(sentences: readonly string[]): void {
    if (sentences.length > 0) this.set([...this.value, ...sentences]);
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

/** What became of drawn lines: made anew, known from the list, or said before. */
import type { LineCounts, LineKind } from '../../protocol/frames.ts';

/** Counts lines one by one, as they are drawn. */
export class Novelty {
  readonly #list: ReadonlySet<string>;
  readonly #seen = new Set<string>();
  readonly #counts: LineCounts = { drawn: 0, isNew: 0, inList: 0, repeated: 0 };

  /** @param list every line that the net could have read, held out or not */
  constructor(list: ReadonlySet<string>) {
    this.#list = list;
  }

  add(line: string): LineKind {
    const isRepeated = this.#seen.has(line);
    this.#seen.add(line);
    this.#counts.drawn++;
    if (this.#list.has(line)) {
      this.#counts.inList++;
      return 'in list';
    }
    this.#counts[isRepeated ? 'repeated' : 'isNew']++;
    return isRepeated ? 'repeated' : 'new';
  }

  /** Of all lines so far; the three kinds are all there is. */
  get counts(): LineCounts {
    return { ...this.#counts };
  }
}

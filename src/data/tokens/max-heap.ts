/** Keys by weight: the heaviest first, of equal ones the lower key. */
interface Entry {
  weight: number;
  key: number;
}

export class MaxHeap {
  readonly #entries: Entry[] = [];

  push(weight: number, key: number): void {
    const entries = this.#entries;
    let at = entries.push({ weight, key }) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entries[at], entries[parent])) return;
      [entries[at], entries[parent]] = [entries[parent], entries[at]];
      at = parent;
    }
  }

  pop(): Entry | undefined {
    const entries = this.#entries;
    const [top] = entries;
    const last = entries.pop();
    if (last === undefined || entries.length === 0) return last;
    entries[0] = last;
    for (let at = 0; ;) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < entries.length && isBefore(entries[child], entries[first])) first = child;
      }
      if (first === at) return top;
      [entries[at], entries[first]] = [entries[first], entries[at]];
      at = first;
    }
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.weight > b.weight || (a.weight === b.weight && a.key < b.key);
}

/**
 * What stands in a text and is not for the net to foresee: symbols that it lacks, line breaks that it does
 * not see. Each is one of those that came before, or it is spelled.
 */
import { Counts } from './counts.ts';
import type { Coder } from './range-coder.ts';

/** Where a literal stands: what is usual there is told by what came before at such places. */
export type Slot = string;

/** What is usual at a place before anything has come, and how much so beside what is new, 1. */
export type Usual = (slot: Slot) => readonly (readonly [literal: string, count: number])[];

export class Literals {
  readonly #usual: Usual;
  readonly #speller = new Speller();
  readonly #seen = new Map<Slot, SeenLiterals>();

  constructor(usual: Usual) {
    this.#usual = usual;
  }

  /** @param literal what is packed; nobody asks for it when unpacking @returns the literal */
  code(coder: Coder, slot: Slot, literal: string): string {
    let seen = this.#seen.get(slot);
    if (!seen) this.#seen.set(slot, (seen = new SeenLiterals(this.#usual(slot))));
    return seen.code(coder, this.#speller, literal);
  }
}

/** Number 0 is one that has not come before. */
class SeenLiterals {
  readonly #literals: string[] = [''];
  readonly #numbers = new Map<string, number>();
  readonly #counts = new Counts([1]);

  constructor(usual: ReturnType<Usual>) {
    for (const [literal, count] of usual) this.#add(literal, count);
  }

  code(coder: Coder, speller: Speller, literal: string): string {
    const number = coder.code(this.#counts, this.#numbers.get(literal) ?? 0);
    this.#counts.add(number);
    if (number > 0) return this.#literals[number];
    const spelled = speller.code(coder, literal);
    this.#add(spelled, 1);
    return spelled;
  }

  #add(literal: string, count: number): void {
    this.#numbers.set(literal, this.#literals.length);
    this.#literals.push(literal);
    this.#counts.push(count);
  }
}

/** How much one that has come counts beside one that has not. */
const learned = 24;
const end = 256;
/** Code units of a literal: no packed text is longer. */
export const longestText = 2 ** 22;

/** Any string, code unit by code unit: the upper byte, or the end, then the lower. */
class Speller {
  readonly #upper = new Counts(new Array<number>(end + 1).fill(1));
  readonly #lower = new Map<number, Counts>();

  code(coder: Coder, literal: string): string {
    const units: string[] = [];
    for (let at = 0; at <= longestText; at++) {
      const unit = at < literal.length ? literal.charCodeAt(at) : end << 8;
      const upper = coder.code(this.#upper, unit >> 8);
      this.#upper.add(upper, learned);
      if (upper === end) return units.join('');
      const counts = this.#lowerOf(upper);
      const lower = coder.code(counts, unit & 255);
      counts.add(lower, learned);
      units.push(String.fromCharCode((upper << 8) | lower));
    }
    throw new RangeError('packing: a literal has no end');
  }

  #lowerOf(upper: number): Counts {
    let counts = this.#lower.get(upper);
    if (!counts) this.#lower.set(upper, (counts = new Counts(new Array<number>(256).fill(1))));
    return counts;
  }
}

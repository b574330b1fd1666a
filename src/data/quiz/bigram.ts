/** How likely a token is after the one before it, by counting what is trained on. */
import { maskedTarget } from '../../ops/masked-target.ts';
import type { Sequence, TokenLine } from '../sequences.ts';

/**
 * P(w | v) = (n(v w) + κ P(w)) / (n(v) + κ), P(w) = (n(w) + 1) / (N + V): what was seen after v, and the less
 * was seen of it, the more what is seen at all (MacKay and Peto, “A hierarchical Dirichlet language
 * model”, 1995, with one κ).
 */
const kappa = 20;

export class Bigram {
  readonly #pairs = new Map<number, number>();
  readonly #before = new Map<number, number>();
  readonly #counts: Uint32Array;
  #total = 0;

  /** @param size V */
  constructor(size: number) {
    this.#counts = new Uint32Array(size);
  }

  add({ inputs, targets }: Pick<Sequence, 'inputs' | 'targets'>): void {
    for (let time = 0; time < targets.length; time++) {
      const [before, token] = [inputs[time], targets[time]];
      if (token === maskedTarget) continue;
      count(this.#pairs, this.#pairOf(before, token));
      count(this.#before, before);
      this.#counts[token]++;
      this.#total++;
    }
  }

  /** −log P of all that is wanted of a line, nats. */
  nats({ tokens, targets }: Pick<TokenLine, 'tokens' | 'targets'>): number {
    let sum = 0;
    targets.forEach((token, time) => {
      if (token !== maskedTarget) sum -= Math.log(this.#probability(tokens[time], token));
    });
    return sum;
  }

  #probability(before: number, token: number): number {
    const alone = (this.#counts[token] + 1) / (this.#total + this.#counts.length);
    const pairs = this.#pairs.get(this.#pairOf(before, token)) ?? 0;
    return (pairs + kappa * alone) / ((this.#before.get(before) ?? 0) + kappa);
  }

  /** What is read before the first token is a number beyond all tokens. */
  #pairOf(before: number, token: number): number {
    return before * this.#counts.length + token;
  }
}

function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

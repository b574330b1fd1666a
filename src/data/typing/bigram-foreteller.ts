/** What follows by counting: each token by the one before it, in what is trained on. */
import type { Bigram } from '../rivals/bigram.ts';
import type { Beginning, Foreteller } from './foreteller.ts';

interface BigramOptions {
  /** V */
  size: number;
  /** What is read where a text begins. */
  first: number;
  /** Tokens of a chain. */
  steps: number;
  /** Never comes; absent: all may. */
  unknown?: number;
}

export class BigramForeteller implements Foreteller {
  readonly #bigram: Bigram;
  readonly #options: BigramOptions;
  /** The likeliest behind each token. */
  readonly #likeliest = new Map<number, number>();

  constructor(bigram: Bigram, options: BigramOptions) {
    this.#bigram = bigram;
    this.#options = options;
  }

  after(tokens: readonly number[]): Promise<Float64Array> {
    return Promise.resolve(this.#logits(tokens.at(-1) ?? this.#options.first));
  }

  goOn(beginnings: readonly Beginning[]): Promise<number[][]> {
    const chains = beginnings.map(({ next }) => {
      const chain = [next];
      while (chain.length < this.#options.steps) chain.push(this.#behind(chain[chain.length - 1]));
      return chain;
    });
    return Promise.resolve(chains);
  }

  #behind(token: number): number {
    const known = this.#likeliest.get(token);
    if (known !== undefined) return known;
    const logits = this.#logits(token);
    let best = -1;
    logits.forEach((logit, id) => {
      if (id !== this.#options.unknown && (best < 0 || logit > logits[best])) best = id;
    });
    this.#likeliest.set(token, best);
    return best;
  }

  #logits(before: number): Float64Array {
    return Float64Array.from(
      { length: this.#options.size },
      (_, id) => -this.#bigram.bitsOf(id, before) * Math.LN2,
    );
  }
}

/** Works out a line of a cell's equations, written in LaTeX, on vectors of numbers. */

export type Vector = readonly number[];
/** Rows of a matrix. */
export type Matrix = readonly Vector[];

/** What the letters stand for: `Γu`, `a⟨t⟩`, `b_u`, `W_ux` … @throws where there is no such thing */
export interface Meaning {
  vector(name: string): Vector;
  matrix(name: string): Matrix;
  /** Of the one that multiplies [p, q]: what multiplies p, and what multiplies q. */
  stacked(name: string): readonly [Matrix, Matrix];
}

const functions: Record<string, (value: number) => number> = {
  sigma: (value) => 1 / (1 + Math.exp(-value)),
  tanh: Math.tanh,
};

type Token = string;

/** `\now{\tilde{c}}` is one letter, `c̃⟨t⟩`; so are `W_{cx}`, W_cx, and `\Gamma_u`, Γu. */
function tokensOf(latex: string): Token[] {
  const plain = latex
    .replace(/\\tilde\{(\w)\}/g, '$1\u0303')
    .replace(/\\now\{([^{}]*)\}/g, '$1⟨t⟩')
    .replace(/\\prev\{([^{}]*)\}/g, '$1⟨t−1⟩')
    .replace(/\\Gamma_(\w)/g, 'Γ$1')
    .replace(/_\{(\w+)\}/g, '_$1')
    .replace(/\\(sigma|tanh|max)/g, '$1');
  const tokens =
    plain.match(/\w\u0303?⟨t(?:−1)?⟩|Γ\w|[Wbv]_\w+|sigma|tanh|max|[\d()[\],*+=-]/gu) ?? [];
  const read = tokens.join('').length;
  const all = plain.replace(/\s/g, '').length;
  if (read !== all) throw new SyntaxError(`equation: not all of it can be read: ${latex}`);
  return tokens;
}

/** The name on the left, and the value of the right side. */
export function valueOfLine(latex: string, meaning: Meaning): { name: string; value: Vector } {
  const [name, equals, ...tokens] = tokensOf(latex);
  if (equals !== '=') throw new SyntaxError(`equation: no left side: ${latex}`);
  const reader = new Reader(tokens, meaning);
  const value = reader.sum();
  if (!reader.isAtEnd) throw new SyntaxError(`equation: does not end where it should: ${latex}`);
  return { name, value };
}

const each = (one: Vector, other: Vector, act: (a: number, b: number) => number): Vector =>
  Array.from({ length: Math.max(one.length, other.length) }, (_, at) =>
    act(one.length === 1 ? one[0] : one[at], other.length === 1 ? other[0] : other[at]),
  );

const times = (matrix: Matrix, vector: Vector): Vector =>
  matrix.map((row) => {
    if (row.length !== vector.length) throw new RangeError('equation: sizes that do not fit');
    return row.reduce((total, weight, at) => total + weight * vector[at], 0);
  });

class Reader {
  readonly #tokens: readonly Token[];
  readonly #meaning: Meaning;
  #at = 0;

  constructor(tokens: readonly Token[], meaning: Meaning) {
    this.#tokens = tokens;
    this.#meaning = meaning;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  sum(): Vector {
    let total = this.#product();
    while (this.#next === '+' || this.#next === '-') {
      const sign = this.#take() === '+' ? 1 : -1;
      total = each(total, this.#product(), (a, b) => a + sign * b);
    }
    return total;
  }

  #product(): Vector {
    let product = this.#factor();
    while (this.#next === '*') {
      this.#take();
      product = each(product, this.#factor(), (a, b) => a * b);
    }
    return product;
  }

  #factor(): Vector {
    const token = this.#take();
    if (token === '(') {
      const within = this.sum();
      this.#expect(')');
      return within;
    }
    if (/^\d$/.test(token)) return [Number(token)];
    if (token in functions) return this.#bracketed().map(functions[token]);
    if (token === 'max') return this.#largest();
    if (!token.startsWith('W_')) return this.#meaning.vector(token);
    if (this.#next !== '[') return times(this.#meaning.matrix(token), this.#factor());
    this.#take();
    const upper = this.sum();
    this.#expect(',');
    const lower = this.sum();
    this.#expect(']');
    const [forUpper, forLower] = this.#meaning.stacked(token);
    return each(times(forUpper, upper), times(forLower, lower), (a, b) => a + b);
  }

  #bracketed(): Vector {
    this.#expect('(');
    const within = this.sum();
    this.#expect(')');
    return within;
  }

  #largest(): Vector {
    this.#expect('(');
    const one = this.sum();
    this.#expect(',');
    const other = this.sum();
    this.#expect(')');
    return each(one, other, Math.max);
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(): Token {
    if (this.isAtEnd) throw new SyntaxError('equation: ends too early');
    return this.#tokens[this.#at++];
  }

  #expect(token: Token): void {
    const found = this.#take();
    if (found !== token) throw new SyntaxError(`equation: ${found} instead of ${token}`);
  }
}

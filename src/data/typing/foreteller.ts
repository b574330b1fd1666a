/** Who says what comes behind a text, for one who writes it. */

/** Tokens that have been read, and the one that is to follow. */
export interface Beginning {
  tokens: readonly number[];
  next: number;
}

export interface Foreteller {
  /** @returns logits of what follows these tokens [V, or more] */
  after(tokens: readonly number[]): Promise<ArrayLike<number>>;
  /**
   * The likeliest that follows, then the likeliest behind that, and so on.
   * @param beginnings whose tokens `after` was asked about before
   * @returns of each the token that was to follow, and those behind it
   */
  goOn(beginnings: readonly Beginning[]): Promise<number[][]>;
}

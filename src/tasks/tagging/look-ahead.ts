/** How far a net reads on before it answers, by the choices of the setting. */

export interface LookAhead {
  /** 2: every layer also reads the sentence from its end, so that all of it is known at each word. */
  directions: 1 | 2;
  /** Time steps between a word and the answer about it. */
  delay: number;
}

/** The delays that a net which reads from the left alone may have. */
const delays = [0, 1, 2, 4] as const;

/** @param choice as the setting has it: a number of words, or `all` */
export function lookAheadOf(choice: string): LookAhead {
  const delay = delays.find((one) => `${one}` === choice);
  return delay === undefined ? { directions: 2, delay: 0 } : { directions: 1, delay };
}

/** All choices. */
export const lookAheads: readonly string[] = [...delays.map(String), 'all'];

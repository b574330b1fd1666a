/** How far a net reads on before it answers, by the choices of the setting. */
import type { Settings } from '../../config/settings.ts';

export interface LookAhead {
  /** 2: every layer also reads the sentence from its end, so that all of it is known at each word. */
  directions: 1 | 2;
  /** Time steps between a word and the answer about it. */
  delay: number;
}

/** @param choice a number of words, or `all` */
export function lookAheadOf(choice: Settings['lookAhead']): LookAhead {
  return choice === 'all' ? { directions: 2, delay: 0 } : { directions: 1, delay: Number(choice) };
}

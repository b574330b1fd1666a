/** What is said of a problem: what is wrong, and what to do about it. */
import { msg, str } from '@lit/localize';
import type { ProblemAreas, Reason } from '../../../lib/problems.ts';
import type { RunTitle } from '../../../lib/run-name.ts';
import type { Catalogue } from '../../../protocol/catalogue.ts';

/** Two sentences, each without its full stop. */
export interface Said {
  /** Ends with the values by name, where there are any. */
  what: string;
  /** Empty where there is nothing that one could do. */
  advice: string;
}

export const chooseOneOf = (choices: string): string => msg(str`Choose one of ${choices}`);

/** How things are called that the engine names by ids. */
export interface Names {
  catalogue: Catalogue | null;
  nameOf: (run: RunTitle) => string;
}

export interface Speaking extends Names {
  /** What lies behind, to stand within a sentence. */
  why: (reason: Reason) => Said;
}

/** The words for each code of an area; texts among the values are fit to stand within a sentence. */
export type WordsOf<Area extends keyof ProblemAreas> = {
  [Code in keyof ProblemAreas[Area]]: (values: ProblemAreas[Area][Code], how: Speaking) => Said;
};

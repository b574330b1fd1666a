/** One of the experiments that a click sets up whole. */
import type { ExperimentPage } from './experiment-page.ts';
import type { Lab } from './lab.ts';

export interface Experiment {
  id: string;
  /** Ids of the tasks that it can be done with. */
  tasks: readonly string[];
  /** On its button. */
  name: () => string;
  /** What it does, for who has not pressed it. */
  plan: () => string;
}

/** How it is done; loaded with the first that is begun. */
export interface Recipe {
  /** Sets it up, step by step. */
  setUp: (lab: Lab) => Promise<void>;
  /** One sentence: what to look at, with what was measured. */
  look: (page: ExperimentPage) => string;
}

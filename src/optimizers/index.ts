/** The optimizers that the menu shows. */
import { adam } from './adam.ts';
import type { Optimizer } from './optimizer.ts';
import { sgd } from './sgd.ts';

export const optimizers: readonly Optimizer[] = [adam, sgd];

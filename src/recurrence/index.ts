/** The strategies by name. */
import { composed } from './composed.ts';
import { step } from './step.ts';

export const strategies = { composed, step } as const;
export type StrategyId = keyof typeof strategies;

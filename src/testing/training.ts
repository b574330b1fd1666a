/** Steps of training as the sweeps see them. */
import type { Backend } from '../backend/backend.ts';
import type { NamedValues } from '../model/parameters.ts';
import {
  type Case,
  createTrainer,
  destroyTrainer,
  runStep,
  type TrainerOptions,
} from './run-net.ts';

export interface Training {
  dispatches: number;
  /** One step; the gradients as they were before clipping. */
  step(): Promise<{ loss: number; norm: number; gradients: readonly NamedValues[] }>;
  weights(): Promise<readonly NamedValues[]>;
  close(): void;
}

export async function openTraining(
  backend: Backend,
  c: Case,
  options: TrainerOptions,
): Promise<Training> {
  const trainer = await createTrainer(backend, c, options);
  return {
    dispatches: trainer.dispatches,
    step: () => runStep(trainer),
    weights: () => trainer.net.readParameters(),
    close: () => destroyTrainer(trainer),
  };
}

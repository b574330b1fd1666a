/** What the settings of a net stand for, and the net as it is planned before anything is made. */
import { cells } from '../cells/index.ts';
import type { Settings } from '../config/settings.ts';
import type { MemoryLimits } from '../graph/memory-plan.ts';
import { schedule } from '../graph/schedule.ts';
import { SettingsError } from '../lib/errors.ts';
import { languageModel } from '../model/language-model.ts';
import type { Unrolling } from '../model/module.ts';
import { softmax } from '../model/objective.ts';
import type { ModelShape } from '../model/shape.ts';
import { optimizers } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { Evaluator } from './evaluator.ts';
import { Inspector } from './inspector.ts';
import type { NetPlanner } from './net.ts';
import { Sampler } from './sampler.ts';
import { Trainer } from './trainer.ts';

/** @throws SettingsError when there is no such cell or optimizer */
export function planned(settings: Settings, vocabSize: number) {
  const shape: ModelShape = {
    cell: chosen('cell', cells, settings.cell),
    layers: settings.layers,
    hiddenSize: settings.hiddenSize,
    vocabSize,
    embeddingSize: settings.input === 'embedding' ? settings.embeddingSize : 0,
    learnsInitialState: settings.initialState === 'learned',
  };
  const unrolling: Unrolling = {
    timeSteps: settings.timeSteps,
    batchSize: settings.batchSize,
    strategy: 'step',
    // whatever the share is now: it may change while training
    hasDropout: settings.layers > 1,
  };
  const optimizer: Optimizer = chosen('optimizer', optimizers, settings.optimizer);
  return { shape, model: languageModel(shape), unrolling, optimizer };
}

/** What a net is to run on. */
export interface PlanTarget {
  form: ProductForm;
  limits: MemoryLimits;
}

/**
 * A net with all its plans: its size can be told from them, and it is built from the same ones.
 * @param checkupLength tokens over which its units are looked at
 */
export function planNet(
  net: ReturnType<typeof planned>,
  { form, limits }: PlanTarget,
  checkupLength: number,
) {
  const { model, unrolling, optimizer } = net;
  const planner: NetPlanner = {
    model,
    objective: softmax,
    optimizer,
    plan: (name, graph, slots) => schedule(graph, { name, slots, limits, form }),
  };
  return {
    ...net,
    form,
    limits,
    training: Trainer.plan(planner, unrolling),
    validation: Evaluator.plan(planner, unrolling),
    sampling: Sampler.plan(planner),
    checkup: Inspector.plan(planner, checkupLength, { name: 'checkup' }),
  };
}

export type PlannedNet = ReturnType<typeof planNet>;

function chosen<Item extends { id: string }>(
  what: string,
  list: readonly Item[],
  id: string,
): Item {
  const item = list.find((candidate) => candidate.id === id);
  if (item) return item;
  throw new SettingsError({
    where: 'settings',
    what: `there is no such ${what}`,
    values: { [what]: id },
    advice: `Choose one of ${list.map((candidate) => candidate.id).join(', ')}`,
  });
}

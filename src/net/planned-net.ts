/** What the settings of a net stand for, and the net as it is planned before anything is made. */
import type { Settings } from '../config/settings.ts';
import type { MemoryLimits } from '../graph/memory-plan.ts';
import type { TokenLine } from '../data/sequences.ts';
import { schedule } from '../graph/schedule.ts';
import { optimizers } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { TaskData, TaskModel } from '../tasks/task.ts';
import { chosen } from '../lib/chosen.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Inspector } from '../training/inspector.ts';
import type { NetPlanner } from '../training/net.ts';
import { Sampler } from '../training/sampler.ts';
import { Trainer } from '../training/trainer.ts';

/** What plans are made of. */
export interface NetDesign extends TaskModel {
  optimizer: Optimizer;
  /** More than the loss is measured. */
  hasMetrics: boolean;
}

/**
 * The net that these settings stand for over these data.
 * @param isReadAgain the data will have been opened anew with these settings
 * @throws SettingsError when there is no such cell or optimizer
 */
export function designOf(
  settings: Settings,
  data: Pick<TaskData, 'model' | 'metrics'>,
  isReadAgain = false,
): NetDesign {
  const optimizer = chosen('optimizer', optimizers, settings.optimizer);
  const hasMetrics = data.metrics.length > 0;
  return { ...data.model(settings, isReadAgain), optimizer, hasMetrics };
}

/** What a net is to run on. */
export interface PlanTarget {
  form: ProductForm;
  limits: MemoryLimits;
}

/**
 * A net with all its plans: its size can be told from them, and it is built from the same ones.
 * @param checkup lines over which its units are looked at
 */
export function planNet(
  net: NetDesign,
  { form, limits }: PlanTarget,
  checkup: readonly TokenLine[],
) {
  const { model, objective, unrolling, optimizer, hasMetrics } = net;
  const planner: NetPlanner = {
    model,
    objective,
    optimizer,
    plan: (name, graph, slots) => schedule(graph, { name, slots, limits, form }),
  };
  return {
    ...net,
    form,
    limits,
    training: Trainer.plan(planner, unrolling),
    validation: Evaluator.plan(planner, unrolling, hasMetrics),
    sampling: Sampler.plan(planner),
    checkup: Inspector.plan(planner, checkup, { name: 'checkup' }),
  };
}

export type PlannedNet = ReturnType<typeof planNet>;

/** A net trained at the defaults of its task on what is built in, and measured on what is held out. */
import type { Backend } from '../backend/backend.ts';
import { defaultOf } from '../config/defaults.ts';
import { defaultSettings, settingKeys, type Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { chosen } from '../lib/chosen.ts';
import { initialParameters } from '../model/initialisation.ts';
import { optimizers } from '../optimizers/index.ts';
import { holding, type MetricBound } from '../protocol/metrics.ts';
import { taskOf } from '../tasks/index.ts';
import type { TaskData } from '../tasks/task.ts';
import { type Evaluation, Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { Trainer } from '../training/trainer.ts';

/** Steps between two readings: no more than the ring of losses holds. */
const stepsAtOnce = 25;

/** What stands in the page when a task is chosen, and then these. */
function settingsOfTask(task: string, changes: Partial<Settings> = {}): Settings {
  const net = { ...defaultSettings(), ...changes, task };
  const own = settingKeys.map((key) => [key, defaultOf(key, net)]);
  const text = taskOf(task).sources[0]?.id ?? '';
  return { ...(Object.fromEntries(own) as Settings), text, ...changes, task };
}

export class TaskRun {
  readonly settings: Settings;
  readonly data: TaskData;
  readonly #trainer: Trainer;
  readonly #evaluator: Evaluator;

  private constructor(settings: Settings, data: TaskData, trainer: Trainer, evaluator: Evaluator) {
    this.settings = settings;
    this.data = data;
    this.#trainer = trainer;
    this.#evaluator = evaluator;
  }

  /** @param changes from the defaults */
  static async start(
    backend: Backend,
    task: string,
    changes: Partial<Settings> = {},
  ): Promise<TaskRun> {
    const settings = settingsOfTask(task, changes);
    const work = { signal: new AbortController().signal, onProgress: () => undefined };
    const data = await taskOf(task).open({ kind: 'builtin', id: settings.text }, settings, work);
    const { model, objective, unrolling } = data.model(settings);
    const optimizer = chosen('optimizer', optimizers, settings.optimizer);
    const { seed, initialisation: scheme, memoryBias } = settings;
    const initial = initialParameters(model.specs, seed, { scheme, memoryBias });
    const net = await Net.create(backend, {
      ...{ model, objective, optimizer, seed, initial },
      form: backend.form,
    });
    const batches = data.batches(unrolling, seed);
    const trainer = await Trainer.create(net, unrolling, batches, tuningOf(settings));
    const { metrics, targets } = data;
    const counted = { metrics, end: targets.end };
    const evaluator = await Evaluator.create(net, unrolling, data.heldOut(unrolling), counted);
    await evaluator.compile();
    return new TaskRun(settings, data, trainer, evaluator);
  }

  /** Trains until so many steps are done. */
  async trainTo(step: number): Promise<void> {
    while (this.#trainer.step < step) {
      const until = Math.min(step, this.#trainer.step + stepsAtOnce);
      while (this.#trainer.step < until) this.#trainer.run(1);
      await this.#trainer.readLosses();
    }
  }

  /** Over all that is held out. */
  measure(): Promise<Evaluation> {
    this.#evaluator.begin(Infinity);
    while (!this.#evaluator.isComplete) this.#evaluator.runChunk();
    return this.#evaluator.finish();
  }

  /** What it is measured against, with these settings. */
  get bounds(): readonly MetricBound[] {
    return holding(this.data.info.bounds ?? [], this.settings);
  }

  get net(): Net {
    return this.#trainer.net;
  }

  close(): void {
    this.#evaluator.destroy();
    this.#trainer.destroy();
    this.#trainer.net.destroy();
  }
}

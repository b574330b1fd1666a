/** A net trained at the defaults of its task on what is built in, and measured on what is held out. */
import type { Backend } from '../backend/backend.ts';
import { defaultOf } from '../config/defaults.ts';
import { defaultSettings, settingKeys, type Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { Novelty } from '../data/scores/novelty.ts';
import { chosen } from '../lib/chosen.ts';
import { initialParameters } from '../model/initialisation.ts';
import { optimizers } from '../optimizers/index.ts';
import type { LineCounts } from '../protocol/frames.ts';
import { holding, type MetricBound } from '../protocol/metrics.ts';
import { taskOf } from '../tasks/index.ts';
import type { DrawnSequences, TaskData } from '../tasks/task.ts';
import { type Evaluation, Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { sampleCapacity, Sampler } from '../training/sampler.ts';
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

  /** So many lines, at the temperature of the settings, counted as on the page. */
  async draw(length: number): Promise<LineCounts> {
    const { data, settings } = this;
    const sequences = data.sequences as DrawnSequences;
    const { labelled, end, limit } = sequences;
    const sampler = await Sampler.create(this.net);
    await sampler.compile();
    const { temperature, topK, sampleSeed: seed } = settings;
    const prompt = sequences.begin([]);
    const firsts = labelled?.tokens;
    sampler.start({ prompt, firsts, length, ends: { token: end, limit }, seed, temperature, topK });
    const novelty = new Novelty(sequences.known);
    const verdicts = labelled?.verdicts();
    while (sampler.remaining > 0) {
      for (const draws of await sampler.run(sampleCapacity)) {
        const tokens = draws.map(({ token }) => token);
        const text = data.targets.decode(tokens.filter((token) => token !== end));
        const label = novelty.counts.drawn % (labelled?.labels.length ?? 1);
        const kind = novelty.add(text);
        verdicts?.add(text, label, kind);
      }
    }
    sampler.destroy();
    return { ...novelty.counts, ...(verdicts && { byLabel: verdicts.counts }) };
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

/** A tagger trained at the defaults of its task, and scored on what is held out. */
import type { Backend } from '../backend/backend.ts';
import { defaultOf } from '../config/defaults.ts';
import { defaultSettings, settingKeys, type Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { optimizers } from '../optimizers/index.ts';
import { holding } from '../protocol/metrics.ts';
import type { TaggedData } from '../tasks/tagging/tagged-data.ts';
import { tagging } from '../tasks/tagging/tagging.ts';
import { type Evaluation, Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { Trainer } from '../training/trainer.ts';

/** Steps between two readings: no more than the ring of losses holds. */
const stepsAtOnce = 25;

/** What stands in the page when its task is chosen and these are. */
function taggingSettings(chosen: Partial<Settings>): Settings {
  const net = { ...defaultSettings(), ...chosen, task: 'tagging' };
  const own = settingKeys.map((key) => [key, defaultOf(key, net)]);
  return { ...(Object.fromEntries(own) as Settings), ...chosen, task: 'tagging' };
}

export class TaggerRun {
  readonly settings: Settings;
  readonly data: TaggedData;
  readonly #trainer: Trainer;
  readonly #evaluator: Evaluator;

  private constructor(
    settings: Settings,
    data: TaggedData,
    trainer: Trainer,
    evaluator: Evaluator,
  ) {
    this.settings = settings;
    this.data = data;
    this.#trainer = trainer;
    this.#evaluator = evaluator;
  }

  /** @param chosen other than the defaults */
  static async start(backend: Backend, chosen: Partial<Settings>): Promise<TaggerRun> {
    const settings = taggingSettings(chosen);
    const work = { signal: new AbortController().signal, onProgress: () => undefined };
    const source = { kind: 'builtin', id: 'sentences' } as const;
    const data = (await tagging.open(source, settings, work)) as TaggedData;
    const { model, objective, unrolling } = data.model(settings);
    const optimizer = optimizers.find(({ id }) => id === settings.optimizer) ?? optimizers[0];
    const { seed } = settings;
    const net = await Net.create(backend, {
      model,
      objective,
      optimizer,
      form: backend.form,
      seed,
    });
    const batches = data.batches(unrolling, seed);
    const trainer = await Trainer.create(net, unrolling, batches, tuningOf(settings));
    const { metrics } = data;
    const heldOut = data.heldOut(unrolling);
    const evaluator = await Evaluator.create(net, unrolling, heldOut, { metrics });
    await evaluator.compile();
    return new TaggerRun(settings, data, trainer, evaluator);
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

  /** Of entities, or of words where labels are 0 and 1. */
  async f1(): Promise<number> {
    const [{ gives }] = this.data.metrics;
    return (await this.measure()).metrics?.[gives[0]] ?? NaN;
  }

  /** The best F1 that any reader can have who looks so far ahead. */
  get bound(): number {
    return holding(this.data.info.bounds ?? [], this.settings)[0]?.value ?? NaN;
  }

  close(): void {
    this.#evaluator.destroy();
    this.#trainer.destroy();
    this.#trainer.net.destroy();
  }
}

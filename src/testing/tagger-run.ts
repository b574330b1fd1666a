/** A tagger trained at the defaults of its task, and scored on what is held out. */
import type { Backend } from '../backend/backend.ts';
import { defaultOf } from '../config/defaults.ts';
import { defaultSettings, settingKeys, type Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { optimizers } from '../optimizers/index.ts';
import type { PredictionScore } from '../protocol/predictions.ts';
import type { TaggedData } from '../tasks/tagging/tagged-data.ts';
import { tagging } from '../tasks/tagging/tagging.ts';
import { Net } from '../training/net.ts';
import { Trainer } from '../training/trainer.ts';
import { HeldOutAnswers } from '../views/held-out-answers.ts';

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
  readonly #answers: HeldOutAnswers;

  private constructor(
    settings: Settings,
    data: TaggedData,
    trainer: Trainer,
    answers: HeldOutAnswers,
  ) {
    this.settings = settings;
    this.data = data;
    this.#trainer = trainer;
    this.#answers = answers;
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
    const answers = await HeldOutAnswers.create({ net, data, pins: [] }, data.examples);
    return new TaggerRun(settings, data, trainer, answers);
  }

  /** Trains until so many steps are done. */
  async trainTo(step: number): Promise<void> {
    while (this.#trainer.step < step) {
      const until = Math.min(step, this.#trainer.step + stepsAtOnce);
      while (this.#trainer.step < until) this.#trainer.run(1);
      await this.#trainer.readLosses();
    }
  }

  async score(): Promise<PredictionScore> {
    return this.data.examples.score(await this.#answers.run());
  }

  /** The best F1 that any reader can have who looks so far ahead. */
  get bound(): number {
    const { bounds } = this.data.examples.score([]);
    return bounds?.find(({ lookAhead }) => lookAhead === this.settings.lookAhead)?.f1 ?? NaN;
  }

  close(): void {
    this.#answers.destroy();
    this.#trainer.destroy();
    this.#trainer.net.destroy();
  }
}

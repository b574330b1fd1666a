/** A run of a language model on the CPU, by one thread: trained, validated and sampled from. */
import type { Backend } from '../../src/backend/backend.ts';
import type { Settings } from '../../src/config/settings.ts';
import { tuningOf } from '../../src/config/tuning.ts';
import { StreamBatches } from '../../src/data/batches.ts';
import { heldOutBatches } from '../../src/data/held-out.ts';
import type { Tokens } from '../../src/data/vocabulary.ts';
import { languageModelOf } from '../../src/tasks/language-model/model.ts';
import { Evaluator } from '../../src/training/evaluator.ts';
import { Net } from '../../src/training/net.ts';
import { designOf } from '../../src/net/planned-net.ts';
import { Sampler } from '../../src/training/sampler.ts';
import { Trainer } from '../../src/training/trainer.ts';

/** Steps between two readings: no more than the ring of losses holds. */
const stepsAtOnce = 25;
const drawnAtOnce = 16;

/** The text in tokens; training reads those before `trainLength`. */
export interface TokenText {
  tokens: Tokens;
  trainLength: number;
  vocabSize: number;
}

export class CpuRun {
  readonly #settings: Settings;
  readonly #trainer: Trainer;
  readonly #evaluator: Evaluator;
  readonly #sampler: Sampler;

  private constructor(
    settings: Settings,
    trainer: Trainer,
    evaluator: Evaluator,
    sampler: Sampler,
  ) {
    this.#settings = settings;
    this.#trainer = trainer;
    this.#evaluator = evaluator;
    this.#sampler = sampler;
  }

  static async start(settings: Settings, text: TokenText, backend: Backend): Promise<CpuRun> {
    const { tokens, trainLength, vocabSize } = text;
    const model = (one: Settings) => languageModelOf(one, vocabSize);
    const { unrolling, optimizer, ...design } = designOf(settings, { model, metrics: [] });
    const { batchSize, timeSteps, seed } = settings;
    const net = await Net.create(backend, {
      model: design.model,
      optimizer,
      form: backend.form,
      seed,
    });
    const batches = new StreamBatches(tokens, trainLength, batchSize, timeSteps);
    const trainer = await Trainer.create(net, unrolling, batches, tuningOf(settings));
    const evaluator = await Evaluator.create(
      net,
      unrolling,
      heldOutBatches(tokens.subarray(trainLength), unrolling),
    );
    const sampler = await Sampler.create(net);
    await Promise.all([evaluator.compile(), sampler.compile()]);
    return new CpuRun(settings, trainer, evaluator, sampler);
  }

  get step(): number {
    return this.#trainer.step;
  }

  /** @returns the mean loss of these steps */
  async train(steps: number): Promise<number> {
    const end = this.step + steps;
    let sum = 0;
    while (this.step < end) {
      const until = Math.min(end, this.step + stepsAtOnce);
      while (this.step < until) this.#trainer.run(1);
      const entries = await this.#trainer.readLosses();
      for (const loss of entries?.losses ?? []) sum += loss;
    }
    return sum / steps;
  }

  /** Mean loss over the first `limit` characters of held-out text. */
  async validate(limit: number): Promise<number> {
    this.#evaluator.begin(limit);
    while (!this.#evaluator.isComplete) this.#evaluator.runChunk();
    return (await this.#evaluator.finish()).loss;
  }

  /** Tokens drawn one after another. */
  async sample(first: number, length: number): Promise<number[]> {
    const { temperature, topK, sampleSeed: seed } = this.#settings;
    this.#sampler.start({ prompt: Uint32Array.of(first), length, seed, temperature, topK });
    const drawn: number[] = [];
    while (this.#sampler.remaining > 0) {
      const draws = await this.#sampler.run(drawnAtOnce);
      drawn.push(...draws.flat().map(({ token }) => token));
    }
    return drawn;
  }
}

/** A run of a language model on the CPU, by one thread: trained, validated and sampled from. */
import { KernelStore } from '../../src/backend/wasm/kernel-store.ts';
import { PlanRunner } from '../../src/backend/wasm/plan-runner.ts';
import { learningRateAt } from '../../src/config/learning-rate.ts';
import type { Settings } from '../../src/config/settings.ts';
import { StreamBatches } from '../../src/data/batches.ts';
import { HeldOutBatches } from '../../src/data/held-out.ts';
import { sortTokens } from '../../src/data/sort-tokens.ts';
import type { Tokens } from '../../src/data/vocabulary.ts';
import { readDraw } from '../../src/decode/sample.ts';
import { samplingGraph } from '../../src/decode/sampling-graph.ts';
import { schedule } from '../../src/graph/schedule.ts';
import { initialParameters } from '../../src/model/initialisation.ts';
import { evaluationGraph, ringEntries, trainingGraph } from '../../src/model/language-model.ts';
import { packParameters } from '../../src/model/parameters.ts';
import { ChunkInputs } from '../../src/training/chunk-inputs.ts';
import { planned } from '../../src/training/planned-net.ts';

const limits = { maxBufferBytes: 2 ** 31, maxBindingBytes: 2 ** 31 };
const notForced = 0xffffffff;

/** The text in tokens; training reads those before `trainLength`. */
export interface TokenText {
  tokens: Tokens;
  trainLength: number;
  vocabSize: number;
}

type Training = Awaited<ReturnType<typeof prepared<ReturnType<typeof trainingGraph>>>>;

export class CpuRun {
  step = 0;
  readonly #settings: Settings;
  readonly #text: TokenText;
  readonly #store: KernelStore;
  readonly #plan: ReturnType<typeof planned>;
  readonly #training: Training;
  readonly #batches: StreamBatches;

  private constructor(settings: Settings, text: TokenText, store: KernelStore, training: Training) {
    this.#settings = settings;
    this.#text = text;
    this.#store = store;
    this.#plan = planned(settings, text.vocabSize);
    this.#training = training;
    const { batchSize, timeSteps } = settings;
    this.#batches = new StreamBatches(text.tokens, text.trainLength, batchSize, timeSteps);
  }

  static async start(settings: Settings, text: TokenText, store: KernelStore): Promise<CpuRun> {
    const { shape, unrolling, optimizer } = planned(settings, text.vocabSize);
    const training = await prepared(trainingGraph(shape, unrolling, optimizer), store);
    const initial = initialParameters(shape, settings.seed);
    training.runner.memory.buffer('parameters').set(packParameters(shape, initial));
    return new CpuRun(settings, text, store, training);
  }

  /** @returns the mean loss of these steps */
  train(steps: number): number {
    const { graph, runner } = this.#training;
    const { memory } = runner;
    let sum = 0;
    for (let done = 0; done < steps; done++) {
      this.#fill();
      runner.run();
      sum += memory.floats(graph.ring)[(4 * this.step) % (4 * ringEntries)];
      this.step++;
    }
    return sum / steps;
  }

  /** Mean loss over held-out text. */
  async validate(limit: number): Promise<number> {
    const { shape, unrolling } = this.#plan;
    const { tokens, trainLength } = this.#text;
    const { graph, runner, inputs } = await prepared(
      evaluationGraph(shape, unrolling),
      this.#store,
    );
    this.#giveWeights(runner);
    const heldOut = tokens.subarray(trainLength);
    const batches = new HeldOutBatches(heldOut, unrolling.batchSize, unrolling.timeSteps, limit);
    const reset = new Uint32Array(unrolling.batchSize);
    let sum = 0;
    for (let chunk = 0; chunk < batches.chunks; chunk++) {
      const words = { tokens: inputs.words(0, graph.inputs.tokens), reset };
      batches.fill(chunk, { ...words, targets: inputs.words(0, graph.inputs.targets) });
      inputs.setNumbers(0, { number: chunk, inverse_count: 1 });
      runner.memory.upload(inputs.first(1));
      runner.run();
      sum += runner.memory.floats(graph.ring)[(4 * chunk) % (4 * ringEntries)];
    }
    return sum / batches.characters;
  }

  /** Tokens drawn one after another. */
  async sample(first: number, length: number): Promise<number[]> {
    const { temperature, topK, sampleSeed: seed } = this.#settings;
    const { graph, runner, inputs } = await prepared(
      samplingGraph(this.#plan.shape, 1),
      this.#store,
    );
    this.#giveWeights(runner);
    const ids = (tensor: typeof graph.tokens) => {
      const { buffer, byteOffset, length: count } = runner.memory.floats(tensor);
      return new Uint32Array(buffer, byteOffset, count);
    };
    ids(graph.tokens)[0] = first;
    const drawn: number[] = [];
    for (let position = 0; position < length; position++) {
      const numbers = { seed, position, temperature, top_k: topK, forced: notForced };
      inputs.setNumbers(0, numbers);
      runner.memory.upload(inputs.first(1));
      runner.run();
      drawn.push(readDraw(Uint32Array.from(ids(graph.drawn)), 0).token);
    }
    return drawn;
  }

  #giveWeights(runner: PlanRunner): void {
    runner.memory.buffer('parameters').set(this.#training.runner.memory.buffer('parameters'));
  }

  /** As the trainer does. */
  #fill(): void {
    const { graph, runner, inputs: chunk } = this.#training;
    const { inputs } = graph;
    const { betas = [0, 0], heeds } = this.#plan.optimizer;
    const settings = this.#settings;
    const { batchSize, timeSteps } = settings;
    const size = batchSize * timeSteps;
    const reset = new Uint32Array(batchSize);
    if (inputs.resets) {
      const next = { tokens: new Uint32Array(size), targets: new Uint32Array(size), reset };
      this.#batches.fill(this.step + 1, next);
      chunk.words(0, inputs.resets).set(reset);
    }
    const tokens = chunk.words(0, inputs.tokens);
    this.#batches.fill(this.step, { tokens, targets: chunk.words(0, inputs.targets), reset });
    if (inputs.order && inputs.rowStart) {
      const sorted = {
        order: chunk.words(0, inputs.order),
        rowStart: chunk.words(0, inputs.rowStart),
      };
      sortTokens(tokens, this.#text.vocabSize, sorted);
    }
    chunk.setNumbers(0, {
      number: this.step,
      inverse_count: 1 / size,
      learning_rate: learningRateAt(settings, this.step),
      clip_norm: settings.clipNorm,
      clip_value: settings.clipValue,
      momentum: settings.momentum,
      weight_decay: heeds.includes('weightDecay') ? settings.weightDecay : 0,
      bias_correction_1: 1 - betas[0] ** (this.step + 1),
      bias_correction_2: 1 - betas[1] ** (this.step + 1),
    });
    runner.memory.upload(chunk.first(1));
  }
}

async function prepared<Recorded extends { graph: Parameters<typeof schedule>[0] }>(
  graph: Recorded,
  store: KernelStore,
) {
  const plan = schedule(graph.graph, { name: 'learning', slots: 1, limits, form: 'cpu' });
  return { graph, runner: await PlanRunner.create(plan, store), inputs: new ChunkInputs(plan) };
}

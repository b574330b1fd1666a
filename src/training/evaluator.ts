/** Measures the loss on held-out text, chunk by chunk, with the live weights and its own states. */
import type { PlanRunner } from '../backend/backend.ts';
import type { Plan } from '../graph/plan.ts';
import { HeldOutBatches } from '../data/held-out.ts';
import { evaluationGraph, ringEntries, type Unrolling } from '../model/language-model.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net, NetPlanner } from './net.ts';

export interface Evaluation {
  /** Mean cross-entropy per counted character, nats. */
  loss: number;
  characters: number;
  total: number;
}

export class Evaluator {
  readonly #unrolling: Unrolling;
  readonly #heldOut: Uint8Array | Uint16Array;
  readonly #runner: PlanRunner;
  readonly #inputs: ChunkInputs;
  readonly #tensors: ReturnType<typeof evaluationGraph>;
  readonly #resets: Uint32Array;
  #batches: HeldOutBatches;
  #chunk = 0;
  /** Sums of losses, read back whenever the ring is full. */
  #sums: Promise<number>[] = [];

  private constructor(
    runner: PlanRunner,
    tensors: ReturnType<typeof evaluationGraph>,
    unrolling: Unrolling,
    heldOut: Uint8Array | Uint16Array,
  ) {
    this.#runner = runner;
    this.#tensors = tensors;
    this.#unrolling = unrolling;
    this.#heldOut = heldOut;
    this.#inputs = new ChunkInputs(runner.plan);
    this.#resets = new Uint32Array(unrolling.batchSize);
    this.#batches = this.#batchesOf(0);
  }

  static plan(net: NetPlanner, unrolling: Unrolling) {
    const tensors = evaluationGraph(net.shape, unrolling);
    return { tensors, plan: net.plan('validation', tensors.graph, 1) };
  }

  static async create(
    net: Net,
    unrolling: Unrolling,
    heldOut: Uint8Array | Uint16Array,
    { tensors, plan } = Evaluator.plan(net, unrolling),
  ): Promise<Evaluator> {
    const reading = { name: 'validation', bytes: ringEntries * 16 };
    const runner = await net.space.allocate(plan, { reading });
    return new Evaluator(runner, tensors, unrolling, heldOut);
  }

  get plan(): Plan {
    return this.#runner.plan;
  }

  get isCompiled(): boolean {
    return this.#runner.isCompiled;
  }

  /** Before the first chunk. @throws KernelError */
  compile(): Promise<void> {
    return this.#runner.compile();
  }

  /** False where the text has nothing held out to predict. */
  get hasText(): boolean {
    return this.#batchesOf(1).characters > 0;
  }

  /** Starts over, on the first `limit` held-out characters. */
  begin(limit: number): void {
    this.#batches = this.#batchesOf(limit);
    this.#chunk = 0;
    this.#sums = [];
    this.#runner.clearStates();
  }

  get isComplete(): boolean {
    return this.#chunk >= this.#batches.chunks;
  }

  /** Submits the next chunk. */
  runChunk(): void {
    const { tokens, targets, resets, fresh } = this.#tensors.inputs;
    const words = {
      tokens: this.#inputs.words(0, tokens),
      targets: this.#inputs.words(0, targets),
      reset: this.#resets,
    };
    this.#batches.fill(this.#chunk, words);
    if (resets) this.#inputs.words(0, resets).fill(0);
    if (fresh) this.#inputs.words(0, fresh).set(this.#resets);
    // sums, not means: the mean is taken over all chunks
    this.#inputs.setNumbers(0, { number: this.#chunk, inverse_count: 1 });
    this.#runner.upload(this.#inputs.first(1));
    this.#runner.run({});
    this.#chunk++;
    const written = ((this.#chunk - 1) % ringEntries) + 1;
    if (written === ringEntries || this.isComplete) this.#sums.push(this.#readSum(written));
  }

  /** The result, after the last chunk. */
  async finish(): Promise<Evaluation> {
    const { characters, total } = this.#batches;
    const sums = await Promise.all(this.#sums);
    return { loss: sums.reduce((sum, part) => sum + part, 0) / characters, characters, total };
  }

  /** Sum of the losses of the chunks in the ring, before it is written over. */
  async #readSum(entries: number): Promise<number> {
    const ring = this.#runner.section(this.#tensors.ring);
    const reading = this.#runner.read([ring.part(0, entries * 16)]);
    const words = new Float32Array(await (reading as Promise<ArrayBuffer>));
    let sum = 0;
    for (let at = 0; at < words.length; at += 4) sum += words[at];
    return sum;
  }

  destroy(): void {
    this.#runner.destroy();
  }

  #batchesOf(limit: number): HeldOutBatches {
    const { batchSize, timeSteps } = this.#unrolling;
    return new HeldOutBatches(this.#heldOut, batchSize, timeSteps, limit);
  }
}

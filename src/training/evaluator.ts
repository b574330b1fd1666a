/** Measures the loss on held-out text, chunk by chunk, with the live weights and its own states. */
import { Readback, type Ticket } from '../gpu/readback.ts';
import type { Executor } from '../graph/executor.ts';
import type { Plan } from '../graph/plan.ts';
import { HeldOutBatches } from '../data/held-out.ts';
import { evaluationGraph, ringEntries, type Unrolling } from '../model/language-model.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net } from './net.ts';

export interface Evaluation {
  /** Mean cross-entropy per counted character, nats. */
  loss: number;
  characters: number;
  total: number;
}

export class Evaluator {
  readonly plan: Plan;
  readonly #net: Net;
  readonly #unrolling: Unrolling;
  readonly #heldOut: Uint8Array | Uint16Array;
  readonly #executor: Executor;
  readonly #inputs: ChunkInputs;
  readonly #tensors: ReturnType<typeof evaluationGraph>;
  readonly #readback: Readback;
  readonly #resets: Uint32Array;
  #batches: HeldOutBatches;
  #chunk = 0;
  /** Sums of losses, read back whenever the ring is full. */
  #sums: Promise<number>[] = [];

  private constructor(
    net: Net,
    plan: Plan,
    executor: Executor,
    tensors: ReturnType<typeof evaluationGraph>,
    unrolling: Unrolling,
    heldOut: Uint8Array | Uint16Array,
    readback: Readback,
  ) {
    this.#net = net;
    this.plan = plan;
    this.#executor = executor;
    this.#tensors = tensors;
    this.#unrolling = unrolling;
    this.#heldOut = heldOut;
    this.#inputs = new ChunkInputs(plan);
    this.#resets = new Uint32Array(unrolling.batchSize);
    this.#readback = readback;
    this.#batches = this.#batchesOf(0);
  }

  static async create(
    net: Net,
    unrolling: Unrolling,
    heldOut: Uint8Array | Uint16Array,
  ): Promise<Evaluator> {
    const tensors = evaluationGraph(net.shape, unrolling);
    const plan = net.plan('validation', tensors.graph, 1);
    const reading = { name: 'validation', bytes: ringEntries * 16 };
    const { executor, readback } = await net.allocate(plan, reading);
    return new Evaluator(net, plan, executor, tensors, unrolling, heldOut, readback);
  }

  get isCompiled(): boolean {
    return this.#executor.isCompiled;
  }

  /** Before the first chunk. @throws KernelError */
  compile(): Promise<void> {
    return this.#executor.compile();
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
    const { device } = this.#net.engine.gpu;
    const encoder = device.createCommandEncoder();
    this.#executor.clearStates(encoder);
    device.queue.submit([encoder.finish()]);
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
    this.#executor.upload(this.#inputs.first(1));
    const { device } = this.#net.engine.gpu;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass({ label: 'validation' });
    this.#executor.encode(pass);
    pass.end();
    device.queue.submit([encoder.finish()]);
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
    const { device } = this.#net.engine.gpu;
    const { buffer, offset } = this.#executor.range(this.#tensors.ring);
    const encoder = device.createCommandEncoder();
    const ticket = this.#readback.copy(encoder, [{ buffer, offset, bytes: entries * 16 }]);
    device.queue.submit([encoder.finish()]);
    const words = new Float32Array(await this.#readback.read(ticket as Ticket));
    let sum = 0;
    for (let at = 0; at < words.length; at += 4) sum += words[at];
    return sum;
  }

  destroy(): void {
    this.#readback.destroy();
    this.#executor.destroy();
  }

  #batchesOf(limit: number): HeldOutBatches {
    const { batchSize, timeSteps } = this.#unrolling;
    return new HeldOutBatches(this.#heldOut, batchSize, timeSteps, limit);
  }
}

/** Measures the loss on what is held out, chunk by chunk, with the live weights and its own states. */
import type { PlanRunner } from '../backend/backend.ts';
import type { Plan } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { FiniteBatches, HostInputs } from '../data/batch-source.ts';
import type { Unrolling } from '../model/module.ts';
import { recordEvaluation, ringEntries, type StepRecording } from '../model/recordings.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net, NetPlanner } from './net.ts';

/** What is held out: about so many of its targets. */
export type HeldOut = (limit: number) => FiniteBatches;

export interface Evaluation {
  /** Mean cross-entropy per counted character, nats. */
  loss: number;
  characters: number;
  total: number;
}

export class Evaluator {
  readonly #heldOut: HeldOut;
  readonly #runner: PlanRunner;
  readonly #inputs: ChunkInputs;
  readonly #tensors: StepRecording;
  #batches: FiniteBatches;
  #chunk = 0;
  /** Sums of losses, read back whenever the ring is full. */
  #sums: Promise<number>[] = [];

  private constructor(runner: PlanRunner, tensors: StepRecording, heldOut: HeldOut) {
    this.#runner = runner;
    this.#tensors = tensors;
    this.#heldOut = heldOut;
    this.#inputs = new ChunkInputs(runner.plan);
    this.#batches = heldOut(0);
  }

  static plan(net: NetPlanner, unrolling: Unrolling) {
    const tensors = recordEvaluation(net.model, net.objective, unrolling);
    return { tensors, plan: net.plan('validation', tensors.graph, 1) };
  }

  static async create(
    net: Net,
    unrolling: Unrolling,
    heldOut: HeldOut,
    { tensors, plan } = Evaluator.plan(net, unrolling),
  ): Promise<Evaluator> {
    const reading = { name: 'validation', bytes: ringEntries * 16 };
    const runner = await net.space.allocate(plan, { reading });
    return new Evaluator(runner, tensors, heldOut);
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
    return this.#heldOut(1).counted > 0;
  }

  /** Starts over, on the first `limit` held-out characters. */
  begin(limit: number): void {
    this.#batches = this.#heldOut(limit);
    this.#chunk = 0;
    this.#sums = [];
    this.#runner.clearStates();
  }

  get isComplete(): boolean {
    return this.#chunk >= this.#batches.chunks;
  }

  /** Submits the next chunk. */
  runChunk(): void {
    const { inputs, resets, fresh } = this.#tensors;
    const words = (tensor: Tensor) => this.#inputs.words(0, tensor);
    const named = Object.entries(inputs).map(([name, tensor]) => [name, words(tensor)] as const);
    this.#batches.fill(this.#chunk, Object.fromEntries(named) as HostInputs);
    if (resets) words(resets).fill(0);
    if (fresh) this.#batches.starts(this.#chunk, words(fresh));
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
    const { counted: characters, total } = this.#batches;
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
}

/** Trains: prepares the inputs of a chunk of steps, submits it, reads losses back. */
import type { PlanRunner, Section } from '../backend/backend.ts';
import { readInterface } from '../graph/kernel-source.ts';
import type { Graph } from '../graph/graph.ts';
import type { Plan } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { stepNumbers, type Tuning } from '../config/tuning.ts';
import { sortTokens } from '../data/sort-tokens.ts';
import type { BatchSource, HostInputs } from '../data/batch-source.ts';
import type { Unrolling } from '../model/module.ts';
import type { NamedValues } from '../model/parameters.ts';
import { recordTraining, ringEntries, type StepRecording } from '../model/recordings.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { carriedBy, type CarriedStates } from './carried-states.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net, NetPlanner } from './net.ts';

/** Most steps in one chunk. */
const maxChunk = 32;
/** Bytes of inputs that one chunk may take. */
const maxInputBytes = 2 ** 21;

/** Steps that fit into one chunk: fewer where a single step is large. */
function chunkSlots({ timeSteps, batchSize }: Unrolling): number {
  const stepBytes = 3 * 4 * timeSteps * batchSize;
  return Math.max(1, Math.min(maxChunk, Math.floor(maxInputBytes / stepBytes)));
}

export interface LossEntries {
  firstStep: number;
  losses: Float32Array<ArrayBuffer>;
  norms: Float32Array<ArrayBuffer>;
  /** Steps whose update was skipped because a number was not finite. */
  skipped: number[];
}

/** A slice of a chunk: all of `steps` steps, or dispatches of one step. */
export interface Slice {
  steps: number;
  from: number;
  to: number;
}

export class Trainer {
  readonly net: Net;
  /** What lives on from one step to the next besides the weights; null: nothing does. */
  readonly carried: CarriedStates | null;
  /** Its sequences are of different length. */
  readonly hasLengths: boolean;
  /** Steps submitted so far. */
  step = 0;
  /** Made before the first one, by which the optimizer's moments are as old as they are. */
  momentSteps = 0;
  readonly #runner: PlanRunner;
  readonly #inputs: ChunkInputs;
  readonly #tensors: StepRecording;
  readonly #batches: BatchSource;
  #tuning: Tuning;
  #readUpTo = 0;

  private constructor(
    net: Net,
    runner: PlanRunner,
    tensors: StepRecording,
    batches: BatchSource,
    unrolling: Unrolling,
    tuning: Tuning,
  ) {
    this.net = net;
    this.#tuning = tuning;
    this.#runner = runner;
    this.#tensors = tensors;
    this.#batches = batches;
    this.#inputs = new ChunkInputs(runner.plan);
    this.carried = carriedBy(net.model, unrolling);
    this.hasLengths = unrolling.hasLengths ?? false;
  }

  static plan(net: NetPlanner, unrolling: Unrolling) {
    const tensors = recordTraining(net.model, net.objective, net.optimizer, unrolling);
    return { tensors, plan: net.plan('training', tensors.graph, chunkSlots(unrolling)) };
  }

  static async create(
    net: Net,
    unrolling: Unrolling,
    batches: BatchSource,
    tuning: Tuning,
    onKernel?: (done: number, total: number) => void,
    { tensors, plan } = Trainer.plan(net, unrolling),
  ): Promise<Trainer> {
    const reading = { name: 'losses', bytes: ringEntries * 16 };
    const runner = await net.prepare(plan, { reading }, onKernel);
    return new Trainer(net, runner, tensors, batches, unrolling, tuning);
  }

  /** From the next step that is prepared. */
  tune(tuning: Partial<Tuning>): void {
    this.#tuning = { ...this.#tuning, ...tuning };
  }

  get tuning(): Tuning {
    return this.#tuning;
  }

  get plan(): Plan {
    return this.#runner.plan;
  }

  /** What one step records. */
  get graph(): Graph {
    return this.#tensors.graph;
  }

  /** Dispatches of one step. */
  get dispatches(): number {
    return this.plan.dispatches.length;
  }

  /** The first dispatch that changes a parameter: what comes before leaves nothing that counts. */
  get updateAt(): number {
    return this.plan.dispatches.findIndex(({ kernel, bindings }) =>
      readInterface(kernel).storage.some(
        ({ name, writable }) => writable && bindings[name].storage.role === 'parameter',
      ),
    );
  }

  /** Writes the inputs of the next `steps` steps; submit them before preparing others. */
  prepare(steps: number): void {
    for (let slot = 0; slot < steps; slot++) this.#fill(slot, this.step + slot);
    this.#runner.upload(this.#inputs.first(steps));
  }

  /** Submits prepared steps, or a slice of one of them. */
  submit({ steps, from, to }: Slice): void {
    this.#runner.run({ slots: { from: 0, to: steps }, dispatches: { from, to } });
    if (to === this.dispatches) this.step += steps;
  }

  /** Prepares and submits whole steps. */
  run(steps: number): void {
    this.prepare(steps);
    this.submit({ steps, from: 0, to: this.dispatches });
  }

  /**
   * Losses of the steps submitted since the last call, once they are done; undefined when there
   * are none or as many readings as may be are under way.
   */
  async readLosses(): Promise<LossEntries | undefined> {
    const first = Math.max(this.#readUpTo, this.step - ringEntries);
    const end = this.step;
    if (first >= end) return undefined;
    const reading = this.#runner.read(this.#ringSections(first, end));
    if (!reading) return undefined;
    this.#readUpTo = end;
    return unpackEntries(first, new Float32Array(await reading));
  }

  /** Back to the start: initial weights, zero states. */
  rewind(): void {
    this.net.rewind();
    this.#runner.clearStates();
    this.momentSteps = 0;
    this.step = 0;
    this.#readUpTo = 0;
  }

  /** The states that the next step starts from, in the order of `CarriedStates`; none where none are carried. */
  get stateSections(): Section[] {
    if (!this.carried) return [];
    const states = this.#runner.section(this.#tensors.stacks[0].states);
    return this.carried.sections.map(({ word, words }) => states.part(word * 4, words * 4));
  }

  /** Goes on after `step` steps with these carried states; the weights are the net's business. */
  resume(step: number, states: readonly NamedValues[]): void {
    if (this.carried) this.#writeStates(this.carried.pack(states));
    this.step = step;
    this.#readUpTo = step;
  }

  destroy(): void {
    this.#runner.destroy();
  }

  /** @param flat section by section */
  #writeStates(flat: Float32Array<ArrayBuffer>): void {
    let at = 0;
    for (const section of this.stateSections) {
      const end = at + section.bytes / 4;
      this.net.space.write(section, flat.subarray(at, end));
      at = end;
    }
  }

  #fill(slot: number, step: number): void {
    const { inputs, sorted, resets, fresh } = this.#tensors;
    const words = (tensor: Tensor) => this.#inputs.words(slot, tensor);
    const named = Object.entries(inputs).map(([name, tensor]) => [name, words(tensor)] as const);
    const given = Object.fromEntries(named) as HostInputs;
    // the carry at the end of this step needs to know where the next one starts anew
    if (resets) this.#batches.starts(step + 1, words(resets));
    if (fresh) this.#batches.starts(step, words(fresh));
    this.#batches.fill(step, given);
    for (const { name, vocabSize, order, rowStart } of sorted) {
      const into = { order: words(order), rowStart: words(rowStart) };
      sortTokens(words(inputs[name]), vocabSize, into);
    }
    const { targets } = given;
    const { betas, heeds } = this.net.optimizer;
    const [beta1, beta2] = betas ?? [0, 0];
    this.#inputs.setNumbers(slot, {
      number: step,
      inverse_count: 1 / Math.max(1, targets.length - countMasked(targets)),
      seed: this.net.seed,
      ...stepNumbers(this.#tuning, step),
      // one kernel serves optimizers with and without it
      ...(heeds.includes('weightDecay') ? {} : { weight_decay: 0 }),
      bias_correction_1: 1 - beta1 ** (this.momentSteps + step + 1),
      bias_correction_2: 1 - beta2 ** (this.momentSteps + step + 1),
    });
  }

  /** One section, or two where the ring wraps. */
  #ringSections(first: number, end: number): Section[] {
    const ring = this.#runner.section(this.#tensors.ring);
    const start = first % ringEntries;
    const count = end - first;
    const head = Math.min(count, ringEntries - start);
    const part = (at: number, entries: number) => ring.part(at * 16, entries * 16);
    return head < count ? [part(start, head), part(0, count - head)] : [part(start, head)];
  }
}

function countMasked(targets: Uint32Array): number {
  return targets.reduce((sum, target) => sum + (target === maskedTarget ? 1 : 0), 0);
}

function unpackEntries(firstStep: number, entries: Float32Array): LossEntries {
  const count = entries.length / 4;
  const losses = new Float32Array(count);
  const norms = new Float32Array(count);
  const skipped: number[] = [];
  for (let entry = 0; entry < count; entry++) {
    losses[entry] = entries[entry * 4];
    norms[entry] = entries[entry * 4 + 1];
    if (entries[entry * 4 + 2] !== 0) skipped.push(firstStep + entry);
  }
  return { firstStep, losses, norms, skipped };
}

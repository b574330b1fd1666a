/** Measures the loss on what is held out, and what else the task counts, with the live weights. */
import type { PlanRunner } from '../backend/backend.ts';
import type { Plan } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { FiniteBatches, HostInputs } from '../data/batch-source.ts';
import type { Unrolling } from '../model/module.ts';
import type { Metric } from '../data/scores/metric.ts';
import { SettingsError, TextError } from '../lib/errors.ts';
import { runWithPauses } from '../lib/slices.ts';
import { type EvaluationRecording, recordEvaluation } from '../model/recordings.ts';
import { AnswerCount, type AnswerLayout, type Counted } from './answer-count.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import { loaded } from '../tasks/loaded.ts';
import type { Net, NetPlanner } from './net.ts';
import type { WrittenCount } from './written-count.ts';

/** What is held out: about so many of its targets. */
export type HeldOut = (limit: number) => FiniteBatches;

/** What was measured, and over how much. */
export interface Evaluation extends Partial<Counted> {
  /** Mean cross-entropy per counted token, nats. */
  loss: number;
  tokens: number;
  total: number;
}

/** What is read at once: of the chunks since the reading before. */
interface Part {
  /** Of their losses. */
  sum: number;
  /** Of each chunk; none where nobody counts them. */
  answers: Uint32Array[];
}

/** Milliseconds of counting between two pauses: no longer than a submit of training takes. */
const countingMs = 4;

export interface EvaluatorOptions {
  /** What is counted besides the loss. */
  metrics?: readonly Metric[];
  /** The token that ends what a net writes by itself, where any of them counts that. */
  end?: number;
  planned?: ReturnType<typeof Evaluator.plan>;
}

export class Evaluator {
  readonly #heldOut: HeldOut;
  readonly #metrics: readonly Metric[];
  readonly #layout: AnswerLayout;
  readonly #runner: PlanRunner;
  readonly #inputs: ChunkInputs;
  readonly #tensors: EvaluationRecording;
  /** Opens what counts what is written; absent where nothing is, or it is open. */
  #open: (() => Promise<WrittenCount>) | undefined;
  #opening?: Promise<void>;
  #written?: WrittenCount;
  #isDestroyed = false;
  #batches: FiniteBatches;
  #chunk = 0;
  /** Targets of every chunk, to be compared with what is answered. */
  #targets: Uint32Array[] = [];
  /** Read back whenever the ring is full. */
  #parts: Promise<Part>[] = [];

  private constructor(
    runner: PlanRunner,
    tensors: EvaluationRecording,
    measured: { heldOut: HeldOut; metrics: readonly Metric[]; layout: AnswerLayout },
    open: (() => Promise<WrittenCount>) | undefined,
  ) {
    this.#open = open;
    this.#runner = runner;
    this.#tensors = tensors;
    this.#heldOut = measured.heldOut;
    this.#metrics = measured.metrics;
    this.#layout = measured.layout;
    this.#inputs = new ChunkInputs(runner.plan);
    this.#batches = this.#heldOut(0);
  }

  /** @param hasAnswers metrics are counted */
  static plan(net: NetPlanner, unrolling: Unrolling, hasAnswers = false) {
    const tensors = recordEvaluation(net.model, net.objective, unrolling, hasAnswers);
    return { tensors, plan: net.plan('validation', tensors.graph, 1) };
  }

  static async create(
    net: Net,
    unrolling: Unrolling,
    heldOut: HeldOut,
    { metrics = [], end, planned }: EvaluatorOptions = {},
  ): Promise<Evaluator> {
    const { tensors, plan } = planned ?? Evaluator.plan(net, unrolling, metrics.length > 0);
    const { ring, answers, logits } = tensors;
    const words = [ring, ...(answers ? [answers] : [])].map(({ storage }) => storage.words);
    const bytes = 4 * words.reduce((sum, count) => sum + count, 0);
    const runner = await net.space.allocate(plan, { reading: { name: 'validation', bytes } });
    const outputs = answers && logits ? answers.columns / logits.rows : 1;
    const layout = { batchSize: unrolling.batchSize, outputs };
    const ofWritten = metrics.filter(({ isOfWritten }) => isOfWritten);
    const answered = metrics.filter(({ isOfWritten }) => !isOfWritten);
    const open = async () => {
      const { WrittenCount } = await loaded(() => import('./written-count.ts'));
      return WrittenCount.create(net, unrolling, { end: end as number, metrics: ofWritten });
    };
    const measured = { heldOut, metrics: answered, layout };
    return new Evaluator(runner, tensors, measured, ofWritten.length > 0 ? open : undefined);
  }

  get plan(): Plan {
    return this.#runner.plan;
  }

  get isCompiled(): boolean {
    return this.#runner.isCompiled && !this.#open;
  }

  /** False while all that may be read at once is under way: no chunk may be run. */
  get isReady(): boolean {
    return this.#runner.isReady && this.#written?.isReady !== false;
  }

  /** Whether more than the loss is measured. */
  get hasMetrics(): boolean {
    return this.#metrics.length > 0;
  }

  /** Before the first chunk. @throws KernelError */
  async compile(): Promise<void> {
    await this.#runner.compile();
    await (this.#opening ??= this.#openWritten());
  }

  /** What does not fit into the memory, or does not arrive, is not measured. */
  async #openWritten(): Promise<void> {
    try {
      this.#written = await this.#open?.();
    } catch (error) {
      if (!(error instanceof SettingsError || error instanceof TextError)) throw error;
    }
    this.#open = undefined;
    if (this.#isDestroyed) this.#written?.destroy();
  }

  /** False where the text has nothing held out to predict. */
  get hasText(): boolean {
    return this.#heldOut(1).counted > 0;
  }

  /** Starts over, on the first `limit` held-out tokens. */
  begin(limit: number): void {
    this.#batches = this.#heldOut(limit);
    this.#chunk = 0;
    this.#targets = [];
    this.#parts = [];
    this.#runner.clearStates();
    this.#written?.begin();
  }

  get isComplete(): boolean {
    return this.#chunk >= this.#batches.chunks;
  }

  /** Submits the next chunk. */
  runChunk(): void {
    const { inputs, resets, fresh, entries } = this.#tensors;
    const words = (tensor: Tensor) => this.#inputs.words(0, tensor);
    const named = Object.entries(inputs).map(([name, tensor]) => [name, words(tensor)] as const);
    const filled = Object.fromEntries(named) as HostInputs;
    this.#batches.fill(this.#chunk, filled);
    if (resets) this.#batches.starts(this.#chunk + 1, words(resets));
    if (fresh) this.#batches.starts(this.#chunk, words(fresh));
    if (this.hasMetrics) this.#targets.push(words(inputs.targets).slice());
    // sums, not means: the mean is taken over all chunks
    this.#inputs.setNumbers(0, { number: this.#chunk, inverse_count: 1 });
    this.#runner.upload(this.#inputs.first(1));
    this.#runner.run({});
    this.#written?.add(filled);
    this.#chunk++;
    const written = ((this.#chunk - 1) % entries) + 1;
    if (written === entries || this.isComplete) this.#parts.push(this.#read(written));
  }

  /** The result, after the last chunk. */
  async finish(): Promise<Evaluation> {
    const { counted: tokens, total, perTarget = 1 } = this.#batches;
    const targets = this.#targets;
    const parts = await Promise.all(this.#parts);
    const loss = parts.reduce((sum, part) => sum + part.sum, 0) / (tokens * perTarget);
    if (!this.hasMetrics) return { loss, tokens, total };
    const count = new AnswerCount(this.#metrics, this.#layout);
    const answers = parts.flatMap((part) => part.answers);
    for (const [chunk, given] of answers.entries()) {
      const batch = { targets: targets[chunk], answers: given };
      await runWithPauses(count.add(batch), { sliceMs: countingMs });
    }
    const { result } = count;
    const metrics = { ...(await this.#written?.finish()), ...result.metrics };
    return { loss, tokens, total, ...result, metrics };
  }

  /** What the chunks in the ring have left there, before it is written over. */
  async #read(written: number): Promise<Part> {
    const { ring, answers } = this.#tensors;
    const sections = [this.#runner.section(ring).part(0, written * 16)];
    const rowBytes = answers ? answers.columns * 4 : 0;
    if (answers) sections.push(this.#runner.section(answers).part(0, written * rowBytes));
    const bytes = await (this.#runner.read(sections) as Promise<ArrayBuffer>);
    const losses = new Float32Array(bytes, 0, written * 4);
    let sum = 0;
    for (let at = 0; at < losses.length; at += 4) sum += losses[at];
    const rowOf = (row: number) =>
      new Uint32Array(bytes, written * 16 + row * rowBytes, rowBytes / 4);
    return { sum, answers: answers ? Array.from({ length: written }, (_, row) => rowOf(row)) : [] };
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#written?.destroy();
    this.#runner.destroy();
  }
}

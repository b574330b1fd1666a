/**
 * Draws text by a plan, some tokens per submit, the state carried in it; one reading a submit. It is
 * one text that goes on, or, where sequences end, some of them side by side and then the next ones.
 */
import type { PlanRunner } from '../backend/backend.ts';
import { bitWords, type Draw, readDraw, recordWords } from '../decode/sample.ts';
import { type DecodingRecording, recordDecoding } from '../decode/recordings.ts';
import type { Pin } from '../protocol/pin.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net, NetPlanner } from './net.ts';
import { writePins } from './pinned-plan.ts';

/** Steps in one submit at most: a token of every sequence each. */
export const sampleCapacity = 64;
/** Sequences that are drawn side by side, of a model whose sequences have an end. */
export const sequencesAtOnce = 16;
/** A token that is drawn, not given. */
const notForced = 0xffffffff;
/** What the step says of the end, as shaders/lib/step.wgsl knows it. */
const endings = { free: 0, withheld: 1, alone: 2 };

export interface SampleRequest {
  /** At least one: what the net reads first. */
  prompt: Uint32Array;
  /** Where sequences end: what each reads first instead of the prompt's first, in turn. */
  firsts?: readonly number[];
  /** Tokens to draw, or sequences where those end. */
  length: number;
  /**
   * The token that ends a sequence, and how many are drawn of one at most; absent: one goes on. The end
   * may come behind `least` others; where it `isLast`, it is drawn at the limit instead of a cut.
   */
  ends?: { token: number; limit: number; least?: number; isLast?: boolean };
  seed: number;
  temperature: number;
  topK: number;
  /** Absent: 1, all. */
  topP?: number;
  /** Tokens that may not be drawn: not all. */
  barred?: readonly number[];
}

export class Sampler {
  temperature = 1;
  topK = 0;
  topP = 1;
  #barred: readonly number[] = [];
  /** What is barred is not on the device yet. */
  #isBarredNew = true;
  readonly #net: Net;
  readonly #runner: PlanRunner;
  readonly #tensors: DecodingRecording;
  readonly #batchSize: number;
  readonly #pins: readonly Pin[];
  readonly #inputs: ChunkInputs;
  #request: SampleRequest = {
    prompt: new Uint32Array(1),
    length: 0,
    seed: 0,
    temperature: 1,
    topK: 0,
  };
  /** How many times sequences began, before those that are drawn now, and the steps of these. */
  #round = 0;
  #position = 0;
  /** What was drawn of each sequence of this round. */
  #sequences: Draw[][] = [];

  private constructor(
    net: Net,
    runner: PlanRunner,
    tensors: DecodingRecording,
    pins: readonly Pin[],
    batchSize: number,
  ) {
    this.#net = net;
    this.#runner = runner;
    this.#tensors = tensors;
    this.#batchSize = batchSize;
    this.#pins = pins;
    this.#inputs = new ChunkInputs(runner.plan);
  }

  static plan(net: NetPlanner, hasPins = false, texts = 1) {
    const options = { hasPins, batchSize: batchSizeOf(net, texts) };
    const tensors = recordDecoding(net.model, sampleCapacity, options);
    const name = hasPins ? 'pinned sampling' : 'sampling';
    return { tensors, plan: net.plan(name, tensors.graph, sampleCapacity) };
  }

  /**
   * @param pins gates that are held while it draws
   * @param texts that go on side by side, of a model whose sequences have no end
   */
  static async create(
    net: Net,
    pins: readonly Pin[] = [],
    texts = 1,
    { tensors, plan } = Sampler.plan(net, pins.length > 0, texts),
  ): Promise<Sampler> {
    const batchSize = batchSizeOf(net, texts);
    const bytes = sampleCapacity * batchSize * recordWords * 4;
    const reading = { name: 'sample', bytes, copies: 1 };
    const runner = await net.space.allocate(plan, { reading });
    return new Sampler(net, runner, tensors, pins, batchSize);
  }

  get isCompiled(): boolean {
    return this.#runner.isCompiled;
  }

  /** Before the first run. @throws KernelError */
  compile(): Promise<void> {
    return this.#runner.compile();
  }

  start(request: SampleRequest): void {
    this.#request = request;
    this.temperature = request.temperature;
    this.topK = request.topK;
    this.topP = request.topP ?? 1;
    this.barred = request.barred ?? [];
    this.#begin(0);
  }

  set barred(tokens: readonly number[]) {
    this.#barred = tokens;
    this.#isBarredNew = true;
  }

  /** What was started last. */
  get request(): SampleRequest {
    return this.#request;
  }

  /**
   * Steps until the last token is drawn: the prompt is read on the way. Of sequences that end, as
   * many as there may be: what they came to is known when they are read.
   */
  get remaining(): number {
    return (this.#rounds - this.#round) * this.#stepsPerRound - this.#position;
  }

  /** False while a submit is not read yet. */
  get ready(): boolean {
    return this.#runner.isReady;
  }

  /**
   * Submits up to `count` steps with the weights, and what may be drawn, as they are now.
   * @returns what was drawn, once read: a piece of each text, or the sequences that have come to an
   * end, whole; nothing of steps that only read the prompt
   */
  async run(count: number): Promise<Draw[][]> {
    if (!this.ready) return [];
    const request = this.#request;
    const { prompt, seed } = request;
    const start = this.#position;
    const first = start % sampleCapacity;
    const steps = Math.min(count, this.#stepsPerRound - start, sampleCapacity - first);
    const { fresh } = this.#tensors;
    for (let index = 0; index < steps; index++) {
      const position = start + index;
      if (fresh) this.#inputs.words(first + index, fresh).fill(position === 0 ? 1 : 0);
      this.#inputs.setNumbers(first + index, {
        seed,
        // no two draws of a sample have the same random numbers
        position: this.#round * this.#stepsPerRound + position,
        temperature: this.temperature,
        top_k: this.topK,
        top_p: this.topP,
        ...this.#endingAt(position),
        forced: position + 1 < prompt.length ? prompt[position + 1] : notForced,
      });
    }
    this.#position += steps;
    if (this.#isBarredNew) this.#writeBarred();
    this.#runner.upload(this.#inputs.first(first + steps));
    const bytes = this.#batchSize * recordWords * 4;
    const records = this.#runner.section(this.#tensors.drawn).part(first * bytes, steps * bytes);
    const work = { slots: { from: first, to: first + steps } };
    const reading = this.#runner.runAndRead(work, [records]) as Promise<ArrayBuffer>;
    const words = new Uint32Array(await reading);
    const drawn = Math.max(0, prompt.length - 1 - start);
    const read = (sequence: number) =>
      Array.from({ length: Math.max(0, steps - drawn) }, (_, index) =>
        readDraw(words, (drawn + index) * this.#batchSize + sequence),
      );
    if (!request.ends) return Array.from({ length: this.#batchSize }, (_, text) => read(text));
    // others have been started meanwhile
    return this.#request === request ? this.#ended(read, request.ends.token) : [];
  }

  destroy(): void {
    this.#runner.destroy();
  }

  /** Steps from where sequences begin to the end of the longest that may be drawn. */
  get #stepsPerRound(): number {
    const { prompt, length, ends } = this.#request;
    return prompt.length - 1 + (ends?.limit ?? length);
  }

  get #rounds(): number {
    const { length, ends } = this.#request;
    return ends ? Math.ceil(length / this.#batchSize) : 1;
  }

  /** Whether the token that this step draws may, or must, be the end. */
  #endingAt(position: number): { end: number; ending: number } {
    const { prompt, ends } = this.#request;
    if (!ends) return { end: notForced, ending: endings.free };
    const { token: end, limit, least = 0, isLast = false } = ends;
    const drawn = position - (prompt.length - 1);
    if (drawn < least) return { end, ending: endings.withheld };
    return { end, ending: isLast && drawn === limit - 1 ? endings.alone : endings.free };
  }

  #writeBarred(): void {
    const section = this.#runner.section(this.#tensors.barred);
    const bits = new Uint32Array(bitWords(this.#tensors.logits.columns));
    for (const token of this.#barred) bits[token >> 5] |= 1 << (token & 31);
    this.#net.space.write(section, bits);
    this.#isBarredNew = false;
  }

  #begin(round: number): void {
    const { prompt, firsts = [prompt[0]], length } = this.#request;
    this.#round = round;
    this.#position = 0;
    const wanted = Math.min(this.#batchSize, length - round * this.#batchSize);
    this.#sequences = Array.from({ length: Math.max(0, wanted) }, () => []);
    this.#runner.clearStates();
    this.#isBarredNew = true;
    writePins(this.#net, this.#runner, this.#tensors.stacks, this.#pins);
    const tokens = this.#runner.section(this.#tensors.tokens);
    const begun = round * this.#batchSize;
    this.#net.space.write(
      tokens,
      Uint32Array.from(
        { length: this.#batchSize },
        (_, at) => firsts[(begun + at) % firsts.length],
      ),
    );
  }

  /** @returns all sequences of this round once the last has ended; the next ones begin then */
  #ended(read: (sequence: number) => Draw[], end: number): Draw[][] {
    const sequences = this.#sequences;
    const hasEnded = (sequence: Draw[]) => sequence.at(-1)?.token === end;
    for (const [index, sequence] of sequences.entries()) {
      for (const draw of hasEnded(sequence) ? [] : read(index)) {
        sequence.push(draw);
        if (draw.token === end) break;
      }
    }
    if (this.#position < this.#stepsPerRound && !sequences.every(hasEnded)) return [];
    this.#begin(this.#round + 1);
    return sequences;
  }
}

/** Sequences that a plan draws side by side. */
function batchSizeOf({ model }: Pick<NetPlanner, 'model'>, texts: number): number {
  return model.carries ? texts : sequencesAtOnce;
}

/**
 * What a net expects behind tokens that somebody gives, and how it goes on by itself. What has been read
 * is remembered: of tokens that go on from others only the new ones are read.
 */
import type { PlanRunner, Section } from '../backend/backend.ts';
import type { Beginning, Foreteller } from '../data/typing/foreteller.ts';
import { type FollowingRecording, recordFollowing } from '../decode/following.ts';
import { type DecodingRecording, recordDecoding } from '../decode/recordings.ts';
import { bitWords, readDraw, recordWords } from '../decode/sample.ts';
import type { Tensor } from '../graph/tensor.ts';
import { CarriedStates } from './carried-states.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net } from './net.ts';

export interface ContinuerOptions {
  /** V */
  size: number;
  /** Tokens that are read before the first; one at least. */
  first: ArrayLike<number>;
  /** Beginnings that go on at once, at most, and tokens of each. */
  rows: number;
  steps: number;
  /** Tokens that never follow. */
  barred?: readonly number[];
}

/** Behind some tokens. */
interface Known {
  logits: Float32Array;
  /** Vector by vector, as one row of a batch. */
  states: Float32Array[];
}

/** Tokens that are read in one submit at most. */
const readAtOnce = 64;
/** Places that are remembered. */
const remembered = 8;
/** A token that is drawn, not given. */
const notForced = 0xffffffff;

export class Continuer implements Foreteller {
  readonly #net: Net;
  readonly #options: ContinuerOptions;
  readonly #reader: PlanRunner;
  readonly #reading: FollowingRecording;
  readonly #writer: PlanRunner;
  readonly #writing: DecodingRecording;
  /** What was read last, with the first tokens. */
  #tokens: readonly number[] = [];
  /** By how many of these. */
  readonly #known = new Map<number, Known>();

  private constructor(
    net: Net,
    options: ContinuerOptions,
    reader: { runner: PlanRunner; tensors: FollowingRecording },
    writer: { runner: PlanRunner; tensors: DecodingRecording },
  ) {
    this.#net = net;
    this.#options = options;
    this.#reader = reader.runner;
    this.#reading = reader.tensors;
    this.#writer = writer.runner;
    this.#writing = writer.tensors;
    this.#bar();
  }

  /** @throws KernelError, or SettingsError where there is no memory; nothing is left behind then */
  static async create(net: Net, options: ContinuerOptions): Promise<Continuer> {
    const { rows, steps } = options;
    const reading = recordFollowing(net.model);
    const readBytes = 4 * (reading.logits.storage.words + reading.stacks[0].states.storage.words);
    const reader = await net.prepare(net.plan('following', reading.graph, readAtOnce), {
      reading: { name: 'following', bytes: readBytes, copies: 1 },
    });
    try {
      const writing = recordDecoding(net.model, steps, { batchSize: rows });
      const writer = await net.prepare(net.plan('going on', writing.graph, steps), {
        reading: { name: 'going on', bytes: 4 * writing.drawn.storage.words, copies: 1 },
      });
      const [read, written] = [
        { runner: reader, tensors: reading },
        { runner: writer, tensors: writing },
      ];
      return new Continuer(net, options, read, written);
    } catch (error) {
      reader.destroy();
      throw error;
    }
  }

  /** The weights are others: nothing that was read counts. */
  forget(): void {
    this.#known.clear();
  }

  async after(tokens: readonly number[]): Promise<Float32Array> {
    const all = [...Array.from(this.#options.first), ...tokens];
    this.#keepCommon(all);
    const known = this.#known.get(all.length) ?? (await this.#read(all));
    this.#known.delete(all.length);
    this.#known.set(all.length, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > remembered) this.#known.delete(oldest);
    return known.logits;
  }

  async goOn(beginnings: readonly Beginning[]): Promise<number[][]> {
    const { first, rows, steps } = this.#options;
    const nexts = Uint32Array.from({ length: rows }, (_, row) => beginnings[row]?.next ?? 0);
    const states = beginnings.map(
      ({ tokens }) => (this.#known.get(first.length + tokens.length) as Known).states,
    );
    const runner = this.#writer;
    const tensors = this.#writing;
    this.#statesOf(runner, tensors.stacks[0].states, rows).forEach((section, state) => {
      const words = new Float32Array(section.bytes / 4);
      const width = words.length / rows;
      states.forEach((own, row) => words.set(own[state], row * width));
      this.#net.space.write(section, words);
    });
    this.#net.space.write(runner.section(tensors.tokens).part(0, 4 * rows), nexts);
    runner.upload(this.#greedy);
    const work = { slots: { from: 0, to: steps - 1 } };
    const drawn = runner.section(tensors.drawn).part(0, 4 * (steps - 1) * rows * recordWords);
    const words = new Uint32Array((await runner.runAndRead(work, [drawn])) as ArrayBuffer);
    return beginnings.map(({ next }, row) => [
      next,
      ...Array.from({ length: steps - 1 }, (_, at) => readDraw(words, at * rows + row).token),
    ]);
  }

  destroy(): void {
    this.#reader.destroy();
    this.#writer.destroy();
  }

  /** What was read before counts as far as it is the same. */
  #keepCommon(all: readonly number[]): void {
    const common = all.findIndex((token, at) => token !== this.#tokens[at]);
    // it may be less of the same
    if (common < 0) return;
    for (const count of [...this.#known.keys()]) if (count > common) this.#known.delete(count);
    this.#tokens = all;
  }

  async #read(all: readonly number[]): Promise<Known> {
    const from = Math.max(0, ...[...this.#known.keys()].filter((count) => count < all.length));
    const runner = this.#reader;
    const { token: input, fresh, logits, stacks } = this.#reading;
    const states = this.#statesOf(runner, stacks[0].states, 1);
    runner.clearStates();
    states.forEach((section, state) => {
      const known = this.#known.get(from);
      if (known) this.#net.space.write(section, Float32Array.from(known.states[state]));
    });
    const inputs = new ChunkInputs(runner.plan);
    const sections = [runner.section(logits), ...states];
    let read: Promise<ArrayBuffer> | undefined;
    for (let at = from; at < all.length; at += readAtOnce) {
      const part = all.slice(at, at + readAtOnce);
      part.forEach((token, slot) => {
        inputs.setNumbers(slot, {});
        inputs.words(slot, input)[0] = token;
        if (fresh) inputs.words(slot, fresh).fill(at + slot === 0 ? 1 : 0);
      });
      runner.upload(inputs.first(part.length));
      const work = { slots: { from: 0, to: part.length } };
      if (at + readAtOnce < all.length) runner.run(work);
      else read = runner.runAndRead(work, sections);
    }
    const words = new Float32Array((await read) as ArrayBuffer);
    let start = logits.storage.words;
    const own = states.map(({ bytes }) => words.slice(start, (start += bytes / 4)));
    return { logits: words.slice(0, this.#options.size), states: own };
  }

  /** Of one stack: what the next token is read with, vector by vector [rows, H]. */
  #statesOf(runner: PlanRunner, states: Tensor, rows: number): Section[] {
    const sizes = { timeSteps: 1, batchSize: rows };
    const { sections } = new CarriedStates(this.#net.model.stacks[0], sizes);
    const all = runner.section(states);
    return sections.map(({ word, words }) => all.part(4 * word, 4 * words));
  }

  /** Every token is the likeliest. */
  get #greedy(): Uint8Array<ArrayBuffer> {
    const { steps } = this.#options;
    const inputs = new ChunkInputs(this.#writer.plan);
    for (let slot = 0; slot < steps; slot++) {
      inputs.setNumbers(slot, { temperature: 0, forced: notForced, end: notForced });
    }
    return inputs.first(steps);
  }

  #bar(): void {
    const bits = new Uint32Array(bitWords(this.#writing.logits.columns));
    for (const token of this.#options.barred ?? []) bits[token >> 5] |= 1 << (token & 31);
    this.#net.space.write(this.#writer.section(this.#writing.barred), bits);
  }
}

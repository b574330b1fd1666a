/** Draws text by a plan, some tokens per submit, the state carried in it; one reading a submit. */
import type { PlanRunner } from '../backend/backend.ts';
import { type Draw, readDraw, recordWords } from '../decode/sample.ts';
import { type DecodingRecording, recordDecoding } from '../decode/recordings.ts';
import type { Pin } from '../protocol/pin.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net, NetPlanner } from './net.ts';
import { writePins } from './pinned-plan.ts';

/** Tokens in one submit at most. */
export const sampleCapacity = 64;
/** A token that is drawn, not given. */
const notForced = 0xffffffff;

export interface SampleRequest {
  /** At least one: what the net reads first. */
  prompt: Uint32Array;
  /** Tokens to draw. */
  length: number;
  seed: number;
  temperature: number;
  topK: number;
}

export class Sampler {
  temperature = 1;
  topK = 0;
  readonly #net: Net;
  readonly #runner: PlanRunner;
  readonly #tensors: DecodingRecording;
  readonly #pins: readonly Pin[];
  readonly #inputs: ChunkInputs;
  #request: SampleRequest = {
    prompt: new Uint32Array(1),
    length: 0,
    seed: 0,
    temperature: 1,
    topK: 0,
  };
  #position = 0;

  private constructor(
    net: Net,
    runner: PlanRunner,
    tensors: DecodingRecording,
    pins: readonly Pin[],
  ) {
    this.#net = net;
    this.#runner = runner;
    this.#tensors = tensors;
    this.#pins = pins;
    this.#inputs = new ChunkInputs(runner.plan);
  }

  static plan(net: NetPlanner, hasPins = false) {
    const tensors = recordDecoding(net.model, sampleCapacity, hasPins);
    const name = hasPins ? 'pinned sampling' : 'sampling';
    return { tensors, plan: net.plan(name, tensors.graph, sampleCapacity) };
  }

  /** @param pins gates that are held while it draws */
  static async create(
    net: Net,
    pins: readonly Pin[] = [],
    { tensors, plan } = Sampler.plan(net, pins.length > 0),
  ): Promise<Sampler> {
    const reading = { name: 'sample', bytes: sampleCapacity * recordWords * 4, copies: 1 };
    const runner = await net.space.allocate(plan, { reading });
    return new Sampler(net, runner, tensors, pins);
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
    this.#position = 0;
    this.temperature = request.temperature;
    this.topK = request.topK;
    this.#runner.clearStates();
    writePins(this.#net, this.#runner, this.#tensors.stacks[0], this.#pins);
    const tokens = this.#runner.section(this.#tensors.tokens);
    this.#net.space.write(tokens, request.prompt.slice(0, 1));
  }

  /** What was started last. */
  get request(): SampleRequest {
    return this.#request;
  }

  /** Steps until the last token is drawn: the prompt is read on the way. */
  get remaining(): number {
    const { prompt, length } = this.#request;
    return prompt.length - 1 + length - this.#position;
  }

  /** False while a submit is not read yet. */
  get ready(): boolean {
    return this.#runner.isReady;
  }

  /**
   * Submits up to `count` steps with the weights, temperature and top-k as they are now.
   * @returns what was drawn, once read; steps that only read the prompt give nothing
   */
  async run(count: number): Promise<Draw[]> {
    if (!this.ready) return [];
    const { prompt, seed } = this.#request;
    const start = this.#position;
    const first = start % sampleCapacity;
    const steps = Math.min(count, this.remaining, sampleCapacity - first);
    const { fresh } = this.#tensors;
    for (let index = 0; index < steps; index++) {
      const position = start + index;
      if (fresh) this.#inputs.words(first + index, fresh)[0] = position === 0 ? 1 : 0;
      this.#inputs.setNumbers(first + index, {
        seed,
        position,
        temperature: this.temperature,
        top_k: this.topK,
        forced: position + 1 < prompt.length ? prompt[position + 1] : notForced,
      });
    }
    this.#position += steps;
    this.#runner.upload(this.#inputs.first(first + steps));
    const bytes = recordWords * 4;
    const records = this.#runner.section(this.#tensors.drawn).part(first * bytes, steps * bytes);
    const work = { slots: { from: first, to: first + steps } };
    const reading = this.#runner.runAndRead(work, [records]) as Promise<ArrayBuffer>;
    const words = new Uint32Array(await reading);
    const drawn = Math.max(0, prompt.length - 1 - start);
    return Array.from({ length: Math.max(0, steps - drawn) }, (_, index) =>
      readDraw(words, drawn + index),
    );
  }

  destroy(): void {
    this.#runner.destroy();
  }
}

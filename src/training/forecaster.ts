/** What a net says of series: one step ahead while they are given, on its own behind their ends. */
import type { PlanRunner } from '../backend/backend.ts';
import { type ForecastRecording, recordForecast } from '../decode/forecast.ts';
import { noToken } from '../ops/no-token.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net } from './net.ts';

/** Time steps of a forecast at most: all of them see the same weights. */
const mostForecastSteps = 384;

export class Forecaster {
  readonly #net: Net;
  readonly #runner: PlanRunner;
  readonly #tensors: ForecastRecording;
  readonly #inputs: ChunkInputs;
  readonly #series: readonly Uint32Array[];
  readonly #steps: number;

  private constructor(
    net: Net,
    runner: PlanRunner,
    tensors: ForecastRecording,
    series: readonly Uint32Array[],
    steps: number,
  ) {
    this.#net = net;
    this.#runner = runner;
    this.#tensors = tensors;
    this.#series = series;
    this.#steps = steps;
    this.#inputs = new ChunkInputs(runner.plan);
    this.#fill();
  }

  /**
   * @param series bits of numbers [T, F], each from its beginning: one time step at least of each; nets
   * that answer with what they read
   * @throws KernelError, or SettingsError where there is no memory; nothing is left behind then
   */
  static async create(
    net: Net,
    series: readonly Uint32Array[],
    wantedSteps: number,
  ): Promise<Forecaster> {
    const steps = Math.min(wantedSteps, mostForecastSteps);
    const tensors = recordForecast(net.model, steps, series.length);
    const plan = net.plan('forecast', tensors.graph, steps);
    const bytes = tensors.answered.storage.words * 4;
    const reading = { name: 'forecast', bytes, copies: 1 };
    const runner = await net.prepare(plan, { reading });
    return new Forecaster(net, runner, tensors, series, steps);
  }

  /** F. */
  get #width(): number {
    return this.#tensors.given.columns;
  }

  /**
   * Submits the run, with the weights of now.
   * @returns of each series the bits of what is answered to each time step [T, F], once read: the answer at
   * t foretells t + 1. Undefined where a reading is under way
   */
  async run(): Promise<Uint32Array[] | undefined> {
    if (!this.#runner.isReady) return undefined;
    const { words, answered } = this.#tensors;
    this.#runner.clearStates();
    const width = this.#width;
    const first = Uint32Array.from(this.#series.flatMap((own) => [...own.subarray(0, width)]));
    this.#net.space.write(this.#runner.section(words).part(0, first.byteLength), first);
    this.#runner.upload(this.#inputs.first(this.#steps));
    const work = { slots: { from: 0, to: this.#steps } };
    const bytes = await this.#runner.runAndRead(work, [this.#runner.section(answered)]);
    const all = new Uint32Array(bytes as ArrayBuffer);
    const rows = this.#series.length;
    return this.#series.map((_, row) =>
      Uint32Array.from({ length: this.#steps * width }, (__, at) => {
        const step = Math.floor(at / width);
        return all[(step * rows + row) * width + (at % width)];
      }),
    );
  }

  destroy(): void {
    this.#runner.destroy();
  }

  #fill(): void {
    const { given, fresh } = this.#tensors;
    for (let step = 0; step < this.#steps; step++) {
      this.#inputs.setNumbers(step, { position: step });
      if (fresh) this.#inputs.words(step, fresh).fill(step === 0 ? 1 : 0);
      const next = this.#inputs.words(step, given);
      const width = this.#width;
      this.#series.forEach((own, row) => {
        for (let at = 0; at < width; at++) {
          next[row * width + at] = own[(step + 1) * width + at] ?? noToken;
        }
      });
    }
  }
}

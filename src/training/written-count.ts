/**
 * Counts what a net writes by itself, greedily, for the sources of held-out batches: beside the
 * validation, which answers step by step.
 */
import type { HostInputs } from '../data/batch-source.ts';
import type { Metric, MetricCount } from '../data/scores/metric.ts';
import type { Unrolling } from '../model/module.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import type { MetricValues } from '../protocol/metrics.ts';
import type { Net } from './net.ts';
import { type Translation, Translator } from './translator.ts';

export class WrittenCount {
  readonly #translator: Translator;
  readonly #batchSize: number;
  readonly #end: number;
  readonly #metrics: readonly Metric[];
  #batches: Promise<{ wanted: number[][]; written: Translation[][] }>[] = [];

  private constructor(
    translator: Translator,
    { batchSize, end }: { batchSize: number; end: number },
    metrics: readonly Metric[],
  ) {
    this.#translator = translator;
    this.#batchSize = batchSize;
    this.#end = end;
    this.#metrics = metrics;
  }

  /** @throws KernelError, or SettingsError where there is no memory; nothing is left behind then */
  static async create(
    net: Net,
    { timeSteps, timeStepsOf, batchSize }: Unrolling,
    { end, metrics }: { end: number; metrics: readonly Metric[] },
  ): Promise<WrittenCount> {
    const sizes = { batchSize, beams: 1, sourceSteps: timeStepsOf?.source ?? 1, timeSteps, end };
    const translator = await Translator.create(net, { ...sizes, name: 'written' });
    return new WrittenCount(translator, sizes, metrics);
  }

  get isReady(): boolean {
    return this.#translator.isReady;
  }

  begin(): void {
    this.#batches = [];
  }

  /** Submits a run. @param inputs a batch as it is validated; places without a target are none */
  add({ source = new Uint32Array(0), targets, ...inputs }: HostInputs): void {
    const column = (words: Uint32Array, place: number) =>
      Array.from(words).filter((_, at) => at % this.#batchSize === place);
    const places = Array.from({ length: this.#batchSize }, (_, place) => place).filter(
      (place) => column(targets, place)[0] !== maskedTarget,
    );
    const sources = places.map((place) =>
      column(source, place).slice(0, inputs['source-lengths']?.[place]),
    );
    const wanted = places.map((place) => {
      const own = column(targets, place);
      return own.slice(0, own.indexOf(this.#end));
    });
    const written = this.#translator.run(sources);
    if (written) this.#batches.push(written.then((all) => ({ wanted, written: all })));
  }

  /** Over all that was added. */
  async finish(): Promise<MetricValues> {
    const counts = this.#metrics.map((metric) => ({ metric, count: metric.start() }));
    const add = (count: MetricCount, wanted: number[], answers: Translation[]) =>
      count.add(wanted, answers.at(0)?.tokens ?? []);
    for (const { wanted, written } of await Promise.all(this.#batches)) {
      wanted.forEach((own, at) => counts.forEach(({ count }) => add(count, own, written[at])));
    }
    return Object.fromEntries(
      counts.flatMap(({ metric, count }) => {
        const values = count.values();
        return metric.gives.map((id, at) => [id, values[at]] as const);
      }),
    );
  }

  destroy(): void {
    this.#translator.destroy();
  }
}

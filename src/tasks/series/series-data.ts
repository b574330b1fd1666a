/** An open series: one stream of vectors, scaled by its training part, its end held out. */
import type { Settings } from '../../config/settings.ts';
import type { Provenance } from '../../data/provenance.ts';
import type { NumberTable } from '../../data/rows/number-table.ts';
import type { Metric } from '../../data/scores/metric.ts';
import { rootError } from '../../data/scores/root-error.ts';
import type { TokenLine } from '../../data/sequences.ts';
import { HeldOutVectors, SeriesBatches, seriesStretch } from '../../data/series-batches.ts';
import { NumberVectors } from '../../data/tokens/number-vectors.ts';
import { features } from '../../model/features.ts';
import { languageModel } from '../../model/language-model.ts';
import type { Unrolling } from '../../model/module.ts';
import { squared } from '../../model/squared.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { RowsInfo, TextInfo, TextSource } from '../../protocol/text-info.ts';
import { windowedShapeOf, unrollingOf } from '../net-settings.ts';
import type {
  DataSettings,
  Dataset,
  Excerpt,
  Line,
  SeriesValues,
  Task,
  TaskData,
  TaskModel,
} from '../task.ts';
import { describeSeries } from './describe-series.ts';
import { shownName } from './kept-table.ts';

export interface OpenedSeries {
  task: Task;
  source: TextSource;
  settings: DataSettings;
  content: Blob;
  table: NumberTable;
  facts: Provenance & Pick<TextInfo, 'hash'>;
  found: Pick<RowsInfo, 'refused' | 'remarks' | 'unlisted' | 'columns' | 'column'>;
}

/** Time steps that units are looked at over, and that statistics are taken over. */
const [checkupLength, excerptLength] = [64, 256];

export class SeriesData implements TaskData {
  readonly task: Task;
  readonly inputs: NumberVectors;
  readonly targets: NumberVectors;
  readonly metrics: readonly Metric[];
  /** There are none to tell apart: what it is made of is one; of several columns, these. */
  readonly symbols: readonly string[];
  readonly info: TextInfo & { rows: RowsInfo };
  readonly series: SeriesValues;
  readonly #opened: OpenedSeries;

  constructor(opened: OpenedSeries) {
    const { task, table, settings } = opened;
    const { rows } = table;
    const names = table.predicted.map(shownName);
    const trained = trainedOf(rows.length, settings.heldOut);
    const [read, predicted] = (['read', 'predicted'] as const).map((part) => {
      const vectors = rows.map((row) => row[part]);
      const set = new NumberVectors(vectors.slice(0, trained));
      return { set, vectors, words: set.words(vectors), width: set.columns.length };
    });
    const goesOn = table.read.join() === table.predicted.join();
    this.task = task;
    this.#opened = opened;
    this.inputs = read.set;
    this.targets = predicted.set;
    this.symbols =
      goesOn && names.length === 1
        ? ['number']
        : [...table.read.map((one) => `x:${shownName(one)}`), ...names.map((one) => `y:${one}`)];
    this.metrics = [
      rootError(
        'rmse',
        predicted.set.columns.map(({ scale }) => scale.deviation),
      ),
    ];
    this.series = {
      ...{ values: predicted.vectors, trained, names, goesOn },
      ...{ read: read.set, predicted: predicted.set },
      words: {
        ...{ read: read.words, features: read.width },
        ...{ predicted: predicted.words, outputs: predicted.width },
      },
      places: table.predicted.map((name) => table.read.indexOf(name)),
    };
    this.info = describeSeries(opened, this.series, read);
  }

  get content(): Blob {
    return this.#opened.content;
  }

  get source(): TextSource {
    return this.#opened.source;
  }

  get settings(): DataSettings {
    return this.#opened.settings;
  }

  model(settings: Settings): TaskModel {
    const { features: width, outputs } = this.series.words;
    const shape = {
      ...windowedShapeOf({ ...settings, input: 'one-hot' }, 0, true),
      ...{ features: features(width), outputSize: outputs },
    };
    const unrolling = unrollingOf(settings, settings);
    return { shape, model: languageModel(shape), objective: squared, unrolling };
  }

  batches(unrolling: Unrolling): SeriesBatches {
    return new SeriesBatches(this.series.words, this.series.trained, unrolling);
  }

  heldOut(unrolling: Unrolling): (limit: number) => HeldOutVectors {
    const { words, trained } = this.series;
    return (limit) => new HeldOutVectors(words, trained, unrolling, limit);
  }

  /** Stretches as training has them, and what is held out cut into as long ones. */
  dataset(unrolling: Unrolling): Dataset {
    const { timeSteps } = unrolling;
    const { words, values, trained } = this.series;
    const train = this.batches(unrolling);
    const heldOut = Math.ceil((values.length - trained) / timeSteps);
    return {
      counts: { train: train.stretches, heldOut },
      split: 'end',
      at: (part, index) => {
        if (part === 'train') return train.stretch(index);
        const [from, to] = [index, index + 1].map((at) =>
          Math.min(values.length - 1, trained - 1 + at * timeSteps),
        );
        return seriesStretch(words, from, to);
      },
    };
  }

  line(text: string, most = Infinity): Line {
    const { tokens: all, skipped } = this.inputs.encode(text);
    const { features: width } = this.series.words;
    // what follows the last number is not asked for
    const tokens = all.slice(Math.max(0, all.length - (most + 1) * width)) as TokenLine['tokens'];
    const line = this.#stretchOf(tokens);
    return { ...line, labels: this.inputs.labels(tokens), skipped };
  }

  checkup(): TokenLine[] {
    const middle = Math.max(0, (this.series.trained - checkupLength) >> 1);
    return [this.#stretchAt(middle, middle + checkupLength)];
  }

  excerpt(): Excerpt {
    const { trained } = this.series;
    return { lines: [this.#stretchAt(trained, trained + excerptLength)], isHeldOut: true };
  }

  /** Nothing is drawn; a series begins where its training part does. */
  beginning(): Uint32Array<ArrayBuffer> {
    return this.series.words.read.slice(0, this.series.words.features);
  }

  withHeldOut(heldOut: number): SeriesData {
    return new SeriesData({ ...this.#opened, settings: { ...this.settings, heldOut } });
  }

  /** What follows the last is not asked for. */
  #stretchAt(from: number, wantedEnd: number): TokenLine {
    const { words, values } = this.series;
    const to = Math.min(wantedEnd, values.length);
    const { features: width, outputs } = words;
    const targets = new Uint32Array((to - from) * outputs).fill(maskedTarget);
    targets.set(words.predicted.subarray((from + 1) * outputs, to * outputs));
    const tokens = words.read.slice(from * width, to * width);
    return { tokens, targets, ...(width > 1 && { features: width }) };
  }

  /** Of numbers that are not those of the data: what is read is all that is known. */
  #stretchOf(tokens: TokenLine['tokens']): TokenLine {
    const { words, places } = this.series;
    const { features: width, outputs } = words;
    const steps = tokens.length / width;
    const targets = new Uint32Array(steps * outputs).fill(maskedTarget);
    for (let time = 1; time < steps; time++) {
      places.forEach((place, at) => {
        if (place >= 0) targets[(time - 1) * outputs + at] = tokens[time * width + place];
      });
    }
    return { tokens, targets, ...(width > 1 && { features: width }) };
  }
}

/** The held-out share is rounded; each part keeps two values at least. */
function trainedOf(length: number, percent: number): number {
  return length - Math.max(2, Math.min(length - 2, Math.round((length * percent) / 100)));
}

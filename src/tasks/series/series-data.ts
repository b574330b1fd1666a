/** An open series: one stream of numbers, scaled by its training part, its end held out. */
import type { Settings } from '../../config/settings.ts';
import { StreamBatches } from '../../data/batches.ts';
import { HeldOutSeries } from '../../data/held-out-series.ts';
import { naiveForecasts, squaredErrorOf } from '../../data/rivals/naive-forecasts.ts';
import type { Provenance } from '../../data/provenance.ts';
import type { Metric } from '../../data/scores/metric.ts';
import { rootError } from '../../data/scores/root-error.ts';
import { stretch, type TokenLine } from '../../data/sequences.ts';
import { Numbers } from '../../data/tokens/numbers.ts';
import { features } from '../../model/features.ts';
import { languageModel } from '../../model/language-model.ts';
import type { Unrolling } from '../../model/module.ts';
import { squared } from '../../model/squared.ts';
import type { RowsInfo, TextInfo, TextSource } from '../../protocol/text-info.ts';
import { shapeOf, unrollingOf } from '../net-settings.ts';
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

export interface OpenedSeries {
  task: Task;
  source: TextSource;
  settings: DataSettings;
  content: Blob;
  values: readonly number[];
  facts: Provenance & Pick<TextInfo, 'hash'>;
  found: Pick<RowsInfo, 'refused' | 'remarks' | 'unlisted' | 'columns' | 'column'>;
}

/** Values that units are looked at over, that statistics are taken over, and that are shown. */
const [checkupLength, excerptLength, previewLength, lineLength] = [64, 256, 100, 24];

export class SeriesData implements TaskData {
  readonly task: Task;
  readonly inputs: Numbers;
  readonly targets: Numbers;
  readonly metrics: readonly Metric[];
  /** There are none to tell apart: what it is made of is one. */
  readonly symbols = ['number'];
  readonly info: TextInfo & { rows: RowsInfo };
  readonly series: SeriesValues;
  readonly #opened: OpenedSeries;
  readonly #words: Uint32Array<ArrayBuffer>;

  constructor(opened: OpenedSeries) {
    const { task, values, settings } = opened;
    const trained = trainedOf(values.length, settings.heldOut);
    const numbers = Numbers.scaledTo(values.slice(0, trained));
    this.task = task;
    this.#opened = opened;
    this.inputs = this.targets = numbers;
    this.#words = numbers.words(values);
    this.metrics = [rootError('rmse', numbers.scale.deviation)];
    this.series = { values, trained, numbers };
    this.info = describe(opened, this.series);
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
    const shape = {
      ...shapeOf({ ...settings, input: 'one-hot' }, 0),
      ...{ features: features(1), outputSize: 1 },
    };
    const unrolling = unrollingOf(settings, settings);
    return { shape, model: languageModel(shape), objective: squared, unrolling };
  }

  batches({ batchSize, timeSteps }: Unrolling): StreamBatches {
    return new StreamBatches(this.#words, this.series.trained, batchSize, timeSteps);
  }

  heldOut(unrolling: Unrolling): (limit: number) => HeldOutSeries {
    return (limit) => new HeldOutSeries(this.#words, this.series.trained, unrolling, limit);
  }

  /** Stretches as training has them, and what is held out cut into as long ones. */
  dataset(unrolling: Unrolling): Dataset {
    const { timeSteps } = unrolling;
    const train = this.batches(unrolling);
    const heldOut = this.#words.subarray(this.series.trained - 1);
    return {
      counts: { train: train.stretches, heldOut: Math.ceil((heldOut.length - 1) / timeSteps) },
      split: 'end',
      at: (part, index) => {
        if (part === 'train') return train.stretch(index);
        const [from, to] = [index, index + 1].map((at) =>
          Math.min(heldOut.length - 1, at * timeSteps),
        );
        return { inputs: heldOut.subarray(from, to), targets: heldOut.subarray(from + 1, to + 1) };
      },
    };
  }

  line(text: string, most = Infinity): Line {
    const { tokens: all, skipped } = this.inputs.encode(text);
    // what follows the last number is not asked for
    const tokens = all.slice(Math.max(0, all.length - most - 1));
    const labels = Array.from(tokens, (word) => this.inputs.label(word));
    return { ...stretch(tokens), labels, skipped };
  }

  checkup(): TokenLine[] {
    const middle = Math.max(0, (this.series.trained - checkupLength) >> 1);
    return [stretch(this.#words.subarray(middle, middle + checkupLength))];
  }

  excerpt(): Excerpt {
    const { trained } = this.series;
    return {
      lines: [stretch(this.#words.subarray(trained, trained + excerptLength))],
      isHeldOut: true,
    };
  }

  /** Nothing is drawn; a series begins where its training part does. */
  beginning(): Uint32Array<ArrayBuffer> {
    return this.#words.slice(0, 1);
  }

  withHeldOut(heldOut: number): SeriesData {
    return new SeriesData({ ...this.#opened, settings: { ...this.settings, heldOut } });
  }
}

/** The held-out share is rounded; each part keeps two values at least. */
function trainedOf(length: number, percent: number): number {
  return length - Math.max(2, Math.min(length - 2, Math.round((length * percent) / 100)));
}

function describe(
  { values, facts, found }: OpenedSeries,
  { trained, numbers }: SeriesValues,
): TextInfo & { rows: RowsInfo } {
  const { deviation } = numbers.scale;
  const rivals = naiveForecasts(values, trained).map((forecast) => {
    const error = squaredErrorOf(forecast, values, trained);
    return { label: forecast.label, loss: error / deviation ** 2, root: Math.sqrt(error) };
  });
  const [last, mean, season] = rivals;
  const shown = (from: number, count: number) =>
    values.slice(from, from + count).map((value) => numbers.shown(value));
  const lineAt = (share: number) => trained + Math.floor(share * (values.length - trained));
  return {
    ...facts,
    ...{ rare: { symbols: 0, characters: 0 }, symbols: [] },
    tokens: values.length,
    trainTokens: trained,
    heldOutTokens: values.length - trained,
    ...{ chanceLoss: mean.loss, unigramEntropy: last.loss, bigramEntropy: season.loss },
    guesses: rivals.map(({ label, loss }) => ({ label, loss })),
    scale: numbers.scale,
    bounds: rivals.map(({ label, root }) => ({
      ...{ metric: 'rmse', label, value: root, isRival: true },
    })),
    preview: shown(0, previewLength).join('\n'),
    heldOutPreview: shown(trained, previewLength).join('\n'),
    lines: [0, 1 / 3, 2 / 3].map((share) => shown(lineAt(share), lineLength).join(' ')),
    rows: {
      ...{ total: values.length, train: trained, heldOut: values.length - trained },
      ...{ longest: values.length, ...found },
    },
  };
}

/** Open recordings: what a net is trained on, and the last quarter of each class, which is held out. */
import type { Settings } from '../../config/settings.ts';
import { type Recording, type Recordings, splitRecordings } from '../../data/rows/recordings.ts';
import type { Metric } from '../../data/scores/metric.ts';
import { heldOutSequences, SequenceBatches } from '../../data/sequence-batches.ts';
import {
  labelledSequence,
  longestOf,
  sampleOf,
  type Sequence,
  stepWords,
  tokenLine,
  type TokenLine,
} from '../../data/sequences.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { Labels } from '../../data/tokens/labels.ts';
import { Numbers } from '../../data/tokens/numbers.ts';
import { framesIn } from '../../lib/recordings.ts';
import { classifier } from '../../model/classifier.ts';
import { features } from '../../model/features.ts';
import type { Unrolling } from '../../model/module.ts';
import { softmax } from '../../model/objective.ts';
import type { ModelShape, Summary } from '../../model/shape.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { RowsInfo, TextInfo, TextSource } from '../../protocol/text-info.ts';
import { classMetric } from '../labelled/class-metric.ts';
import { shapeOf, unrollingOf } from '../net-settings.ts';
import type { DataSettings, Dataset, Examples, Excerpt, Line, Task } from '../task.ts';
import type { TaskData, TaskModel } from '../task.ts';
import { describeRecorded } from './describe-recorded.ts';

/** Frames over which units are looked at, and over which statistics are taken: about so many. */
const [checkupLength, excerptLength] = [256, 1024];

/** A frame is named by the mean of its numbers, to this part of their deviation. */
const labelParts = 20;

export interface OpenedRecorded {
  task: Task;
  source: TextSource;
  settings: DataSettings;
  content: Blob;
  read: Recordings;
  facts: Pick<
    TextInfo,
    'source' | 'name' | 'title' | 'hash' | 'encoding' | 'replacements' | 'partOf'
  >;
  found: Pick<RowsInfo, 'refused' | 'remarks' | 'unlisted'>;
}

export class RecordedData implements TaskData {
  readonly inputs: Numbers;
  readonly targets: Labels;
  readonly metrics: readonly Metric[];
  readonly symbols: readonly string[];
  readonly info: TextInfo & { rows: RowsInfo };
  readonly examples: Examples;
  readonly #opened: OpenedRecorded;
  readonly #rows: SplitRows<Recording>;
  readonly #sequences: SplitRows<Sequence>;
  readonly #longest: number;

  constructor(opened: OpenedRecorded) {
    const { read } = opened;
    const rows = splitRecordings(read);
    const { train, heldOut } = rows;
    this.#opened = opened;
    this.#rows = rows;
    this.inputs = Numbers.scaledTo(
      train.flatMap(({ frames }) => frames.flat()),
      labelParts,
    );
    this.targets = new Labels(read.labels);
    this.metrics = [classMetric(read.labels)];
    this.symbols = ['number', ...read.labels];
    const sequenceOf = (recording: Recording) => this.#sequenceOf(recording);
    this.#sequences = { train: train.map(sequenceOf), heldOut: heldOut.map(sequenceOf) };
    this.#longest = longestOf([...this.#sequences.train, ...this.#sequences.heldOut]);
    this.info = describeRecorded(opened, rows, this.inputs);
    this.examples = {
      counts: { train: train.length, heldOut: heldOut.length },
      timeSteps: this.#longest,
      delay: 0,
      at: (part, index) => {
        const { name, label } = rows[part][index];
        return { shown: [name], wanted: [label] };
      },
    };
  }

  get task(): Task {
    return this.#opened.task;
  }

  get source(): TextSource {
    return this.#opened.source;
  }

  get settings(): DataSettings {
    return this.#opened.settings;
  }

  get content(): Blob {
    return this.#opened.content;
  }

  model(settings: Settings): TaskModel {
    const shape: ModelShape & { summary: Summary } = {
      ...shapeOf({ ...settings, input: 'one-hot' }, 0),
      ...{ features: features(this.#opened.read.features), outputSize: this.targets.size },
      directions: settings.directions === 'both' ? 2 : 1,
      summary: settings.summary === 'mean' ? 'mean' : 'ends',
    };
    const unrolling = unrollingOf(settings, { timeSteps: this.#longest, hasLengths: true });
    return { shape, model: classifier(shape), objective: softmax, unrolling };
  }

  dataset(): Dataset {
    const { counts } = this.examples;
    return { counts, split: 'given', at: (part, index) => this.#sequences[part][index] };
  }

  batches(unrolling: Unrolling, seed: number): SequenceBatches {
    return new SequenceBatches(this.#sequences.train, onceOf(unrolling), seed);
  }

  heldOut(unrolling: Unrolling) {
    return heldOutSequences(this.#sequences.heldOut, onceOf(unrolling));
  }

  /** A recording of the data by its name, or frames as they are written in a table. */
  line(text: string, most = Infinity): Line {
    const wanted = text.trim();
    const known = [...this.#rows.heldOut, ...this.#rows.train].find(({ name }) => name === wanted);
    const frames = known?.frames ?? this.#framesIn(wanted);
    const last = frames.slice(Math.max(0, frames.length - most));
    const sequence = this.#sequenceOf({ label: known?.label, frames: last });
    const labels = Array.from(stepWords(sequence), (word) => this.inputs.label(word));
    const skipped = frames.length === 0 && wanted !== '' ? [wanted.slice(0, 60)] : [];
    return { ...tokenLine(sequence), labels, skipped };
  }

  checkup(): TokenLine[] {
    return sampleOf(this.#sequences.train, checkupLength);
  }

  excerpt(): Excerpt {
    return { lines: sampleOf(this.#sequences.heldOut, excerptLength), isHeldOut: true };
  }

  /** Nothing is drawn. */
  beginning(): Uint32Array<ArrayBuffer> {
    return new Uint32Array(0);
  }

  /** Which are held out is a matter of when they were recorded. */
  withHeldOut(): RecordedData {
    return this;
  }

  /** None where they are no frames as the others are. */
  #framesIn(text: string): number[][] {
    const frames = framesIn(text).map((numbers) => numbers.map(Number));
    const { features: wanted } = this.#opened.read;
    const areFrames = frames.every(
      (numbers) => numbers.length === wanted && numbers.every(Number.isFinite),
    );
    return areFrames ? frames : [];
  }

  #sequenceOf({ label, frames }: Pick<Recording, 'frames'> & { label?: string }): Sequence {
    const target =
      label === undefined ? maskedTarget : this.targets.encodeLabels([label]).tokens[0];
    const words = this.inputs.words(frames.flat());
    return { ...labelledSequence(words, target), features: this.#opened.read.features };
  }
}

const onceOf = (unrolling: Unrolling) => ({ ...unrolling, isAnsweredOnce: true });

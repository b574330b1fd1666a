/** Open lines: each a sequence that begins from nothing and ends with `<EOS>`. */
import type { Settings } from '../../config/settings.ts';
import type { Metric } from '../../data/scores/metric.ts';
import { remarkOf } from '../../data/rows/data-problem.ts';
import { countTargets } from '../../data/sequence-batches.ts';
import { lineSequence, longestOf, type Sequence } from '../../data/sequences.ts';
import { type SplitRows, splitRows } from '../../data/split-rows.ts';
import type { LabelledTokens } from '../../data/tokens/labelled-tokens.ts';
import { largestSet, type TokenSet } from '../../data/tokens/token-set.ts';
import { softmax } from '../../model/objective.ts';
import { sequenceModel } from '../../model/sequence-model.ts';
import { noToken } from '../../ops/no-token.ts';
import type { SplitKind } from '../../protocol/data-frame.ts';
import type { TextInfo, TextSource } from '../../protocol/text-info.ts';
import type {
  DataSettings,
  DrawnSequences,
  Line as ReadLine,
  Task,
  TaskData,
  TaskModel,
} from '../task.ts';
import { readLine } from '../line-read.ts';
import { SequenceData } from '../sequence-data.ts';
import { drawnLines } from './drawn-lines.ts';
import { labelledDrawing } from './labelled-drawing.ts';
import { windowedShapeOf, unrollingOf } from '../net-settings.ts';
import type { LineRows } from './line-rows.ts';

export interface Line {
  text: string;
  /** Number of the label that it begins with, where lines have labels. */
  label?: number;
  /** Lines that share it are held out together: the text, or a number where each was drawn by itself. */
  key: string;
  sequence: Sequence;
}

/** What is known of lines that were drawn from a language with known chances. */
export interface KnownLanguage {
  /** Nats of a target. */
  entropy: number;
  /** Nats of a line's targets. */
  natsOf: (line: Line) => number;
}

/** What does not change with the share that is held out. */
export interface OpenedLines {
  lines: readonly Line[];
  tokens: TokenSet;
  /** Where every line begins with a label: what is read; the tokens are what is answered. */
  labelled?: LabelledTokens;
  /** It is given, and not made of the lines. */
  isFixed?: boolean;
  language?: KnownLanguage;
  /** The tokens that are asked for, where not all are. */
  isAsked?: (token: number) => boolean;
  metrics?: readonly Metric[];
  copiedShare?: DrawnSequences['copiedShare'];
  barredBy?: DrawnSequences['barredBy'];
  found: Omit<LineRows, 'rows'>;
  content: Blob;
  source: TextSource;
  settings: DataSettings;
  facts: Omit<
    TextInfo,
    'trainTokens' | 'heldOutTokens' | 'preview' | 'heldOutPreview' | 'lines' | 'rows' | 'knownLoss'
  >;
}

/** The same rows are held out whatever the seed of the net: runs of several seeds can be compared. */
const splitSeed = 1;
const previewLength = 600;
const exampleCount = 12;

export class LineData extends SequenceData implements TaskData {
  readonly info: TextInfo;
  readonly inputs: TokenSet;
  readonly targets: TokenSet;
  readonly metrics: readonly Metric[];
  readonly sequences: DrawnSequences;
  protected readonly opened: OpenedLines & { task: Task };
  protected readonly given: SplitRows<Sequence>;
  protected override readonly split: SplitKind;
  readonly #longest: number;

  constructor(task: Task, opened: OpenedLines) {
    super();
    const { lines, tokens, labelled, facts, found, settings, metrics = [] } = opened;
    this.metrics = metrics;
    this.opened = { ...opened, task };
    this.split = opened.language ? 'draws' : 'rows';
    this.inputs = labelled ?? tokens;
    this.targets = tokens;
    this.#longest = longestOf(lines.map(({ sequence }) => sequence));
    // how often a line stands in the list is its weight; it is on one side all the same
    const parts = splitRows(lines, settings.heldOut, splitSeed, ({ key }) => key);
    this.given = { train: sequencesOf(parts.train), heldOut: sequencesOf(parts.heldOut) };
    const drawing = labelled && labelledDrawing(parts, labelled);
    const { copiedShare, barredBy } = opened;
    const more = { labelled: drawing, copiedShare, barredBy };
    this.sequences = drawnLines(lines, tokens, this.#longest, more);
    const written = (line: Line) => this.#written(line);
    const shown = (parts.heldOut.length > 0 ? parts.heldOut : parts.train).map(written);
    this.info = {
      ...facts,
      trainTokens: targetsOf(parts.train),
      heldOutTokens: targetsOf(parts.heldOut),
      preview: firstOf(parts.train.map(written)),
      heldOutPreview: firstOf(parts.heldOut.map(written)),
      ...(opened.language && { knownLoss: knownLoss(opened.language, parts) }),
      lines: examplesOf(opened.isFixed ? longOf(shown) : shown),
      rows: {
        total: lines.length,
        train: parts.train.length,
        heldOut: parts.heldOut.length,
        longest: this.#longest,
        refused: found.refused,
        remarks: found.problems.map(remarkOf),
        unlisted: found.unlisted,
        ...(labelled && { labels: [...labelled.labels] }),
        ...(found.columns && { columns: found.columns, column: found.column }),
      },
    };
  }

  get symbols() {
    return Array.from({ length: this.inputs.size }, (_, id) => this.inputs.label(id));
  }

  get content() {
    return this.opened.content;
  }

  model(settings: Settings, isReadAgain = false): TaskModel {
    const { size } = this.targets;
    const labels = this.inputs.size - size;
    // the end is a token too, but no character that could be rare
    const isThinned = isReadAgain && !this.opened.isFixed;
    const vocabSize = isThinned ? Math.min(size, settings.symbols + 1, largestSet) : size;
    const shape = {
      ...windowedShapeOf(settings, vocabSize + labels, true),
      ...(labels > 0 && { outputSize: vocabSize }),
    };
    const unrolling = unrollingOf(settings, { timeSteps: this.#longest, hasLengths: true });
    return { shape, model: sequenceModel(shape, false), objective: softmax, unrolling };
  }

  line(given: string, most = Infinity): ReadLine {
    const { isAsked } = this.opened;
    const { text, first } = this.#read(given);
    const sequence = lineSequence(text, this.targets, isAsked, first);
    return readLine(text, sequence, this.inputs, most);
  }

  override beginning(): Uint32Array<ArrayBuffer> {
    return this.sequences.begin([]);
  }

  withHeldOut(heldOut: number): LineData {
    const { settings } = this.opened;
    return new LineData(this.task, { ...this.opened, settings: { ...settings, heldOut } });
  }

  /** With its label in front, as a person may write it. */
  #written({ text, label }: Line): string {
    const { labelled } = this.opened;
    return labelled && label !== undefined ? `${labelled.labels[label]}: ${text}` : text;
  }

  /** What it begins with; of a line without a label, where lines have one, the first of them. */
  #read(given: string): { text: string; first: number } {
    const { labelled } = this.opened;
    if (!labelled) return { text: given, first: noToken };
    const label = labelled.labels.findIndex((one) => given.startsWith(`${one}:`));
    const text = label < 0 ? given : given.slice(labelled.labels[label].length + 1).trimStart();
    return { text, first: labelled.tokenOf(Math.max(0, label)) };
  }
}

function sequencesOf(lines: readonly Line[]): Sequence[] {
  return lines.map(({ sequence }) => sequence);
}

/** Where nothing is held out, of those that are trained on. */
function knownLoss({ entropy, natsOf }: KnownLanguage, { train, heldOut }: SplitRows<Line>) {
  const lines = heldOut.length > 0 ? heldOut : train;
  const asked = lines.reduce((sum, { sequence }) => sum + countTargets(sequence), 0);
  return { entropy, heldOut: lines.reduce((sum, line) => sum + natsOf(line), 0) / asked };
}

function targetsOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { sequence }) => sum + sequence.targets.length, 0);
}

/** The first lines, whole ones; of one that is longer, all. */
function firstOf(lines: readonly string[]): string {
  let length = 0;
  const first = lines.findIndex((text) => (length += text.length + 1) > previewLength);
  const count = first < 0 ? lines.length : Math.max(1, first);
  return lines.slice(0, count).join('\n');
}

/** Those of a made-up language that are as long as they are on average, or longer: short ones show little. */
function longOf(lines: readonly string[]): string[] {
  const mean = lines.reduce((sum, { length }) => sum + length, 0) / lines.length;
  return lines.filter(({ length }) => length >= mean);
}

/** From places spread evenly over them, each once. */
function examplesOf(lines: readonly string[]): string[] {
  const places = Array.from({ length: exampleCount }, (_, index) =>
    Math.floor((index * lines.length) / exampleCount),
  );
  return [...new Set(places.map((place) => lines[place]))];
}

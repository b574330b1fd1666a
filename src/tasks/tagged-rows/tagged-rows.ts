/** Open rows of characters with a label for each: what is read, and what is to be said of it. */
import type { Settings } from '../../config/settings.ts';
import type { Provenance } from '../../data/provenance.ts';
import type { Metric } from '../../data/scores/metric.ts';
import { type Sequence, taggedSequence, tokenLine } from '../../data/sequences.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { chanceLoss } from '../../data/statistics.ts';
import type { Characters } from '../../data/tokens/characters.ts';
import type { Labels } from '../../data/tokens/labels.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { SplitKind } from '../../protocol/data-frame.ts';
import type { RowsInfo, TextInfo } from '../../protocol/text-info.ts';
import type { Example, Examples, Line, TaskData, TaskModel } from '../task.ts';
import { type OpenedBy, SequenceData } from '../sequence-data.ts';
import { taggerModel } from '../tagger-model.ts';
import { tagCounts } from './tag-counts.ts';

/** A row: as many labels as characters. */
export type TaggedRow = Example;

export interface OpenedRows extends OpenedBy {
  content: Blob;
  rows: readonly TaggedRow[];
  characters: Characters;
  labels: Labels;
  metrics: readonly Metric[];
  /** Holds out this share. */
  split: (rows: readonly TaggedRow[], percent: number) => SplitRows<TaggedRow>;
  splitKind: SplitKind;
  /** A line of a person's own: labels where they are known. */
  read: (text: string) => { shown: readonly string[]; wanted: readonly string[] | null };
  /** A row as a person would write it; absent: what is shown. */
  written?: (row: TaggedRow) => string;
  facts: Provenance & Pick<TextInfo, 'hash'>;
  found: Pick<RowsInfo, 'refused' | 'remarks' | 'unlisted'>;
}

const previewRows = 12;

export class TaggedRows extends SequenceData implements TaskData {
  readonly inputs: Characters;
  readonly targets: Labels;
  readonly metrics: readonly Metric[];
  readonly symbols: readonly string[];
  readonly info: TextInfo & { rows: RowsInfo };
  readonly examples: Examples;
  protected readonly opened: OpenedRows;
  protected readonly given: SplitRows<Sequence>;
  protected override readonly split: SplitKind;

  constructor(opened: OpenedRows) {
    super();
    const { characters, labels, metrics, settings, rows } = opened;
    const parts = opened.split(rows, settings.heldOut);
    const encode = (row: TaggedRow) => this.#encode(row.shown, row.wanted);
    this.opened = opened;
    this.split = opened.splitKind;
    this.inputs = characters;
    this.targets = labels;
    this.metrics = metrics;
    this.symbols = [...labelsOf(characters), ...labelsOf(labels)];
    this.given = { train: parts.train.map(encode), heldOut: parts.heldOut.map(encode) };
    this.info = describe(opened, parts);
    this.examples = {
      counts: this.counts,
      timeSteps: this.info.rows.longest,
      delay: 0,
      at: (part, index) => parts[part][index],
    };
  }

  get content(): Blob {
    return this.opened.content;
  }

  model(settings: Settings): TaskModel {
    const sizes = { vocabSize: this.inputs.size, outputSize: this.targets.size };
    return taggerModel(settings, sizes, this.info.rows.longest);
  }

  line(text: string, most = Infinity): Line {
    const { shown, wanted } = this.opened.read(text);
    const isKnown = (sign: string) => this.inputs.encode(sign).skipped.length === 0;
    const places = shown.flatMap((sign, at) => (isKnown(sign) ? [at] : [])).slice(-most);
    const labels = places.map((at) => shown[at]);
    const sequence = this.#encode(labels, wanted && places.map((at) => wanted[at]));
    const skipped = [...new Set(shown.filter((sign) => !isKnown(sign)))];
    return { ...tokenLine(sequence), labels, skipped };
  }

  withHeldOut(heldOut: number): TaggedRows {
    return new TaggedRows({ ...this.opened, settings: { ...this.settings, heldOut } });
  }

  #encode(shown: readonly string[], wanted: readonly string[] | null): Sequence {
    const { characters, labels } = this.opened;
    const tokens = characters.encode(shown.join('')).tokens;
    const tags = wanted
      ? labels.encodeLabels(wanted).tokens
      : new Uint32Array(shown.length).fill(maskedTarget);
    return taggedSequence(tokens, tags);
  }
}

const labelsOf = (set: Characters | Labels) =>
  Array.from({ length: set.size }, (_, id) => set.label(id));

const lengthOf = (rows: readonly TaggedRow[]) =>
  rows.reduce((sum, { shown }) => sum + shown.length, 0);

const read = ({ shown }: TaggedRow) => shown.join('');

function describe(
  { rows, facts, found, labels, written = read }: OpenedRows,
  { train, heldOut }: SplitRows<TaggedRow>,
): TextInfo & { rows: RowsInfo } {
  const { symbols, unigramEntropy, bigramEntropy } = tagCounts(rows);
  const looked = heldOut.length > 0 ? heldOut : train;
  return {
    ...facts,
    rare: { symbols: 0, characters: 0 },
    tokens: lengthOf(rows),
    trainTokens: lengthOf(train),
    heldOutTokens: lengthOf(heldOut),
    symbols,
    ...{ chanceLoss: chanceLoss(labels.size), unigramEntropy, bigramEntropy },
    preview: train.slice(0, previewRows).map(read).join('\n'),
    heldOutPreview: heldOut.slice(0, previewRows).map(read).join('\n'),
    lines: looked.slice(0, previewRows).map(written),
    rows: {
      ...{ total: rows.length, train: train.length, heldOut: heldOut.length, ...found },
      longest: rows.reduce((most, { shown }) => Math.max(most, shown.length), 0),
    },
  };
}

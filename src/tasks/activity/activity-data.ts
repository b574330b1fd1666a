/** Open numbers with a class for each time step, cut into pieces; the last of them are held out. */
import type { Settings } from '../../config/settings.ts';
import type { NumberRow } from '../../data/rows/number-table.ts';
import { nearestMean } from '../../data/rivals/nearest-mean.ts';
import type { Metric } from '../../data/scores/metric.ts';
import { accuracyInfo } from '../../data/scores/accuracy.ts';
import { type Sequence, tokenLine } from '../../data/sequences.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { chanceLoss, unigramEntropy } from '../../data/statistics.ts';
import { Labels } from '../../data/tokens/labels.ts';
import { NumberVectors } from '../../data/tokens/number-vectors.ts';
import { features } from '../../model/features.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { SplitKind } from '../../protocol/data-frame.ts';
import type { RowsInfo, TextInfo } from '../../protocol/text-info.ts';
import { classMetric } from '../labelled/class-metric.ts';
import { SequenceData } from '../sequence-data.ts';
import { shownName } from '../series/kept-table.ts';
import { taggerModel } from '../tagger-model.ts';
import type { OpenedSeries } from '../series/series-data.ts';
import type { Examples, Line, TaskData, TaskModel } from '../task.ts';

/** Time steps of a piece. */
const pieceLength = 50;
const [previewSteps, lineSteps] = [100, 24];

export class ActivityData extends SequenceData implements TaskData {
  readonly inputs: NumberVectors;
  readonly targets: Labels;
  readonly metrics: readonly Metric[];
  readonly symbols: readonly string[];
  readonly info: TextInfo & { rows: RowsInfo };
  readonly examples: Examples;
  protected readonly opened: OpenedSeries;
  protected readonly given: SplitRows<Sequence>;
  protected override readonly split: SplitKind = 'end';
  readonly #labels: readonly string[];

  constructor(opened: OpenedSeries, labels: readonly string[]) {
    super();
    const { table, settings } = opened;
    const pieces = piecesOf(table.rows);
    const count = Math.round((pieces.length * settings.heldOut) / 100);
    const cut = pieces.length - Math.max(1, Math.min(pieces.length - 1, count));
    const parts = { train: pieces.slice(0, cut), heldOut: pieces.slice(cut) };
    this.opened = opened;
    this.#labels = labels;
    this.inputs = new NumberVectors(parts.train.flat().map(({ read }) => read));
    this.targets = new Labels(labels);
    this.metrics = [classMetric(labels)];
    this.symbols = [...table.read.map((name) => `x:${shownName(name)}`), ...labels];
    this.given = {
      train: parts.train.map((piece) => this.#sequenceOf(piece)),
      heldOut: parts.heldOut.map((piece) => this.#sequenceOf(piece)),
    };
    this.info = this.#describe(parts);
    this.examples = {
      counts: this.counts,
      timeSteps: pieceLength,
      delay: 0,
      at: (part, index) => ({
        shown: this.inputs.labels(this.given[part][index].inputs),
        wanted: parts[part][index].map(({ label = '' }) => label),
      }),
    };
  }

  get content(): Blob {
    return this.opened.content;
  }

  model(settings: Settings): TaskModel {
    const read = { vocabSize: 0, features: features(this.inputs.columns.length) };
    const sizes = { ...read, outputSize: this.targets.size };
    return taggerModel({ ...settings, input: 'one-hot' }, sizes, pieceLength);
  }

  /** A class that stands after numbers is that of these. */
  line(text: string, most = Infinity): Line {
    const width = this.inputs.columns.length;
    const parts = text.split('/').map((part) => {
      const numbers = part.trim();
      const [label] = this.#labels
        .filter((one) => numbers.endsWith(` ${one}`))
        .sort((a, b) => b.length - a.length);
      const read = this.inputs.encode(label ? numbers.slice(0, -label.length) : numbers);
      const wanted = label ? this.targets.encodeLabels([label]).tokens[0] : maskedTarget;
      return { ...read, wanted: Array.from({ length: read.tokens.length / width }, () => wanted) };
    });
    const steps = parts.flatMap(({ wanted }) => wanted);
    const from = Math.max(0, steps.length - most);
    const inputs = Uint32Array.from(parts.flatMap(({ tokens }) => [...tokens])).slice(from * width);
    const targets = Uint32Array.from(steps.slice(from));
    return {
      ...tokenLine({ inputs, targets, features: width }),
      labels: this.inputs.labels(inputs),
      skipped: [...new Set(parts.flatMap(({ skipped }) => skipped))],
    };
  }

  withHeldOut(heldOut: number): ActivityData {
    const settings = { ...this.settings, heldOut };
    return new ActivityData({ ...this.opened, settings }, this.#labels);
  }

  #sequenceOf(piece: readonly NumberRow[]): Sequence {
    return {
      inputs: this.inputs.words(piece.map(({ read }) => read)),
      targets: this.targets.encodeLabels(piece.map(({ label = '' }) => label)).tokens,
      features: this.inputs.columns.length,
    };
  }

  #describe({ train, heldOut }: SplitRows<readonly NumberRow[]>): TextInfo & { rows: RowsInfo } {
    const { facts, found, table } = this.opened;
    const { columns } = this.inputs;
    const counted = [train, heldOut].map((part) => part.reduce((sum, one) => sum + one.length, 0));
    const [trained, tested] = counted;
    const labels = this.#labels;
    const counts = labels.map((label) => table.rows.filter((row) => row.label === label).length);
    const entropy = unigramEntropy(Uint32Array.from(counts));
    const shown = (rows: readonly NumberRow[]) =>
      rows.map(({ read, label = '' }) => {
        const numbers = read.map((value, at) => columns[at].shown(value));
        return [...numbers, label].join(' ');
      });
    const preview = (part: readonly (readonly NumberRow[])[]) =>
      shown(part.flat().slice(0, previewSteps)).join('\n');
    return {
      ...facts,
      ...{ rare: { symbols: 0, characters: 0 }, symbols: [] },
      ...{ tokens: trained + tested, trainTokens: trained, heldOutTokens: tested },
      chanceLoss: chanceLoss(labels.length),
      ...{ unigramEntropy: entropy, bigramEntropy: entropy },
      guesses: [{ label: 'chance', loss: chanceLoss(labels.length) }],
      scales: columns.map(({ scale }, at) => ({ name: shownName(table.read[at]), ...scale })),
      bounds: this.#rivals(table.rows, trained).map((rival) => ({
        ...{ ...rival, metric: accuracyInfo.id, isRival: true },
      })),
      ...{ preview: preview(train), heldOutPreview: preview(heldOut) },
      lines: heldOut.slice(0, 3).map((piece) => shown(piece.slice(0, lineSteps)).join(' / ')),
      rows: {
        ...{ total: trained + tested, train: trained, heldOut: tested },
        ...{ longest: pieceLength, ...found },
      },
    };
  }

  /** Who says the commonest class, and who knows of one moment and of no other: shares that are right. */
  #rivals(rows: readonly NumberRow[], trained: number) {
    const counts = new Map<string, number>();
    for (const { label = '' } of rows.slice(0, trained)) {
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    const [[commonest]] = [...counts].sort(([, one], [, other]) => other - one);
    const heldOut = rows.slice(trained);
    const right = heldOut.filter(({ label }) => label === commonest).length;
    const { columns } = this.inputs;
    const moments = rows.map(({ label = '', read }) => {
      const scaled = read.map((value, at) => value / columns[at].scale.deviation);
      return { label, frames: [scaled] };
    });
    const nearest = nearestMean.accuracy(moments.slice(0, trained), moments.slice(trained));
    return [
      { label: nearestMean.label, value: nearest },
      {
        ...{ label: 'commonest class ({name})', values: { name: commonest } },
        value: right / heldOut.length,
      },
    ];
  }
}

function piecesOf(rows: readonly NumberRow[]): NumberRow[][] {
  const length = Math.min(pieceLength, Math.ceil(rows.length / 4));
  return Array.from({ length: Math.ceil(rows.length / length) }, (_, at) =>
    rows.slice(at * length, (at + 1) * length),
  );
}

/** Open labelled texts: what a net is trained on, what is held out, and texts of a person's own. */
import type { Settings } from '../../config/settings.ts';
import type { LabelledRow } from '../../data/rows/labelled.ts';
import type { Metric } from '../../data/scores/metric.ts';
import { labelledSequence, longestOf, type Sequence, tokenLine } from '../../data/sequences.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { Labels } from '../../data/tokens/labels.ts';
import { classifier } from '../../model/classifier.ts';
import { sigmoid, softmax } from '../../model/objective.ts';
import type { ModelShape, Summary } from '../../model/shape.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { SplitKind } from '../../protocol/data-frame.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import { shapeOf, unrollingOf } from '../net-settings.ts';
import type { Examples, Line, TaskData } from '../task.ts';
import { type OpenedBy, SequenceData } from '../sequence-data.ts';
import type { TaskModel } from '../task.ts';
import { classMetric } from './class-metric.ts';
import { type Corpus, hasParts, splitCorpus } from './corpus.ts';
import { describeLabelled, type RivalScore } from './describe-labelled.ts';
import { readerOf, type Reader } from './vocabulary.ts';

export interface OpenedLabelled extends OpenedBy {
  corpus: Corpus;
  /** On what was held out when it was opened. */
  rivals: readonly RivalScore[];
}

export class LabelledData extends SequenceData implements TaskData {
  readonly inputs: Reader['tokens'];
  readonly targets: Labels;
  readonly metrics: readonly Metric[];
  readonly info: TextInfo;
  readonly symbols: readonly string[];
  readonly examples: Examples;
  protected readonly opened: OpenedLabelled;
  protected readonly given: SplitRows<Sequence>;
  protected override readonly isAnsweredOnce = true;
  /** Of texts, which are longer than lines. */
  protected override readonly lengths = { checkup: 256, excerpt: 1024 };
  protected override readonly split: SplitKind;
  readonly #reader: Reader;
  readonly #rows: SplitRows<LabelledRow>;
  readonly #longest: number;
  /** Made when a line is first read. */
  #labelOf: Map<string, string> | undefined;

  constructor(opened: OpenedLabelled) {
    super();
    const { corpus, settings } = opened;
    const rows = splitCorpus(corpus, settings.heldOut);
    this.opened = opened;
    this.split = hasParts(corpus) ? 'given' : 'rows';
    this.#rows = rows;
    this.#reader = readerOf(rows.train, settings.reads, settings.symbols);
    this.inputs = this.#reader.tokens;
    this.targets = new Labels(corpus.found.labels);
    this.metrics = [classMetric(corpus.found.labels)];
    const sequenceOf = ({ label, text }: LabelledRow) =>
      labelledSequence(
        this.#reader.encode(text).tokens,
        this.targets.encodeLabels([label]).tokens[0],
      );
    const { train, heldOut } = rows;
    this.given = { train: train.map(sequenceOf), heldOut: heldOut.map(sequenceOf) };
    const all = [...this.given.train, ...this.given.heldOut];
    this.#longest = Math.max(1, longestOf(all));
    const inputLabels = Array.from({ length: this.inputs.size }, (_, id) => this.inputs.label(id));
    this.symbols = [...inputLabels, ...corpus.found.labels];
    this.info = describeLabelled(opened, {
      ...{ rows, sequences: this.given, tokens: this.inputs, longest: this.#longest },
    });
    this.examples = {
      counts: this.counts,
      timeSteps: this.#longest,
      delay: 0,
      at: (part, index) => {
        const { text, label } = rows[part][index];
        return { shown: [text], wanted: [label] };
      },
    };
  }

  get content(): Blob {
    return this.opened.corpus.content;
  }

  /** Two classes are told apart by one output, yes or no. */
  model(settings: Settings, isReadAgain = false): TaskModel {
    const { size } = this.inputs;
    const { size: classes } = this.targets;
    const shape: ModelShape & { summary: Summary } = {
      ...shapeOf(settings, isReadAgain ? Math.min(size, settings.symbols) : size),
      outputSize: classes === 2 ? 1 : classes,
      directions: settings.directions === 'both' ? 2 : 1,
      summary: settings.summary === 'mean' ? 'mean' : 'ends',
    };
    const unrolling = unrollingOf(settings, { timeSteps: this.#longest, hasLengths: true });
    const objective = classes === 2 ? sigmoid : softmax;
    return { shape, model: classifier(shape), objective, unrolling };
  }

  /** The class is wanted where it is known: of texts of the data. */
  line(text: string, most = Infinity): Line {
    const label = this.#labels.get(text.trim());
    const target =
      label === undefined ? maskedTarget : this.targets.encodeLabels([label]).tokens[0];
    const { tokens, skipped } = this.#reader.encode(text);
    const from = Math.max(0, tokens.length - most);
    return {
      ...tokenLine(labelledSequence(tokens.slice(from), target)),
      labels: this.#reader.cut(text).slice(from),
      skipped,
    };
  }

  withHeldOut(heldOut: number): LabelledData {
    if (heldOut === this.settings.heldOut) return this;
    const settings = { ...this.settings, heldOut };
    // the rival of other rows would have to be trained anew
    const rivals = hasParts(this.opened.corpus) ? this.opened.rivals : [];
    return new LabelledData({ ...this.opened, settings, rivals });
  }

  get #labels(): ReadonlyMap<string, string> {
    const { heldOut, train } = this.#rows;
    return (this.#labelOf ??= new Map(
      [...train, ...heldOut].map(({ text, label }) => [text, label]),
    ));
  }
}

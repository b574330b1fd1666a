/** Open tagged sentences: what a net is trained on, what is held out, and lines of a person's own. */
import type { Settings } from '../../config/settings.ts';
import type { Metric } from '../../data/scores/metric.ts';
import { type Sequence, taggedSequence } from '../../data/sequences.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import type { Labels } from '../../data/tokens/labels.ts';
import type { Words } from '../../data/tokens/words.ts';
import { TextError } from '../../lib/errors.ts';
import { asPart, runAtOnce, type Slices } from '../../lib/slices.ts';
import { sigmoid, softmax } from '../../model/objective.ts';
import type { ModelShape } from '../../model/shape.ts';
import { tagger } from '../../model/tagger.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { SplitKind } from '../../protocol/data-frame.ts';
import type { MetricBound } from '../../protocol/metrics.ts';
import type { RowsInfo, TextInfo } from '../../protocol/text-info.ts';
import type { DataSettings, Line, TaskData, TaskModel } from '../task.ts';
import { type OpenedBy, SequenceData } from '../sequence-data.ts';
import { directionsIn, windowedShapeOf, unrollingOf } from '../net-settings.ts';
import { type Corpus, splitCorpus } from './corpus.ts';
import { describeCorpus } from './describe-corpus.ts';
import { lookAheadOf } from './look-ahead.ts';
import { SentenceReader } from './sentence-reader.ts';
import { TaggedExamples } from './tagged-examples.ts';
import { tagMetric } from './tag-metric.ts';
import { isBinaryChoice, outside, type Sentence, Tags } from './tags.ts';
import { encodeSlices, type EncodedSentence, wordsSlices } from './vocabulary.ts';

/** What is shown of a time step behind the end, at which only an answer is awaited. */
const nothingRead = '0⃗';

/** What is opened, by whom and how. */
interface Opened extends OpenedBy {
  corpus: Corpus;
  /** What such a task leaves no choice of, whatever the settings say. */
  fixed?: Partial<Pick<Settings, 'labels' | 'lookAhead'>>;
  /** What is trained beside the net. Yields the share that is done. */
  rival?: (sentences: SplitRows<EncodedSentence>, words: number) => Slices<MetricBound[]>;
}

interface Parts {
  sentences: SplitRows<Sentence>;
  encoded: SplitRows<EncodedSentence>;
  words: Words;
  tags: Tags;
  info: TextInfo & { rows: RowsInfo };
}

export class TaggedData extends SequenceData implements TaskData {
  readonly inputs: Words;
  readonly targets: Labels;
  readonly info: TextInfo & { rows: RowsInfo };
  readonly symbols: readonly string[];
  readonly examples: TaggedExamples;
  readonly metrics: readonly Metric[];
  protected readonly opened: Opened;
  protected readonly given: SplitRows<Sequence>;
  protected override readonly split: SplitKind;
  readonly #tags: Tags;
  readonly #reader: SentenceReader;
  /** Time steps between a word and what is wanted of it. */
  readonly #delay: number;

  private constructor(opened: Opened, { sentences, encoded, words, tags, info }: Parts) {
    super();
    const { delay } = lookAheadOf(chosenIn(opened).lookAhead);
    const sequence = (one: EncodedSentence) => taggedSequence(one.words, one.tags, delay);
    this.opened = opened;
    this.split = splitKind(opened.corpus);
    this.#tags = tags;
    this.#delay = delay;
    this.given = {
      train: encoded.train.map(sequence),
      heldOut: encoded.heldOut.map(sequence),
    };
    this.#reader = new SentenceReader([...sentences.heldOut, ...sentences.train], tags);
    this.inputs = words;
    this.targets = tags.labels;
    this.info = info;
    const inputLabels = Array.from({ length: words.size }, (_, id) => words.label(id));
    this.symbols = [...inputLabels, ...tags.names];
    const timeSteps = info.rows.longest + delay;
    this.examples = new TaggedExamples(sentences, tags, { delay, timeSteps });
    this.metrics = [tagMetric(tags)];
  }

  /** Yields the sentences done. @throws TextError where the tags have no such labels */
  static *slices(opened: Opened): Slices<TaggedData> {
    const { corpus, settings, rival } = opened;
    const tags = new Tags(chosenIn(opened).labels, corpus.rows.tagNames);
    if (tags.isBinary && !tags.isTag(outside)) refuseBinary(corpus);
    const sentences = splitCorpus(corpus, settings.heldOut);
    const words = yield* wordsSlices(sentences.train, settings.symbols);
    const encoded = {
      train: yield* encodeSlices(sentences.train, words, tags),
      heldOut: yield* encodeSlices(sentences.heldOut, words, tags),
    };
    const rows = encoded.train.length + encoded.heldOut.length;
    const training = rival?.(encoded, words.size);
    const rivals = training ? yield* asPart(training, (share) => share * rows) : [];
    const info = describeCorpus(corpus, { sentences, encoded, words, tags, rivals });
    return new TaggedData(opened, { sentences, encoded, words, tags, info });
  }

  get content(): Blob {
    return this.opened.corpus.content;
  }

  /** Where the data will have been read again, they have fewer words at most. */
  model(settings: Settings, isReadAgain = false): TaskModel {
    const { size } = this.inputs;
    const { labels, lookAhead } = { ...settings, ...this.opened.fixed };
    const { directions, delay } = lookAheadOf(lookAhead);
    const isFixed = this.opened.fixed?.lookAhead !== undefined;
    const shape: ModelShape = {
      ...windowedShapeOf(settings, isReadAgain ? Math.min(size, settings.symbols) : size),
      outputSize: this.#tags.outputs(labels),
      directions: isFixed ? directionsIn(settings) : directions,
    };
    const timeSteps = this.info.rows.longest + delay;
    const unrolling = unrollingOf(settings, { timeSteps, hasLengths: true });
    const objective = isBinaryChoice(labels) ? sigmoid : softmax;
    return { shape, model: tagger(shape), objective, unrolling };
  }

  /** Tags are wanted where they are known: of sentences of the data, and where they are written. */
  line(text: string, most = Infinity): Line {
    const { words, labels } = this.#reader.read(text);
    const { tokens, skipped } = this.inputs.encodeWords(words);
    const wanted = labels
      ? this.targets.encodeLabels(labels).tokens
      : new Array<number>(words.length).fill(maskedTarget);
    const sequence = taggedSequence(tokens, wanted, this.#delay);
    const behind = new Array<string>(words.length > 0 ? this.#delay : 0).fill(nothingRead);
    const steps = words.length + behind.length;
    const from = Math.max(0, steps - most);
    return {
      tokens: Uint32Array.from(sequence.inputs).slice(from, steps),
      targets: Uint32Array.from(sequence.targets).slice(from, steps),
      labels: [...words, ...behind].slice(from),
      skipped,
    };
  }

  withHeldOut(heldOut: number): TaggedData {
    if (this.opened.corpus.split) return this;
    const settings = { ...this.settings, heldOut };
    return runAtOnce(TaggedData.slices({ ...this.opened, settings }));
  }
}

const chosenIn = ({ settings, fixed }: Opened): DataSettings => ({ ...settings, ...fixed });

function splitKind({ split, firstUnseen }: Corpus): SplitKind {
  if (split) return 'places';
  return firstUnseen === null ? 'rows' : 'names';
}

/** Tags such as parts of speech say something of every word. */
function refuseBinary({ name, rows: { tagNames } }: Corpus): never {
  const values = { name, tags: tagNames.join(', ') };
  throw new TextError(
    { code: 'of a task', values: { task: 'tagging', problem: 'nothing is O', values } },
    { remedies: [{ kind: 'settings', settings: { labels: 'bio' } }] },
  );
}

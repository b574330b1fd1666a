/** Open pairs: what a net is trained on, what is held out, and sources of a person's own. */
import type { Settings } from '../../config/settings.ts';
import type { Pair } from '../../data/generators/pair.ts';
import type { Rows } from '../../data/rows/data-problem.ts';
import { errorRate } from '../../data/scores/error-rate.ts';
import { exactMatch } from '../../data/scores/exact-match.ts';
import type { Metric } from '../../data/scores/metric.ts';
import {
  longestOf,
  type Sequence,
  sourceSteps,
  tokenLine,
  translatedSequence,
} from '../../data/sequences.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { Characters } from '../../data/tokens/characters.ts';
import { nothingLabel, type TokenSet } from '../../data/tokens/token-set.ts';
import { encoderDecoder } from '../../model/encoder-decoder.ts';
import { softmax } from '../../model/objective.ts';
import type { MetricInfo } from '../../protocol/metrics.ts';
import type { TextInfo, TextReading } from '../../protocol/text-info.ts';
import { shapeOf, unrollingOf } from '../net-settings.ts';
import type { Line, SourcePairs, TaskData, TaskModel } from '../task.ts';
import { type OpenedBy, SequenceData } from '../sequence-data.ts';
import { describePairs } from './describe-pairs.ts';
import { splitPairs } from './split-pairs.ts';
import { targetTokens } from './target-tokens.ts';

const none: Sequence = { inputs: [], targets: [] };
export interface OpenedPairs extends OpenedBy {
  /** Of what is written, where it is counted. */
  error?: MetricInfo;
  found: Rows<Pair>;
  known: Pick<TextInfo, 'source' | 'name' | 'title' | 'hash'> & TextReading;
  content: Blob;
}

export class PairData extends SequenceData implements TaskData {
  readonly inputs: TokenSet;
  readonly targets: TokenSet;
  readonly metrics: readonly Metric[];
  readonly info: TextInfo;
  readonly symbols: readonly string[];
  readonly pairs: SourcePairs;
  readonly #sources: Characters;
  protected readonly opened: OpenedPairs;
  protected readonly given: SplitRows<Sequence>;
  readonly #parts: SplitRows<Pair>;
  readonly #longest: { target: number; source: number };
  /** Made when a line is first read. */
  #known: Map<string, string> | undefined;

  constructor(opened: OpenedPairs) {
    super();
    const { task, error, found, known, settings } = opened;
    this.opened = opened;
    // all of them: what is only held out stands for characters too
    const sources = Characters.fromText(found.rows.map(({ source }) => source).join(''));
    const written = found.rows.map(({ target }) => target);
    this.targets = targetTokens(written, task.info.unit);
    this.metrics = error ? [errorRate(error), exactMatch] : [exactMatch];
    this.inputs = this.targets;
    this.#parts = splitPairs(found.rows, settings.heldOut);
    const { train, heldOut } = this.#parts;
    this.#sources = sources;
    const sequence = ({ source, target }: Pair) => this.#sequence(source, target);
    this.given = { train: train.map(sequence), heldOut: heldOut.map(sequence) };
    const all = [...this.given.train, ...this.given.heldOut];
    this.#longest = { target: longestOf(all), source: sourceSteps(all)?.source ?? 1 };
    this.pairs = {
      counts: this.counts,
      ...{ sources, end: this.targets.end as number },
      ...{ sourceSteps: this.#longest.source, timeSteps: this.#longest.target },
      at: (part, index) => this.#parts[part][index],
      answerTo: (source) => this.#answers.get(source) ?? null,
    };
    const labels = (set: TokenSet) => Array.from({ length: set.size }, (_, id) => set.label(id));
    this.symbols = [...labels(sources), ...labels(this.targets)];
    this.info = {
      ...known,
      ...describePairs(this.#parts, found, {
        ...{ targets: this.targets, unit: task.info.unit, longest: this.#longest.target },
      }),
    };
  }

  get content(): Blob {
    return this.opened.content;
  }

  model(settings: Settings): TaskModel {
    const shape = {
      ...shapeOf(settings, this.targets.size),
      encoder: {
        vocabSize: this.#sources.size,
        directions: settings.directions === 'both' ? 2 : 1,
        hasAttention: settings.attention === 'on',
      },
    } as const;
    const { target: timeSteps, source } = this.#longest;
    const unrolling = {
      ...unrollingOf(settings, { timeSteps, hasLengths: true }),
      timeStepsOf: { source },
    };
    return { shape, model: encoderDecoder(shape), objective: softmax, unrolling };
  }

  /** A source; what should be written is known of those in the data. Of nothing that is read nothing is. */
  line(text: string, most = Infinity): Line {
    const source = text.trim();
    const { tokens: known, skipped } = this.#sources.encode(source);
    if (known.length === 0) return { ...tokenLine(none), labels: [], skipped };
    const { tokens, targets, ...read } = tokenLine(
      this.#sequence(source, this.pairs.answerTo(source)),
    );
    const labels = [
      nothingLabel,
      ...Array.from(tokens.subarray(1), (id) => this.targets.label(id)),
    ];
    const line = { tokens: tokens.slice(0, most), targets: targets.slice(0, most) };
    const sourceLabels = Array.from(read.source ?? [], (id) => this.#sources.label(id));
    return { ...line, ...read, labels: labels.slice(0, most), sourceLabels, skipped };
  }

  withHeldOut(heldOut: number): PairData {
    const settings = { ...this.settings, heldOut };
    return new PairData({ ...this.opened, settings });
  }

  #sequence(source: string, target: string | null): Sequence {
    return translatedSequence(
      this.#sources.encode(source).tokens,
      target === null ? null : this.targets.encode(target).tokens,
      this.targets.end as number,
    );
  }

  get #answers(): ReadonlyMap<string, string> {
    return (this.#known ??= new Map(
      this.opened.found.rows.map(({ source, target }) => [source, target]),
    ));
  }
}

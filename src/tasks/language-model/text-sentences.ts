/**
 * A text as sentences: each begins from nothing, x⟨1⟩ = 0⃗ and a⟨0⟩, and ends with `<EOS>`, so that a
 * net learns how sentences begin. One that is longer than a batch goes on in a sequence of its own.
 */
import type { Settings } from '../../config/settings.ts';
import {
  heldOutSequences,
  type HeldOutSequences,
  SequenceBatches,
} from '../../data/sequence-batches.ts';
import { lineSequence, type Sequence } from '../../data/sequences.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import type { TokenSet } from '../../data/tokens/token-set.ts';
import type { Tokens } from '../../data/vocabulary.ts';
import { runAtOnce } from '../../lib/slices.ts';
import type { Unrolling } from '../../model/module.ts';
import { softmax } from '../../model/objective.ts';
import { sequenceModel } from '../../model/sequence-model.ts';
import { noToken } from '../../ops/no-token.ts';
import type { SplitKind } from '../../protocol/data-frame.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import { windowedShapeOf, unrollingOf } from '../net-settings.ts';
import { readLine } from '../line-read.ts';
import { SequenceData } from '../sequence-data.ts';
import type { Dataset, DrawnSequences, Line, TaskData, TaskModel } from '../task.ts';
import { drawnSentences } from './drawn-sentences.ts';
import { type Numbered, numberedSlices, type OpenedTokenText } from './numbered.ts';

/** Time steps of a sequence where nobody says how many a batch has. */
const usualSteps = 64;

export class TextSentences extends SequenceData implements TaskData {
  readonly info: TextInfo;
  readonly inputs: TokenSet;
  readonly targets: TokenSet;
  readonly symbols: readonly string[];
  /** The loss says all. */
  readonly metrics = [];
  readonly sequences: DrawnSequences;
  readonly border: number;
  protected readonly opened: OpenedTokenText;
  protected readonly given: SplitRows<Sequence>;
  protected override readonly split: SplitKind = 'end';
  readonly #sentences: SplitRows<Tokens>;
  readonly #longest: number;
  #cut: { timeSteps: number; parts: SplitRows<Sequence> };

  constructor(opened: OpenedTokenText, { set, tokens, ends, trained, border, facts }: Numbered) {
    super();
    this.opened = opened;
    this.border = border;
    this.inputs = this.targets = set;
    this.symbols = Array.from({ length: set.size }, (_, id) => set.label(id));
    const all = Array.from(ends, (end, at) => tokens.subarray(at > 0 ? ends[at - 1] : 0, end));
    this.#sentences = { train: all.slice(0, trained), heldOut: all.slice(trained) };
    this.#longest = all.reduce((most, { length }) => Math.max(most, length), 0);
    this.given = cutParts(this.#sentences, usualSteps);
    this.#cut = { timeSteps: usualSteps, parts: this.given };
    this.sequences = drawnSentences(all, set);
    this.info = {
      ...opened.facts,
      ...facts,
      rows: {
        ...{ total: all.length, train: trained, heldOut: all.length - trained },
        ...{ longest: this.#longest, refused: 0, remarks: [], unlisted: 0 },
      },
    };
  }

  get content() {
    return this.opened.content;
  }

  model(settings: Settings, isReadAgain = false): TaskModel {
    const { size } = this.targets;
    const vocabSize = isReadAgain ? Math.min(size, limitOf(settings)) : size;
    const shape = windowedShapeOf(settings, vocabSize, true);
    const timeSteps = Math.min(settings.timeSteps, this.#longest);
    const unrolling = unrollingOf(settings, { timeSteps, hasLengths: true });
    return { shape, model: sequenceModel(shape, false), objective: softmax, unrolling };
  }

  override dataset(unrolling?: Unrolling): Dataset {
    const parts = unrolling ? this.#within(unrolling) : this.given;
    return {
      counts: { train: parts.train.length, heldOut: parts.heldOut.length },
      split: this.split,
      at: (part, index) => parts[part][index],
    };
  }

  override batches(unrolling: Unrolling, seed: number): SequenceBatches {
    return new SequenceBatches(this.#within(unrolling).train, unrolling, seed);
  }

  override heldOut(unrolling: Unrolling): (limit: number) => HeldOutSequences {
    return heldOutSequences(this.#within(unrolling).heldOut, unrolling);
  }

  line(text: string, most = Infinity): Line {
    return readLine(text, lineSequence(text, this.targets), this.inputs, most);
  }

  override beginning(): Uint32Array<ArrayBuffer> {
    return this.sequences.begin([]);
  }

  withHeldOut(heldOut: number): TextSentences {
    const opened = { ...this.opened, settings: { ...this.settings, heldOut } };
    return new TextSentences(opened, runAtOnce(numberedSlices(opened, heldOut)));
  }

  #within({ timeSteps }: Unrolling): SplitRows<Sequence> {
    if (this.#cut.timeSteps !== timeSteps) {
      this.#cut = { timeSteps, parts: cutParts(this.#sentences, timeSteps) };
    }
    return this.#cut.parts;
  }
}

/** Characters are those of the text. */
const limitOf = ({ level, vocabulary }: Settings) =>
  level === 'character' ? Infinity : vocabulary;

function cutParts({ train, heldOut }: SplitRows<Tokens>, timeSteps: number): SplitRows<Sequence> {
  const cut = (sentences: readonly Tokens[]) =>
    sentences.flatMap((sentence) => sequencesOf(sentence, timeSteps));
  return { train: cut(train), heldOut: cut(heldOut) };
}

/** What goes on reads the last token before it, so that every token is wanted once. */
function sequencesOf(sentence: Tokens, timeSteps: number): Sequence[] {
  const inputs = [noToken, ...sentence.subarray(0, -1)];
  return Array.from({ length: Math.ceil(sentence.length / timeSteps) }, (_, at) => {
    const [from, to] = [at * timeSteps, (at + 1) * timeSteps];
    return { inputs: inputs.slice(from, to), targets: sentence.subarray(from, to) };
  });
}

/** One long text, read in streams whose state is carried on, whatever its tokens are. */
import type { Settings } from '../../config/settings.ts';
import { StreamBatches } from '../../data/batches.ts';
import { copiedTextSlices } from '../../data/copied-text.ts';
import type { FiniteBatches } from '../../data/batch-source.ts';
import { heldOutBatches } from '../../data/held-out.ts';
import type { Documents } from '../../data/documents.ts';
import type { OpenedTokens } from '../../data/open-text.ts';
import { type Sequence, stretch, type TokenLine } from '../../data/sequences.ts';
import type { TokenSet } from '../../data/tokens/token-set.ts';
import type { Slices } from '../../lib/slices.ts';
import type { Unrolling } from '../../model/module.ts';
import type { CopiedText } from '../../protocol/frames.ts';
import { languageModelOf } from './model.ts';
import type {
  DataSettings,
  Dataset,
  Excerpt,
  Line,
  Task,
  TaskData,
  TaskModel,
  TrainingBatches,
} from '../task.ts';

/** Batches, and what they read one by one, as it stands in the text. */
type Stretches<Batches> = Batches & {
  readonly stretches: number;
  stretch(index: number): Sequence;
};

/** Tokens over which units are looked at, and over which statistics are taken. */
const checkupLength = 64;
const excerptLength = 256;

export abstract class TextStreams implements TaskData {
  readonly task: Task;
  readonly inputs: TokenSet;
  readonly targets: TokenSet;
  readonly symbols: readonly string[];
  /** The loss says all: perplexity is e to it. */
  readonly metrics = [];
  readonly settings: DataSettings;
  readonly text: OpenedTokens;
  /** Where it is several texts, of which each begins by itself. */
  readonly documents: Documents | undefined;

  constructor(
    task: Task,
    text: OpenedTokens,
    tokens: TokenSet,
    settings: DataSettings,
    documents?: Documents,
  ) {
    this.task = task;
    this.text = text;
    this.settings = settings;
    this.documents = documents;
    this.inputs = this.targets = tokens;
    this.symbols = Array.from({ length: tokens.size }, (_, id) => tokens.label(id));
  }

  get info() {
    return this.text.info;
  }

  get content() {
    return this.text.content;
  }

  get source() {
    return this.text.source;
  }

  abstract readonly border: number;

  /** Tokens that there would be at most if the text were opened with these settings. */
  protected abstract limitOf(settings: Settings): number;

  model(settings: Settings, isReadAgain = false): TaskModel {
    const { size } = this.inputs;
    return languageModelOf(settings, isReadAgain ? Math.min(size, this.limitOf(settings)) : size);
  }

  batches({ batchSize, timeSteps }: Unrolling): Stretches<TrainingBatches> {
    const { tokens, trainLength } = this.text;
    if (this.documents)
      return this.documents.batches(tokens, trainLength, { batchSize, timeSteps });
    return new StreamBatches(tokens, trainLength, batchSize, timeSteps);
  }

  /** Stretches as batches have them: of what is held out those that a measurement of all of it reads. */
  dataset(unrolling: Unrolling): Dataset {
    const parts = { train: this.batches(unrolling), heldOut: this.heldOut(unrolling)(Infinity) };
    return {
      counts: { train: parts.train.stretches, heldOut: parts.heldOut.stretches },
      split: 'end',
      at: (part, index) => parts[part].stretch(index),
    };
  }

  heldOut(unrolling: Unrolling): (limit: number) => Stretches<FiniteBatches> {
    const { tokens, trainLength } = this.text;
    if (this.documents) return this.documents.heldOut(tokens, trainLength, unrolling);
    return heldOutBatches(tokens.subarray(trainLength), unrolling);
  }

  line(text: string, most = Infinity): Line {
    const { tokens: all, skipped } = this.inputs.encode(text);
    // what follows the last token is not asked for
    const tokens = all.subarray(Math.max(0, all.length - most - 1));
    const labels = Array.from(tokens, (token) => this.inputs.label(token));
    return { ...stretch(tokens), labels, skipped };
  }

  /** The middle is more like the rest than a title is. */
  checkup(): TokenLine[] {
    const { tokens, trainLength } = this.text;
    const middle = Math.max(0, (trainLength - checkupLength) >> 1);
    return [stretch(tokens.subarray(middle, middle + checkupLength))];
  }

  excerpt(): Excerpt {
    const { tokens, trainLength } = this.text;
    const isHeldOut = tokens.length > trainLength;
    const start = isHeldOut ? trainLength : 0;
    return { lines: [stretch(tokens.subarray(start, start + excerptLength))], isHeldOut };
  }

  /** As after a sentence's end or a line's, or after the text's first token. */
  beginning(): Uint32Array<ArrayBuffer> {
    const { end } = this.inputs;
    if (end !== undefined) return Uint32Array.of(end);
    const { tokens } = this.inputs.encode('\n');
    return Uint32Array.of(tokens.length > 0 ? tokens[0] : this.text.tokens[0]);
  }

  copied(drawn: Uint32Array): Slices<CopiedText> {
    return copiedTextSlices(drawn, this.text.tokens);
  }

  abstract withHeldOut(percent: number): TaskData;
}

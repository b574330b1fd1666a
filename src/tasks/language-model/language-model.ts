/** The next character of a book: one long text, read in streams whose state is carried on. */
import { dataSettingsOf } from '../../config/data-settings.ts';
import { firstTask } from '../../config/first-task.ts';
import type { Settings } from '../../config/settings.ts';
import { StreamBatches } from '../../data/batches.ts';
import { copiedTextSlices } from '../../data/copied-text.ts';
import { builtinTexts } from '../../data/corpora.ts';
import { heldOutBatches, type HeldOutBatches } from '../../data/held-out.ts';
import type { OpenOptions } from '../../data/read-text.ts';
import { openText, type OpenedText, withHeldOut } from '../../data/open-text.ts';
import { stretch, type TokenLine } from '../../data/sequences.ts';
import { Characters } from '../../data/tokens/characters.ts';
import type { Slices } from '../../lib/slices.ts';
import type { Unrolling } from '../../model/module.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { CopiedText } from '../../protocol/frames.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { languageModelOf } from './model.ts';
import type { DataSettings, Dataset, Excerpt, Line, Task, TaskData, TaskModel } from '../task.ts';

/** Characters over which units are looked at, and over which statistics are taken. */
const checkupLength = 64;
const excerptLength = 256;

const info: TaskInfo = {
  ...firstTask,
  name: 'Continue a text',
  unit: 'character',
  rows: 'characters',
  lacks: [],
  metrics: [],
  views: { lacks: [], own: [] },
};

export const languageModelTask: Task = {
  info,
  sources: builtinTexts,
  open: openBook,
};

/** @throws TextError, CancelledError */
export async function openBook(
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<Book> {
  return new Book(await openText(source, settings, work), settings);
}

/** An open text. */
export class Book implements TaskData {
  readonly task = languageModelTask;
  readonly inputs: Characters;
  readonly targets: Characters;
  /** The loss says all: perplexity is e to it. */
  readonly metrics = [];
  readonly settings: DataSettings;
  readonly text: OpenedText;

  constructor(text: OpenedText, settings: DataSettings) {
    this.text = text;
    this.settings = { ...dataSettingsOf(settings), ...text.settings };
    this.inputs = this.targets = new Characters(text.vocabulary);
  }

  get info() {
    return this.text.info;
  }

  get symbols() {
    return this.text.vocabulary.symbols;
  }

  get content() {
    return this.text.content;
  }

  get source() {
    return this.text.source;
  }

  model(settings: Settings, isReadAgain = false): TaskModel {
    const { size } = this.inputs;
    return languageModelOf(settings, isReadAgain ? Math.min(size, settings.symbols) : size);
  }

  batches({ batchSize, timeSteps }: Unrolling): StreamBatches {
    const { tokens, trainLength } = this.text;
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

  heldOut(unrolling: Unrolling): (limit: number) => HeldOutBatches {
    const { tokens, trainLength } = this.text;
    return heldOutBatches(tokens.subarray(trainLength), unrolling);
  }

  line(text: string, most = Infinity): Line {
    const { tokens: all, skipped } = this.inputs.encode(text);
    // what follows the last character is not asked for
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

  /** As after a line's end, or after the text's first character. */
  beginning(): Uint32Array<ArrayBuffer> {
    const { tokens } = this.inputs.encode('\n');
    return Uint32Array.of(tokens.length > 0 ? tokens[0] : this.text.tokens[0]);
  }

  copied(drawn: Uint32Array): Slices<CopiedText> {
    return copiedTextSlices(drawn, this.text.tokens);
  }

  withHeldOut(percent: number): Book {
    return new Book(withHeldOut(this.text, percent), this.settings);
  }
}

/**
 * Keeps the run of this page where it outlives a reload or a crash: every 30 seconds or 500 steps,
 * on pause and when the page is hidden. Training waits only for the copy on the GPU.
 */
import type { OpenedText } from '../data/open-text.ts';
import type { TextSource } from '../data/text-info.ts';
import { CancelledError, CheckpointError, messageOf } from '../lib/errors.ts';
import { runWithPauses, type Slices } from '../lib/slices.ts';
import { type Checkpoint, readCheckpoint } from '../training/checkpoint.ts';
import type { TextIdentity } from '../training/run-record.ts';
import type { TrainingProgress, WorkerMessage } from './protocol.ts';
import type { Run } from './run.ts';
import { writeRun } from './run-files.ts';
import { RunStore, type StoreFolder } from './run-store.ts';

const everySteps = 500;
const everyMs = 30_000;
/** Milliseconds between saves for each that a save took: large nets are kept less often. */
const restShare = 9;
/** Tokens of a text encoded between two chances to pause. */
const pieceTokens = 1 << 15;

export interface KeeperOptions {
  openFolder: () => Promise<StoreFolder>;
  becomeWriter: (waits: boolean) => Promise<boolean>;
  post: (message: WorkerMessage) => void;
}

export class RunKeeper {
  readonly #options: KeeperOptions;
  #store: RunStore | undefined;
  #isWriter = false;
  #run: Run | undefined;
  #keptStep = 0;
  #keptAt = performance.now();
  #saveMs = 0;
  #work: Promise<void> | undefined;
  #opening: Promise<boolean> | undefined;
  #isDue = false;
  #lastProblem = '';
  /** Hashes of the texts of the two states kept last. */
  #texts: string[] = [];

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /**
   * Looks for what was kept before this page was opened; first of all, and once.
   * @throws CheckpointError when it is there and cannot be read
   */
  find(): Promise<Checkpoint | null> {
    const opening = this.#open(true);
    this.#opening = opening.catch(() => false);
    return opening.then((isOpen) => (isOpen ? this.load() : null));
  }

  /** The kept run; null when there is none. @throws CheckpointError when it cannot be read */
  async load(): Promise<Checkpoint | null> {
    const bytes = await this.#store?.load();
    if (!bytes) return null;
    const checkpoint = readCheckpoint(bytes);
    if (checkpoint.record) this.#texts = [checkpoint.record.text.hash];
    return checkpoint;
  }

  /** The text of a run, if it was kept. */
  async textOf({ source, name, hash }: TextIdentity): Promise<TextSource | null> {
    const bytes = (await this.#store?.loadText(hash)) ?? null;
    if (!bytes || source === 'builtin') return null;
    if (source === 'paste') return { kind: 'paste', text: new TextDecoder().decode(bytes) };
    return { kind: 'file', file: new File([bytes], name), kept: true };
  }

  /** The run to keep from now on; at its present step it needs no keeping. */
  watch(run: Run): void {
    this.#run = run;
    this.#keptStep = run.built.trainer.step;
    this.#keptAt = performance.now();
  }

  /** Call with every progress of the run. */
  note({ state, step }: TrainingProgress): void {
    if (step < this.#keptStep) this.#keptStep = 0;
    if (step === this.#keptStep || state === 'stopped') return;
    const rested = performance.now() - this.#keptAt;
    const isDue = rested >= everyMs || step - this.#keptStep >= everySteps;
    const mayBegin = this.#work === undefined && rested >= restShare * this.#saveMs;
    if (state === 'paused' || (isDue && mayBegin)) this.keep();
  }

  /** Keeps the run as it is now, if it moved since. */
  keep(): void {
    if (!this.#run || this.#run.built.trainer.step === this.#keptStep) return;
    this.#isDue = true;
    this.#work ??= this.#saveAll().finally(() => (this.#work = undefined));
  }

  /** Drops what is kept. */
  async forget(): Promise<void> {
    await this.#work;
    if (await this.#open(false)) await this.#store?.forget();
  }

  async #saveAll(): Promise<void> {
    while (this.#isDue && this.#run) {
      this.#isDue = false;
      const run = this.#run;
      try {
        await this.#save(run);
      } catch (error) {
        if (!(error instanceof CancelledError)) this.#complain(error);
      }
    }
  }

  async #save(run: Run): Promise<void> {
    await this.#opening;
    if (!(await this.#open(false))) {
      // the run still needs something to go back to
      await run.snapshot();
      throw new CheckpointError({
        where: 'storage',
        what: 'another tab keeps its run, so this one is not kept',
        advice: 'Close the other tab, or save this run as a file',
      });
    }
    const store = this.#store as RunStore;
    const start = performance.now();
    const { step, bytes } = await writeRun(run);
    if (run !== this.#run) return;
    const { info } = run.built.text;
    if (info.source !== 'builtin') await store.saveText(info.hash, () => utf8Of(run.built.text));
    await store.save(bytes);
    this.#texts = [info.hash, this.#texts[0] ?? info.hash];
    await store.dropTexts(this.#texts);
    this.#keptStep = step;
    this.#keptAt = performance.now();
    this.#saveMs = this.#keptAt - start;
    this.#lastProblem = '';
    this.#options.post({ type: 'run.kept', run: 'run', step });
  }

  /** @returns whether this worker may write */
  async #open(waits: boolean): Promise<boolean> {
    this.#isWriter ||= await this.#options.becomeWriter(waits);
    if (this.#isWriter) this.#store ??= new RunStore(await this.#options.openFolder());
    return this.#isWriter;
  }

  /** Each problem once, until a save succeeds; then not before the usual time. */
  #complain(error: unknown): void {
    this.#keptAt = performance.now();
    this.#saveMs = everyMs / restShare;
    const message = messageOf(error);
    const problem = message.startsWith('storage: ')
      ? message
      : `storage: the run is not kept: ${message}`;
    if (problem === this.#lastProblem) return;
    this.#lastProblem = problem;
    this.#options.post({
      type: 'run.unkept',
      message: problem,
      problem: { code: 'not written', values: { reason: message } },
    });
  }
}

/** Encodes tokens again; yields the tokens done. */
function* utf8Slices({ tokens, vocabulary }: OpenedText): Slices<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const encoder = new TextEncoder();
  for (let from = 0; from < tokens.length; from += pieceTokens) {
    const symbols = Array.from(tokens.subarray(from, from + pieceTokens), (token) =>
      vocabulary.decode(token),
    );
    pieces.push(encoder.encode(symbols.join('')));
    yield from;
  }
  return new Blob(pieces);
}

async function utf8Of(text: OpenedText): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await runWithPauses(utf8Slices(text));
  return new Uint8Array(await blob.arrayBuffer());
}

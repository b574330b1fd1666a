/** Packs texts for the page beside all else: by a copy of the net, a few milliseconds at a time. */
import { longestText } from '../data/packing/literals.ts';
import {
  checkOf,
  isEqual,
  packedVersion,
  type PackedFile,
  readPacked,
  writePacked,
} from '../data/packing/packed-file.ts';
import { decodeText, encodeText, type PackingWork } from '../data/packing/packing.ts';
import { PackingError, packingProblemOf } from '../data/packing/problem.ts';
import type { ReadRun } from '../keeping/reader.ts';
import { CancelledError } from '../lib/errors.ts';
import { pause, throwIfCancelled } from '../lib/slices.ts';
import { firstTask } from '../config/first-task.ts';
import { readsAhead } from '../model/shape.ts';
import { differenceOf, markOf, PackingNet } from '../net/packing-net.ts';
import { bytesOf, type RivalSource } from '../net/packing-rivals.ts';
import { compareTexts, heldOutText, type TextRun, tokensToCompare } from '../net/two-texts.ts';
import type { PackingNeeds } from './late-packing.ts';
import type { PackingMessage } from '../protocol/packing.ts';

type MessageOf<Type extends PackingMessage['type']> = Extract<PackingMessage, { type: Type }>;

export class PackingDesk {
  readonly #needs: PackingNeeds;
  #work = new AbortController();
  /** What packed last: the net may have been trained further when its file is opened. */
  #last: RivalSource | undefined;

  constructor(needs: PackingNeeds) {
    this.#needs = needs;
  }

  /** What was asked for before is given up. */
  async answer(message: PackingMessage): Promise<void> {
    this.#work.abort();
    const { signal } = (this.#work = new AbortController());
    if (message.type === 'pack.cancel') return;
    const answers = {
      'pack.text': this.#pack,
      'pack.open': this.#open,
      'pack.compare': this.#compare,
    };
    try {
      await answers[message.type](message as never, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#needs.post({ type: 'pack.refused', id: message.id, problem: packingProblemOf(error) });
    }
  }

  readonly #pack = async (
    { id, text: given }: MessageOf<'pack.text'>,
    signal: AbortSignal,
  ): Promise<void> => {
    const source = await this.#sourceNow(signal);
    const text = await textOf(given, source.data);
    if (text.length > longestText) {
      const values = { characters: text.length, limit: longestText };
      throw new PackingError({ code: 'text too long to pack', values });
    }
    const net = await PackingNet.create(source);
    try {
      const read = net.writing.read(text);
      const tokens = read.tokens.length;
      const work = this.#workOn(id, tokens, signal);
      const coded = await encodeText(read, net.follower, net.writing, work);
      const head = { ...net.mark, tokens, check: await checkOfText(text) };
      const file = await writePacked(head, coded.bytes);
      const bytes = await bytesOf({ text, read, file, ...coded }, source, signal);
      if (signal.aborted) return;
      this.#last = source;
      const { step } = source;
      const characters = Array.from(text).length;
      const packed = { file, step, characters, tokens, escaped: read.lacking, bytes };
      this.#needs.post({ type: 'pack.packed', id, packed }, [file.buffer]);
    } finally {
      net.destroy();
    }
  };

  readonly #open = async (
    { id, file }: MessageOf<'pack.open'>,
    signal: AbortSignal,
  ): Promise<void> => {
    const packed = packedOf(await readPacked(new Uint8Array(await file.arrayBuffer())));
    const net = await PackingNet.create(await this.#sourceFor(packed, signal));
    try {
      const { tokens, coded: bytes } = packed;
      const work = this.#workOn(id, tokens, signal);
      const text = await decodeText({ bytes, tokens }, net.follower, net.writing, work);
      if (!isEqual(await checkOfText(text), packed.check)) {
        throw new PackingError({ code: 'unpacked otherwise', values: {} });
      }
      if (!signal.aborted) this.#needs.post({ type: 'pack.opened', id, text, step: packed.step });
    } finally {
      net.destroy();
    }
  };

  readonly #compare = async (
    { id, runs: [first, second] }: MessageOf<'pack.compare'>,
    signal: AbortSignal,
  ): Promise<void> => {
    const runs = [await this.#kept(first, signal), await this.#kept(second, signal)] as const;
    const work = this.#workOn(id, Math.round(tokensToCompare(runs)), signal);
    const compared = await compareTexts(runs, work);
    if (!signal.aborted) this.#needs.post({ type: 'pack.compared', id, compared });
  };

  /** @throws PackingError where it cannot be read, or is none that continues a text */
  async #kept(id: string, signal: AbortSignal): Promise<TextRun> {
    let run: ReadRun;
    try {
      run = await this.#needs.readKept(id, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      throw new PackingError({ code: 'kept run not read', values: {} });
    }
    const { settings, text: data, values, title } = run;
    if (data.task.info.id !== firstTask.id) throw noNet();
    return { data, net: data.model(settings), weights: values.weights, step: title.step };
  }

  /** The net of now, or the one that packed last. @throws PackingError where it is another one */
  async #sourceFor(packed: PackedFile, signal: AbortSignal): Promise<RivalSource> {
    if (this.#last && !differenceOf(packed, await markOf(this.#last))) return this.#last;
    const source = await this.#sourceNow(signal);
    const difference = differenceOf(packed, await markOf(source));
    if (difference) throw new PackingError(difference);
    return source;
  }

  /** The weights of now. @throws PackingError where there is no net that can pack, CancelledError */
  async #sourceNow(signal: AbortSignal): Promise<RivalSource> {
    const run = this.#needs.run();
    if (!run) throw noNet();
    const { net, data, unrolling } = run.built;
    if (readsAhead(net.shape)) throw new PackingError({ code: 'net reads ahead', values: {} });
    if (data.task.info.id !== firstTask.id) throw noNet();
    try {
      const { weights, step } = await run.snapshot();
      throwIfCancelled(signal);
      return { net, data, unrolling, weights, step };
    } catch (error) {
      // the net is gone
      if (!(error instanceof CancelledError)) throw error;
      throw noNet();
    }
  }

  #workOn(id: number, total: number, signal: AbortSignal): PackingWork {
    const onProgress = (done: number) =>
      this.#needs.post({ type: 'pack.progress', id, done, total });
    return { signal, onProgress, pause, now: () => this.#needs.clock.now() };
  }
}

const noNet = () => new PackingError({ code: 'no net to pack with', values: {} });

async function textOf(
  given: MessageOf<'pack.text'>['text'],
  data: RivalSource['data'],
): Promise<string> {
  if (typeof given === 'string') return given;
  return given ? utf8Of(given) : heldOutText(data);
}

async function utf8Of(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new PackingError({ code: 'text not in UTF-8', values: {} });
  }
}

function packedOf(read: Awaited<ReturnType<typeof readPacked>>): PackedFile {
  if (!('what' in read)) return read;
  if (read.what === 'version') {
    const values = { version: read.version, known: packedVersion };
    throw new PackingError({ code: 'packed by another version', values });
  }
  const codes = {
    empty: 'packed file empty',
    foreign: 'no packed file',
    damaged: 'packed file damaged',
  } as const;
  throw new PackingError({ code: codes[read.what], values: {} });
}

/** Of its code units: of any string, half a character too. */
function checkOfText(text: string): Promise<Uint8Array> {
  const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return checkOf(new Uint8Array(units.buffer));
}

/** A text coded by what a net expects of it, and read again: one procedure, so that both do the same. */
import { CancelledError } from '../../lib/errors.ts';
import { Expected } from './expected.ts';
import { Literals, longestText } from './literals.ts';
import { PackingError } from './problem.ts';
import { type Coder, RangeDecoder, RangeEncoder } from './range-coder.ts';
import type { Writing, WrittenText } from './writing.ts';

/** What is asked what comes next, token after token. */
export interface Foreteller {
  /** Different tokens. */
  readonly size: number;
  /** Goes back to where a text begins. @returns logits of the first token [size, or more] */
  begin(): Promise<Float32Array>;
  /** @returns logits of the token behind this one */
  read(token: number): Promise<Float32Array>;
}

export interface PackingWork {
  signal: AbortSignal;
  /** Told from time to time. @param done tokens */
  onProgress: (done: number) => void;
  /** Lets others in. */
  pause: () => Promise<void>;
  /** Milliseconds. */
  now: () => number;
}

/** Milliseconds of work between two pauses. */
const sliceMs = 15;

export interface Coded {
  bytes: Uint8Array<ArrayBuffer>;
  /** Of the tokens alone; all else are literals, and what is lost in rounding. */
  tokenBits: number;
}

/** @throws PackingError, CancelledError */
export async function encodeText(
  given: WrittenText,
  foreteller: Foreteller,
  writing: Writing,
  work: PackingWork,
): Promise<Coded> {
  const coder = new RangeEncoder();
  const task = { coder, given, tokens: given.tokens.length, foreteller, writing };
  const { tokenBits } = await code(task, work);
  return { bytes: coder.finish(), tokenBits };
}

/** @throws PackingError, CancelledError, RangeError where the bytes are none of `encodeText` */
export async function decodeText(
  { bytes, tokens }: { bytes: Uint8Array; tokens: number },
  foreteller: Foreteller,
  writing: Writing,
  work: PackingWork,
): Promise<string> {
  const coder = new RangeDecoder(bytes);
  return (await code({ coder, tokens, foreteller, writing }, work)).text;
}

interface Task {
  coder: Coder;
  /** What is packed; absent: it is what is asked for. */
  given?: WrittenText;
  tokens: number;
  foreteller: Foreteller;
  writing: Writing;
}

async function code(
  { coder, given, tokens, foreteller, writing }: Task,
  { signal, onProgress, pause, now }: PackingWork,
): Promise<{ text: string; tokenBits: number }> {
  const expected = new Expected(foreteller.size);
  const literals = new Literals(writing.usual);
  const write = writing.writer();
  let [text, tokenBits, resumed] = ['', 0, now()];
  let logits = tokens > 0 ? await foreteller.begin() : undefined;
  for (let at = 0; logits && at < tokens; at++) {
    if (!expected.set(logits)) {
      throw new PackingError({ code: 'net without odds', values: {} });
    }
    const own = given?.tokens[at];
    const token = coder.code(expected, own?.token ?? 0);
    tokenBits += expected.bitsOf(token);
    let asked = 0;
    text += write(token, (slot) => literals.code(coder, slot, own?.literals[asked++] ?? ''));
    if (text.length > longestText) throw new RangeError('packing: the text has no end');
    if (at + 1 < tokens) logits = await foreteller.read(token);
    if (now() - resumed < sliceMs) continue;
    onProgress(at + 1);
    await pause();
    if (signal.aborted) throw new CancelledError();
    resumed = now();
  }
  return { text: text + literals.code(coder, 'rest', given?.rest ?? ''), tokenBits };
}

/** Inflates what is packed in a file, piece by piece, and counts what comes out: headers may lie. */
import { Gunzip, Inflate } from 'fflate';
import { UnrolledError } from '../../lib/errors.ts';
import { pause, throwIfCancelled } from '../../lib/slices.ts';
import { crc32 } from './crc32.ts';
import { notUnpacked } from './not-unpacked.ts';

/** What may still come out of all that is unpacked together. */
export interface Budget {
  bytes: number;
  signal: AbortSignal;
}

export interface Packed {
  /** As it is told to people. */
  name: string;
  data: Blob;
}

/** What came out of one stream, and its checksum. */
export interface Unpacked {
  bytes: Uint8Array;
  crc: number;
}

/** Packed bytes given at a time: a bomb makes a thousand times as many of them at most. */
const pieceLength = 2 ** 14;
/** Bytes between two pauses. */
const pauseLength = 2 ** 20;

/** As it stands. @throws TextError beyond the budget */
export async function stored(packed: Packed, budget: Budget): Promise<Unpacked> {
  const out = new Output(packed.name, budget);
  await feed(packed, out, (piece) => out.take(piece));
  return out.unpacked;
}

/** @throws TextError where it is damaged, or beyond the budget */
export async function inflated(packed: Packed, budget: Budget): Promise<Unpacked> {
  const out = new Output(packed.name, budget);
  const stream = new Inflate((piece) => out.take(piece));
  await feed(packed, out, (piece, isLast) => stream.push(piece, isLast));
  return out.unpacked;
}

/**
 * One or several members behind one another, each against its checksum and length.
 * @throws TextError where it is damaged, or beyond the budget
 */
export async function gunzipped(packed: Packed, budget: Budget): Promise<Unpacked> {
  const { name, data } = packed;
  const out = new Output(name, budget);
  const stream = new Gunzip((piece) => out.take(piece));
  const members: { end: number; crc: number; length: number }[] = [];
  const ended = (end: number) => members.push({ end, ...out.nextMember() });
  stream.onmember = ended;
  await feed(packed, out, (piece, isLast) => stream.push(piece, isLast));
  ended(data.size);
  for (const { end, crc, length } of members) {
    const trailer = new DataView(await data.slice(Math.max(0, end - 8), end).arrayBuffer());
    if (trailer.byteLength < 8) throw notUnpacked(name, 'damaged');
    const isWhole = trailer.getUint32(4, true) === length >>> 0;
    if (!isWhole || trailer.getUint32(0, true) !== crc) throw notUnpacked(name, 'wrong checksum');
  }
  return out.unpacked;
}

async function feed(
  { name, data }: Packed,
  out: Output,
  push: (piece: Uint8Array, isLast: boolean) => void,
): Promise<void> {
  let given = 0;
  for (let from = 0; from === 0 || from < data.size; from += pieceLength) {
    const piece = new Uint8Array(await data.slice(from, from + pieceLength).arrayBuffer());
    try {
      push(piece, from + pieceLength >= data.size);
    } catch (error) {
      if (error instanceof UnrolledError) throw error;
      // whatever the decompressor stumbles over
      throw notUnpacked(name, 'damaged', error);
    }
    if (out.length - given < pauseLength) continue;
    given = out.length;
    await pause();
    throwIfCancelled(out.signal);
  }
}

class Output {
  length = 0;
  readonly #name: string;
  readonly #budget: Budget;
  readonly #pieces: Uint8Array[] = [];
  #crc = 0;
  #before = 0;

  constructor(name: string, budget: Budget) {
    this.#name = name;
    this.#budget = budget;
  }

  get signal(): AbortSignal {
    return this.#budget.signal;
  }

  get unpacked(): Unpacked {
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return { bytes, crc: this.#crc };
  }

  take(piece: Uint8Array): void {
    const isTooMuch = piece.length > this.#budget.bytes;
    this.#budget.bytes = isTooMuch ? 0 : this.#budget.bytes - piece.length;
    if (isTooMuch) throw notUnpacked(this.#name, 'too large');
    this.#crc = crc32(piece, this.#crc);
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  /** What came since the last member. */
  nextMember(): { crc: number; length: number } {
    const { length } = this;
    const member = { crc: this.#crc, length: length - this.#before };
    [this.#crc, this.#before] = [0, length];
    return member;
  }
}

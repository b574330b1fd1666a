/**
 * Files that a kill at any moment leaves whole. Two files are written in turn: first the body,
 * flushed, then a header with its seal, flushed. A file whose seal does not fit was being written;
 * the other one is whole then.
 */
import { maxFileBytes } from '../lib/safetensors.ts';
import { sha256 } from '../lib/sha256.ts';
import { pause } from '../lib/slices.ts';
import type { StoreFile, StoreFolder } from './storage.ts';

const magic = 0x4c524e55;
const schema = 1;
export const headerBytes = 64;
/** magic u32, schema u32, generation u64, length u64; then the hash of these and of the body's. */
const fieldBytes = 32;
/** Written between two chances for other work. */
const pieceBytes = 4 * 2 ** 20;

export interface SealedFile {
  name: string;
  /** Rises with every write. */
  generation: bigint;
  body: Uint8Array<ArrayBuffer>;
}

/** What the header says, unproven. */
export interface SealedHead {
  name: string;
  generation: bigint;
  /** Of the whole file. */
  bytes: number;
}

/** Two files under one name, the later of which counts. */
export class SealedPair {
  readonly #folder: StoreFolder;
  readonly #names: readonly [string, string];
  /** What was written or read here last: whole, as long as the headers still say the same. */
  #known: SealedHead | undefined;

  constructor(folder: StoreFolder, name: string) {
    this.#folder = folder;
    this.#names = [`${name}-a`, `${name}-b`];
  }

  /** The latest that is whole, or null. @param there the names in the folder */
  async load(there: ReadonlySet<string>): Promise<SealedFile | null> {
    const files: SealedFile[] = [];
    for (const name of this.#names) {
      const sealed = there.has(name) ? await readSealed(this.#folder, name) : null;
      if (sealed) files.push(sealed);
    }
    const latest = latestOf(files);
    this.#known = latest ? { ...latest, bytes: headerBytes + latest.body.length } : undefined;
    return latest;
  }

  /** What the headers say, the latest first, and the bytes of both files. */
  async peek(there: ReadonlySet<string>): Promise<{ latest: SealedHead | null; bytes: number }> {
    const heads: SealedHead[] = [];
    let bytes = 0;
    for (const name of this.#names) {
      if (!there.has(name)) continue;
      const file = await this.#folder.open(name);
      try {
        bytes += file.getSize();
        const head = readHead(name, file);
        if (head) heads.push(head);
      } finally {
        file.close();
      }
    }
    return { latest: latestOf(heads), bytes };
  }

  /**
   * Replaces the one that does not count.
   * @returns its generation @throws whatever the browser says; the other one still counts then
   */
  async save(body: Uint8Array<ArrayBuffer>, there: ReadonlySet<string>): Promise<bigint> {
    const { latest: claimed } = await this.peek(there);
    const isKnown =
      claimed?.name === this.#known?.name && claimed?.generation === this.#known?.generation;
    const latest = isKnown && claimed ? claimed : await this.load(there);
    const [first, second] = this.#names;
    const generation = (latest?.generation ?? 0n) + 1n;
    const name = latest?.name === first ? second : first;
    await writeSealed(this.#folder, name, generation, body);
    this.#known = { name, generation, bytes: headerBytes + body.length };
    return generation;
  }

  /** The one that counts goes last. */
  async remove(there: ReadonlySet<string>): Promise<void> {
    const { latest } = await this.peek(there);
    const [first, second] = this.#names;
    this.#known = undefined;
    const order = latest?.name === first ? [second, first] : [first, second];
    for (const name of order) if (there.has(name)) await this.#folder.remove(name);
  }
}

function latestOf<One extends { generation: bigint }>(ones: readonly One[]): One | null {
  return [...ones].sort((a, b) => (a.generation < b.generation ? 1 : -1)).at(0) ?? null;
}

/** Null when it is torn, or none of ours. */
export async function readSealed(folder: StoreFolder, name: string): Promise<SealedFile | null> {
  const file = await folder.open(name);
  const header = new Uint8Array(headerBytes);
  let body: Uint8Array<ArrayBuffer>;
  let head: SealedHead | null;
  try {
    head = readHead(name, file, header);
    if (!head) return null;
    body = new Uint8Array(head.bytes - headerBytes);
    if (file.read(body, { at: headerBytes }) < body.length) return null;
  } finally {
    file.close();
  }
  const expected = await sealOf(header.subarray(0, fieldBytes), body);
  if (!expected.every((byte, index) => byte === header[fieldBytes + index])) return null;
  return { name, generation: head.generation, body };
}

/** The header and the length of a file fit; null where they do not. */
export async function peekSealed(folder: StoreFolder, name: string): Promise<SealedHead | null> {
  const file = await folder.open(name);
  try {
    return readHead(name, file);
  } finally {
    file.close();
  }
}

/** Whether it is what a kill left of a write; files of other versions of the page are not. */
export async function isTorn(folder: StoreFolder, name: string): Promise<boolean> {
  const header = new Uint8Array(headerBytes);
  const file = await folder.open(name);
  try {
    const read = file.read(header, { at: 0 });
    const view = new DataView(header.buffer);
    const isOther = view.getUint32(0, true) === magic && view.getUint32(4, true) !== schema;
    if (read === headerBytes && isOther) return false;
  } finally {
    file.close();
  }
  return (await readSealed(folder, name)) === null;
}

export async function writeSealed(
  folder: StoreFolder,
  name: string,
  generation: bigint,
  body: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const header = new Uint8Array(headerBytes);
  const view = new DataView(header.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, schema, true);
  view.setBigUint64(8, generation, true);
  view.setBigUint64(16, BigInt(body.length), true);
  header.set(await sealOf(header.subarray(0, fieldBytes), body), fieldBytes);
  const file = await folder.open(name);
  try {
    file.truncate(headerBytes + body.length);
    for (let from = 0; from < body.length; from += pieceBytes) {
      writeAll(file, body.subarray(from, from + pieceBytes), headerBytes + from);
      if (from + pieceBytes < body.length) await pause();
    }
    await file.flush();
    writeAll(file, header, 0);
    await file.flush();
  } catch (error) {
    await empty(file);
    throw error;
  } finally {
    file.close();
  }
}

/** A write that failed leaves no bytes behind where that can be helped. */
async function empty(file: StoreFile): Promise<void> {
  try {
    file.truncate(0);
    await file.flush();
  } catch {
    // the error that made it fail is the one to tell of
  }
}

/** Null when it is no header of ours, or the file is not as long as it says. */
function readHead(
  name: string,
  file: StoreFile,
  into = new Uint8Array(headerBytes),
): SealedHead | null {
  const bytes = file.getSize();
  if (bytes < headerBytes || file.read(into, { at: 0 }) < headerBytes) return null;
  const view = new DataView(into.buffer);
  const length = view.getBigUint64(16, true);
  const isOurs = view.getUint32(0, true) === magic && view.getUint32(4, true) === schema;
  if (!isOurs || length > BigInt(maxFileBytes)) return null;
  if (Number(length) !== bytes - headerBytes) return null;
  return { name, generation: view.getBigUint64(8, true), bytes };
}

/** SHA-256 of the header's fields and the SHA-256 of the body. */
async function sealOf(
  fields: Uint8Array<ArrayBuffer>,
  body: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const joined = new Uint8Array(fieldBytes + 32);
  joined.set(fields);
  joined.set(await sha256(body), fieldBytes);
  return sha256(joined);
}

function writeAll(file: StoreFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  const written = file.write(bytes, { at });
  if (written < bytes.length) throw new RangeError(`${written} of ${bytes.length} bytes written`);
}

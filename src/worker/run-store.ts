/**
 * Keeps the latest state of a run so that a kill at any moment loses at most one save. Two slots
 * are written in turn: first the body, flushed, then a header with its hash, flushed. A slot whose
 * hash does not fit was being written; the other one is whole then.
 */
import { CheckpointError, messageOf } from '../lib/errors.ts';
import { pause } from '../lib/slices.ts';
import { maxFileBytes } from '../lib/safetensors.ts';

/** A file that one worker holds, as `FileSystemSyncAccessHandle` has it. */
export interface StoreFile {
  getSize(): number;
  /** @returns the bytes read */
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  /** @returns the bytes written */
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(bytes: number): void;
  /** Only what was flushed is sure to outlive a crash. */
  flush(): void;
  close(): void;
}

export interface StoreFolder {
  /** Opens or makes a file; waits for another worker to let go of it. */
  open(name: string): Promise<StoreFile>;
  names(): Promise<string[]>;
  remove(name: string): Promise<void>;
}

const magic = 0x4c524e55;
const schema = 1;
const headerBytes = 64;
/** magic u32, schema u32, generation u64, length u64; then the hash of these and of the body's. */
const fieldBytes = 32;
const slotNames = ['run-a', 'run-b'] as const;
const textPrefix = 'text-';
/** Written between two chances for other work. */
const pieceBytes = 4 * 2 ** 20;

interface Slot {
  name: string;
  generation: bigint;
  body: Uint8Array<ArrayBuffer>;
}

export class RunStore {
  readonly #folder: StoreFolder;
  /** The slot that holds the latest state; undefined: not looked yet. */
  #latest: { name: string; generation: bigint } | null | undefined;

  /** Hashes of the texts that are known to be there. */
  readonly #wholeTexts = new Set<string>();

  constructor(folder: StoreFolder) {
    this.#folder = folder;
  }

  /** The latest state that is whole, or null. */
  async load(): Promise<Uint8Array<ArrayBuffer> | null> {
    const slots: Slot[] = [];
    for (const name of slotNames) {
      const slot = await this.#readSlot(name);
      if (slot) slots.push(slot);
    }
    slots.sort((a, b) => (a.generation < b.generation ? 1 : -1));
    const latest = slots.at(0) ?? null;
    this.#latest = latest && { name: latest.name, generation: latest.generation };
    return latest?.body ?? null;
  }

  /**
   * Replaces the older slot. Not to be called again before it is done.
   * @throws CheckpointError when there is no room; the latest state is still there then
   */
  async save(body: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#latest === undefined) await this.load();
    const name = this.#latest?.name === slotNames[0] ? slotNames[1] : slotNames[0];
    const generation = (this.#latest?.generation ?? 0n) + 1n;
    await this.#writeSlot(name, generation, body);
    this.#latest = { name, generation };
  }

  /** Keeps a text under its hash, unless it is there already. */
  async saveText(hash: string, bytes: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
    if (this.#wholeTexts.has(hash)) return;
    const name = textPrefix + hash;
    if (!(await this.#readSlot(name))) await this.#writeSlot(name, 1n, await bytes());
    this.#wholeTexts.add(hash);
  }

  async loadText(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return (await this.#readSlot(textPrefix + hash))?.body ?? null;
  }

  /** Drops every kept text but those with these hashes. */
  async dropTexts(hashes: readonly string[]): Promise<void> {
    const needed = hashes.map((hash) => textPrefix + hash);
    for (const name of await this.#folder.names()) {
      if (!name.startsWith(textPrefix) || needed.includes(name)) continue;
      this.#wholeTexts.delete(name.slice(textPrefix.length));
      await this.#folder.remove(name);
    }
  }

  /** Drops everything. */
  async forget(): Promise<void> {
    this.#latest = null;
    this.#wholeTexts.clear();
    for (const name of await this.#folder.names()) await this.#folder.remove(name);
  }

  async #readSlot(name: string): Promise<Slot | null> {
    if (!(await this.#folder.names()).includes(name)) return null;
    const file = await this.#folder.open(name);
    let header: Uint8Array<ArrayBuffer>;
    let body: Uint8Array<ArrayBuffer>;
    try {
      header = new Uint8Array(headerBytes);
      const size = file.getSize();
      if (size < headerBytes || file.read(header, { at: 0 }) < headerBytes) return null;
      const length = bodyLength(header);
      if (length === null || length !== size - headerBytes) return null;
      body = new Uint8Array(length);
      if (file.read(body, { at: headerBytes }) < length) return null;
    } finally {
      file.close();
    }
    const expected = await sealOf(header.subarray(0, fieldBytes), body);
    if (!expected.every((byte, index) => byte === header[fieldBytes + index])) return null;
    return { name, generation: new DataView(header.buffer).getBigUint64(8, true), body };
  }

  async #writeSlot(name: string, generation: bigint, body: Uint8Array<ArrayBuffer>): Promise<void> {
    const header = new Uint8Array(headerBytes);
    const view = new DataView(header.buffer);
    view.setUint32(0, magic, true);
    view.setUint32(4, schema, true);
    view.setBigUint64(8, generation, true);
    view.setBigUint64(16, BigInt(body.length), true);
    header.set(await sealOf(header.subarray(0, fieldBytes), body), fieldBytes);
    const file = await this.#folder.open(name);
    try {
      file.truncate(headerBytes + body.length);
      for (let from = 0; from < body.length; from += pieceBytes) {
        writeAll(file, body.subarray(from, from + pieceBytes), headerBytes + from);
        if (from + pieceBytes < body.length) await pause();
      }
      file.flush();
      writeAll(file, header, 0);
      file.flush();
    } catch (error) {
      throw noRoom(body.length, error);
    } finally {
      file.close();
    }
  }
}

/** Bytes of the body that a header speaks of; null when it is no header of ours. */
function bodyLength(header: Uint8Array<ArrayBuffer>): number | null {
  const view = new DataView(header.buffer);
  const length = view.getBigUint64(16, true);
  const isOurs = view.getUint32(0, true) === magic && view.getUint32(4, true) === schema;
  return isOurs && length <= BigInt(maxFileBytes) ? Number(length) : null;
}

/** SHA-256 of the header's fields and the SHA-256 of the body. */
async function sealOf(
  fields: Uint8Array<ArrayBuffer>,
  body: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const joined = new Uint8Array(fieldBytes + 32);
  joined.set(fields);
  joined.set(new Uint8Array(await crypto.subtle.digest('SHA-256', body)), fieldBytes);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined));
}

function writeAll(file: StoreFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  const written = file.write(bytes, { at });
  if (written < bytes.length) throw new RangeError(`${written} of ${bytes.length} bytes written`);
}

function noRoom(bytes: number, cause: unknown): CheckpointError {
  return new CheckpointError(
    {
      where: 'storage',
      what: 'the browser did not let the run be kept',
      values: { bytes, reason: messageOf(cause) },
      advice: 'The state kept before is still there; free some disk space, or save it as a file',
    },
    { cause },
  );
}

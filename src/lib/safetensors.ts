/**
 * Named arrays in one file: the length of a header (8 bytes, little-endian), the header as JSON, and
 * the values one after another. Whatever a file claims is checked before anything is allocated for
 * it; what cannot be right is refused with a CheckpointError.
 */
import { CheckpointError } from './errors.ts';
import { cutText } from './inline-text.ts';
import type { FileProblems, Problem } from './problems.ts';
import { formats } from './tensor-values.ts';
import { recogniseWeights } from './weights-signature.ts';

export interface StoredTensor {
  shape: readonly number[];
  /** Row by row. */
  values: Float32Array<ArrayBuffer>;
}

export interface Safetensors {
  tensors: Map<string, StoredTensor>;
  /** Free text by name; numbers and lists, which some writers put here, as JSON. */
  metadata: Map<string, string>;
}

/** As it was read. */
export interface ReadSafetensors extends Safetensors {
  /** The kinds of those whose values are no floating-point numbers, by name. */
  others: Map<string, string>;
}

export const maxFileBytes = 2 ** 30;
const maxHeaderBytes = 2 ** 20;
const maxTensors = 4096;
const maxRank = 8;
export const maxExtent = 2 ** 24;
const maxNameLength = 1024;
const prefixBytes = 8;

/** It would change what it is put on. */
const forbiddenName = '__proto__';
const metadataKey = '__metadata__';

/** One tensor as the header tells of it. */
interface Entry {
  name: string;
  kind: string;
  shape: number[];
  begin: number;
  end: number;
}

/**
 * Reads a whole file; floating-point values become float32. Values that are and lie where the
 * machine can read them are views of `file`, others are copied.
 * @throws CheckpointError on anything that the format or the limits above do not allow
 */
export function readSafetensors(file: Uint8Array<ArrayBuffer>): ReadSafetensors {
  const { header, dataStart } = readHeader(file);
  const metadata = new Map<string, string>();
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === metadataKey) readMetadata(value, metadata);
    else entries.push(readEntry(name, value));
  }
  if (entries.length > maxTensors) {
    throw refused('too many tensors', { tensors: entries.length, limit: maxTensors });
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkOffsets(entries, file.length - dataStart);
  const tensors = new Map<string, StoredTensor>();
  const others = new Map<string, string>();
  for (const { name, kind, shape, begin, end } of entries) {
    const read = formats.get(kind)?.read;
    const values = read?.(file.subarray(dataStart + begin, dataStart + end));
    if (!values) {
      others.set(name, kind);
      continue;
    }
    assertFinite(name, values);
    tensors.set(name, { shape, values });
  }
  return { tensors, others, metadata };
}

/**
 * The bytes of a file with these tensors in this order.
 * @throws CheckpointError where the reader would refuse the file
 */
export function writeSafetensors({ tensors, metadata }: Safetensors): Uint8Array<ArrayBuffer> {
  let end = 0;
  const header: [string, unknown][] = [];
  if (metadata.size > 0) header.push([metadataKey, Object.fromEntries(metadata)]);
  for (const [name, { shape, values }] of tensors) {
    assertFinite(name, values);
    const begin = end;
    end += values.byteLength;
    header.push([name, { dtype: 'F32', shape, data_offsets: [begin, end] }]);
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(text.length / 8) * 8;
  if (headerBytes > maxHeaderBytes || prefixBytes + headerBytes + end > maxFileBytes) {
    throw refused('run too large', { headerBytes, valueBytes: end });
  }
  const file = new Uint8Array(prefixBytes + headerBytes + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, prefixBytes, prefixBytes + headerBytes);
  file.set(text, prefixBytes);
  let at = prefixBytes + headerBytes;
  for (const { values } of tensors.values()) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return file;
}

function refused<Code extends keyof FileProblems>(
  code: Code,
  values: FileProblems[Code],
  options?: ErrorOptions,
): CheckpointError {
  return new CheckpointError({ code, values } as Problem, options);
}

function readHeader(file: Uint8Array<ArrayBuffer>): {
  header: Record<string, unknown>;
  dataStart: number;
} {
  if (file.length > maxFileBytes) {
    throw refused('file too large', { bytes: file.length, limit: maxFileBytes });
  }
  if (file.length < prefixBytes + 2) {
    throw refused('file too short', { bytes: file.length });
  }
  const claimed = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (claimed > BigInt(Math.min(file.length - prefixBytes, maxHeaderBytes))) {
    const looks = recogniseWeights(file);
    if (looks) throw refused('not safetensors', { looks });
    throw refused('header too long', {
      header: String(claimed),
      bytes: file.length,
      limit: maxHeaderBytes,
    });
  }
  const dataStart = prefixBytes + Number(claimed);
  if (file[prefixBytes] !== '{'.charCodeAt(0)) throw refused('header unreadable', {});
  let header: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    header = JSON.parse(text.decode(file.subarray(prefixBytes, dataStart)));
  } catch (error) {
    throw refused('header unreadable', {}, { cause: error });
  }
  if (!isRecord(header)) throw refused('header unreadable', {});
  return { header, dataStart };
}

/** Only text is allowed; what writers put there besides is no reason to refuse their weights. */
function readMetadata(given: unknown, into: Map<string, string>): void {
  if (given === null) return;
  if (!isRecord(given)) throw refused('metadata unreadable', {});
  for (const [name, value] of Object.entries(given)) {
    checkName(name);
    into.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

function checkName(name: string): void {
  if (name.length <= maxNameLength && name !== forbiddenName) return;
  const code = name === forbiddenName ? 'name not allowed' : 'name too long';
  throw refused(code, { name: JSON.stringify(cutText(name, 60)) });
}

function readEntry(name: string, given: unknown): Entry {
  checkName(name);
  if (!isRecord(given)) throw refused('tensor not described', { name });
  const { dtype, shape, data_offsets: offsets } = given;
  if (typeof dtype !== 'string') throw refused('kind not given', { name });
  if (!Array.isArray(shape) || shape.length > maxRank || !shape.every(isExtent)) {
    throw refused('shape not allowed', { name });
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isOffset)) {
    throw refused('place not given', { name });
  }
  const [begin, end] = offsets as [number, number];
  const extents = shape as number[];
  const kind = cutText(dtype, 60);
  const bytes = bytesOf(name, extents, formats.get(kind)?.bytes);
  if (end < begin || (bytes !== undefined && end - begin !== bytes)) {
    const shown = { shape: `[${extents.join(', ')}]`, kind, needed: bytes ?? 0 };
    throw refused('bytes unlike the shape', {
      name,
      ...shown,
      given: end - begin,
    });
  }
  return { name, kind, shape: extents, begin, end };
}

/** Undefined where the size of a value is not known. */
function bytesOf(
  name: string,
  extents: readonly number[],
  size: number | undefined,
): number | undefined {
  if (size === undefined) return undefined;
  if (extents.includes(0)) return 0;
  // stays exact: a product of that many values is past the largest file long before 2^53
  let bytes = size;
  for (const extent of extents) {
    bytes *= extent;
    if (bytes > maxFileBytes) throw refused('tensor too large', { name });
  }
  return bytes;
}

/** One after another from 0 to the end of the file, without holes or overlap. */
function checkOffsets(sorted: readonly Entry[], dataBytes: number): void {
  let expected = 0;
  for (const { name, begin, end } of sorted) {
    if (begin !== expected) {
      throw refused('hole between tensors', { name, begins: begin, expected });
    }
    expected = end;
  }
  if (expected !== dataBytes) {
    const code = expected > dataBytes ? 'file cut off' : 'file too long';
    throw refused(code, { needed: expected, given: dataBytes });
  }
}

function assertFinite(name: string, values: Float32Array): void {
  let index = 0;
  while (index < values.length && Number.isFinite(values[index])) index++;
  if (index === values.length) return;
  throw refused('number not finite', { name, index, value: String(values[index]) });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isExtent(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isOffset(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= maxFileBytes;
}

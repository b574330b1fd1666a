/**
 * Named arrays in one file: the length of a header (8 bytes, little-endian), the header as JSON, and
 * the values one after another. Whatever a file claims is checked before anything is allocated for
 * it; what cannot be right is refused with a CheckpointError.
 */
import { CheckpointError } from './errors.ts';
import { formatBytes } from './format.ts';
import { cutText } from './inline-text.ts';

export interface StoredTensor {
  shape: readonly number[];
  /** Row by row. */
  values: Float32Array<ArrayBuffer>;
}

export interface Safetensors {
  tensors: Map<string, StoredTensor>;
  /** Free text by name. */
  metadata: Map<string, string>;
}

export const maxFileBytes = 2 ** 30;
const maxHeaderBytes = 2 ** 20;
const maxTensors = 4096;
const maxRank = 4;
export const maxExtent = 2 ** 24;
const prefixBytes = 8;

const namePattern = /^[A-Za-z0-9_.-]{1,128}$/;
/** Names that mean something to objects of the language. */
const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const metadataKey = '__metadata__';

const bytesPerValue: ReadonlyMap<unknown, number> = new Map([
  ['F32', 4],
  ['F16', 2],
]);

type Values = Record<string, string | number>;

/** One tensor as the header tells of it. */
interface Entry {
  name: string;
  isHalf: boolean;
  shape: number[];
  begin: number;
  end: number;
}

/**
 * Reads a whole file; F16 values are widened. Values that lie where the machine can read them are
 * views of `file`, others are copied.
 * @throws CheckpointError on anything that the format or the limits above do not allow
 */
export function readSafetensors(file: Uint8Array<ArrayBuffer>): Safetensors {
  const { header, dataStart } = readHeader(file);
  const metadata = new Map<string, string>();
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === metadataKey) readMetadata(value, metadata);
    else entries.push(readEntry(name, value));
  }
  if (entries.length > maxTensors) {
    throw refused('the file has too many tensors', { tensors: entries.length, limit: maxTensors });
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkOffsets(entries, file.length - dataStart);
  const tensors = new Map<string, StoredTensor>();
  for (const entry of entries) {
    const values = readValues(file, dataStart, entry);
    assertFinite(entry.name, values);
    tensors.set(entry.name, { shape: entry.shape, values });
  }
  return { tensors, metadata };
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
    throw new CheckpointError({
      where: 'checkpoint',
      what: 'this run is too large for a file',
      values: { header: formatBytes(headerBytes), values: formatBytes(end) },
      advice: 'Train a smaller net, or one on a text with fewer different characters',
    });
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

function refused(what: string, values?: Values, options?: ErrorOptions): CheckpointError {
  const advice = 'Choose a .safetensors file that is complete and was not changed';
  return new CheckpointError({ where: 'checkpoint', what, values, advice }, options);
}

function readHeader(file: Uint8Array<ArrayBuffer>): {
  header: Record<string, unknown>;
  dataStart: number;
} {
  if (file.length > maxFileBytes) {
    const values = { size: formatBytes(file.length), limit: formatBytes(maxFileBytes) };
    throw refused('the file is too large', values);
  }
  if (file.length < prefixBytes + 2) {
    throw refused('the file is too short to be a safetensors file', { bytes: file.length });
  }
  const claimed = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (claimed > BigInt(file.length - prefixBytes) || claimed > BigInt(maxHeaderBytes)) {
    throw refused('the header would be longer than the file or the limit', {
      header: String(claimed),
      file: file.length,
      limit: maxHeaderBytes,
    });
  }
  const dataStart = prefixBytes + Number(claimed);
  if (file[prefixBytes] !== '{'.charCodeAt(0)) throw refused('the header is no JSON object');
  let header: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    header = JSON.parse(text.decode(file.subarray(prefixBytes, dataStart)));
  } catch (error) {
    throw refused('the header cannot be read', {}, { cause: error });
  }
  if (!isRecord(header)) throw refused('the header is no JSON object');
  return { header, dataStart };
}

function readMetadata(given: unknown, into: Map<string, string>): void {
  if (!isRecord(given)) throw refused('the metadata are no JSON object');
  for (const [name, value] of Object.entries(given)) {
    checkName(name);
    if (typeof value !== 'string') throw refused('the metadata hold more than text', { name });
    into.set(name, value);
  }
}

function checkName(name: string): void {
  if (namePattern.test(name) && !forbiddenNames.has(name)) return;
  throw refused('a name in the header is not allowed', { name: JSON.stringify(cutText(name, 60)) });
}

function readEntry(name: string, given: unknown): Entry {
  checkName(name);
  if (!isRecord(given)) throw refused('a tensor is not described', { name });
  const { dtype, shape, data_offsets: offsets } = given;
  const size = bytesPerValue.get(dtype);
  if (size === undefined) {
    throw new CheckpointError({
      where: 'checkpoint',
      what: 'the values of a tensor are of another kind',
      values: { name, kind: typeof dtype === 'string' ? cutText(dtype, 60) : typeof dtype },
      advice: 'Save the weights as float32 (F32) or float16 (F16)',
    });
  }
  if (!Array.isArray(shape) || shape.length > maxRank || !shape.every(isExtent)) {
    throw refused('the shape of a tensor is not allowed', { name });
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isOffset)) {
    throw refused('the place of a tensor is not given', { name });
  }
  const [begin, end] = offsets as [number, number];
  const extents = shape as number[];
  // stays exact: a product of that many values is past the largest file long before 2^53
  let bytes = size;
  for (const extent of extents) {
    bytes *= extent;
    if (bytes > maxFileBytes) throw refused('a tensor is larger than any file', { name });
  }
  if (end - begin !== bytes) {
    const values = { name, shape: `[${extents.join(', ')}]`, needed: bytes, given: end - begin };
    throw refused('the bytes of a tensor do not fit its shape', values);
  }
  return { name, isHalf: size === 2, shape: extents, begin, end };
}

/** One after another from 0 to the end of the file, without holes or overlap. */
function checkOffsets(sorted: readonly Entry[], dataBytes: number): void {
  let expected = 0;
  for (const { name, begin, end } of sorted) {
    if (begin !== expected) {
      throw refused('tensors overlap or leave a hole', { name, begins: begin, expected });
    }
    expected = end;
  }
  if (expected !== dataBytes) {
    const what = expected > dataBytes ? 'the file is cut off' : 'the file goes on after its end';
    throw refused(what, { 'bytes needed': expected, 'bytes there': dataBytes });
  }
}

function readValues(
  { buffer, byteOffset }: Uint8Array<ArrayBuffer>,
  dataStart: number,
  { isHalf, begin, end }: Entry,
): Float32Array<ArrayBuffer> {
  const from = byteOffset + dataStart + begin;
  const to = byteOffset + dataStart + end;
  if (isHalf) return widened(new Uint8Array(buffer, from, to - from));
  if (from % 4 === 0) return new Float32Array(buffer, from, (to - from) / 4);
  return new Float32Array(buffer.slice(from, to));
}

/** IEEE half precision to single, exactly. */
function widened(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(bytes.length / 2);
  for (let index = 0; index < values.length; index++) {
    const half = bytes[2 * index] | (bytes[2 * index + 1] << 8);
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) values[index] = fraction === 0 ? sign * Infinity : NaN;
    else if (exponent === 0) values[index] = sign * fraction * 2 ** -24;
    else values[index] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return values;
}

function assertFinite(name: string, values: Float32Array): void {
  let index = 0;
  while (index < values.length && Number.isFinite(values[index])) index++;
  if (index === values.length) return;
  throw new CheckpointError({
    where: 'checkpoint',
    what: 'a number is not finite',
    values: { name, index, value: values[index] },
    advice: 'Go back to weights from before the training diverged',
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isExtent(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= maxExtent;
}

function isOffset(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= maxFileBytes;
}

/** Numbers of a file in any of the usual floating-point formats, as float32. */

type Bytes = Uint8Array<ArrayBuffer>;
type Values = Float32Array<ArrayBuffer>;

interface Format {
  /** Of one value. */
  bytes: number;
  /** Absent: whole numbers and others that weights are not made of. */
  read?: (bytes: Bytes) => Values;
}

/** By the names that safetensors gives them. */
export const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['F64', { bytes: 8, read: (bytes) => Float32Array.from(new Float64Array(aligned(bytes, 8))) }],
  ['F32', { bytes: 4, read: singles }],
  ['F16', { bytes: 2, read: widenedHalves }],
  ['BF16', { bytes: 2, read: widenedBrains }],
  ...['F8_E4M3', 'F8_E5M2', 'I8', 'U8', 'BOOL'].map((name) => [name, { bytes: 1 }] as const),
  ...['I16', 'U16'].map((name) => [name, { bytes: 2 }] as const),
  ...['I32', 'U32'].map((name) => [name, { bytes: 4 }] as const),
  ...['I64', 'U64'].map((name) => [name, { bytes: 8 }] as const),
]);

function aligned({ buffer, byteOffset, length }: Bytes, size: number): ArrayBuffer {
  const isAligned = byteOffset === 0 && length === buffer.byteLength && length % size === 0;
  return isAligned ? buffer : buffer.slice(byteOffset, byteOffset + length);
}

/** A view where the machine can read the values in place, else a copy. */
function singles({ buffer, byteOffset, length }: Bytes): Values {
  if (byteOffset % 4 === 0) return new Float32Array(buffer, byteOffset, length / 4);
  return new Float32Array(buffer.slice(byteOffset, byteOffset + length));
}

/** The upper half of a float32 each. */
function widenedBrains(bytes: Bytes): Values {
  const words = new Uint32Array(bytes.length / 2);
  for (let index = 0; index < words.length; index++) {
    words[index] = (bytes[2 * index] << 16) | (bytes[2 * index + 1] << 24);
  }
  return new Float32Array(words.buffer);
}

/** IEEE half precision to single, exactly. */
function widenedHalves(bytes: Bytes): Values {
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

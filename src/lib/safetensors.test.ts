import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CheckpointError } from './errors.ts';
import { readSafetensors, type StoredTensor, writeSafetensors } from './safetensors.ts';

/** Any name that JSON can hold, and those that mean something to objects of the language. */
const names = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('constructor', 'toString', 'a/b', 'layer norm: γ', 'rnn.weight_hh_l0'),
  )
  .filter((name) => !['__proto__', '__metadata__'].includes(name));
const tensors = fc
  .array(fc.integer({ min: 0, max: 5 }), { maxLength: 5 })
  .chain((shape) => {
    const count = shape.reduce((product, extent) => product * extent, 1);
    const values = fc.float32Array({ minLength: count, maxLength: count, noNaN: true });
    return fc.record({ shape: fc.constant(shape), values });
  })
  .filter(({ values }) => values.every(Number.isFinite)) as fc.Arbitrary<StoredTensor>;
const words = fc.string({ unit: 'grapheme' });

/** A file with this header, and this many bytes after it. */
function fileOf(header: unknown, dataBytes = 0): Uint8Array<ArrayBuffer> {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text);
  const file = new Uint8Array(8 + json.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

const one = (changes: object = {}) => ({
  w: { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24], ...changes },
});

describe('safetensors', () => {
  it('reads what it wrote, bit for bit', () => {
    const named = fc.uniqueArray(fc.tuple(names, tensors), { selector: ([name]) => name });
    fc.assert(
      fc.property(named, fc.dictionary(names, words), (entries, metadata) => {
        const given = { tensors: new Map(entries), metadata: new Map(Object.entries(metadata)) };
        const read = readSafetensors(writeSafetensors(given));
        expect(read.metadata).toEqual(given.metadata);
        expect([...read.tensors.keys()].sort()).toEqual([...given.tensors.keys()].sort());
        for (const [name, { shape, values }] of given.tensors) {
          const found = read.tensors.get(name) as StoredTensor;
          expect(found.shape).toEqual(shape);
          expect(new Uint32Array(found.values.slice().buffer)).toEqual(
            new Uint32Array(values.slice().buffer),
          );
        }
      }),
    );
  });

  it('reads values that lie at odd places', () => {
    const whole = fileOf('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} ', 4);
    new DataView(whole.buffer).setFloat32(whole.length - 4, 0.1, true);
    for (let shift = 0; shift < 4; shift++) {
      const shifted = new Uint8Array(new ArrayBuffer(whole.length + shift), shift);
      shifted.set(whole);
      const values = readSafetensors(shifted).tensors.get('w')?.values;
      expect(values).toEqual(Float32Array.of(0.1));
    }
  });

  it('widens half precision', () => {
    const file = fileOf({ w: { dtype: 'F16', shape: [6], data_offsets: [0, 12] } }, 12);
    const halves = [0x3c00, 0xc000, 0x0001, 0x8000, 0x7bff, 0x3555];
    halves.forEach((half, index) => {
      new DataView(file.buffer).setUint16(file.length - 12 + 2 * index, half, true);
    });
    const values = readSafetensors(file).tensors.get('w')?.values;
    expect([...(values ?? [])]).toEqual([1, -2, 2 ** -24, -0, 65504, 0.333251953125]);
  });

  it('reads every floating-point kind as float32, and names the kinds of others', () => {
    const value = -1.5;
    const doubles = Float64Array.of(value, 2 ** -126);
    const file = fileOf(
      {
        // in another order than the values, as PyTorch writes them by size
        'b/F16': { dtype: 'F16', shape: [1, 1], data_offsets: [20, 22] },
        double: { dtype: 'F64', shape: [2], data_offsets: [0, 16] },
        scalar: { dtype: 'F32', shape: [], data_offsets: [16, 20] },
        brain: { dtype: 'BF16', shape: [1], data_offsets: [22, 24] },
        count: { dtype: 'I64', shape: [], data_offsets: [24, 32] },
        empty: { dtype: 'F32', shape: [3, 0], data_offsets: [32, 32] },
        'too large but for the 0': {
          dtype: 'F32',
          shape: [2 ** 40, 2 ** 40, 0],
          data_offsets: [0, 0],
        },
        packed: { dtype: 'F6_E2M3', shape: [4], data_offsets: [32, 35] },
      },
      35,
    );
    const data = new DataView(file.buffer, file.length - 35);
    doubles.forEach((double, index) => data.setFloat64(8 * index, double, true));
    data.setFloat32(16, value, true);
    data.setUint16(20, 0xbe00, true);
    data.setUint16(22, 0xbfc0, true);
    const { tensors, others } = readSafetensors(file);
    const read = Object.fromEntries(
      [...tensors].map(([name, { shape, values }]) => [name, [shape, ...values]]),
    );
    expect(read).toEqual({
      'b/F16': [[1, 1], value],
      double: [[2], value, 2 ** -126],
      scalar: [[], value],
      brain: [[1], value],
      empty: [[3, 0]],
      'too large but for the 0': [[2 ** 40, 2 ** 40, 0]],
    });
    expect(others).toEqual(
      new Map([
        ['count', 'I64'],
        ['packed', 'F6_E2M3'],
      ]),
    );
  });

  it('reads what real writers put into metadata: any key, and more than text', () => {
    const given = {
      'a key with spaces': 'yes',
      'https://example.org/x:y': '',
      epochs: 12,
      shape: [1, 2],
      nothing: null,
      constructor: 'LSTM',
    };
    const { metadata } = readSafetensors(fileOf({ __metadata__: given }));
    expect(Object.fromEntries(metadata)).toEqual({
      ...given,
      epochs: '12',
      shape: '[1,2]',
      nothing: 'null',
    });
    expect(readSafetensors(fileOf({ __metadata__: null })).metadata.size).toBe(0);
  });

  it('reads a header that is padded with spaces', () => {
    const padded = fileOf(`${JSON.stringify(one())}${' '.repeat(13)}`, 24);
    expect(readSafetensors(padded).tensors.get('w')?.shape).toEqual([2, 3]);
  });

  it('says what a file looks like that is renamed', () => {
    const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
    const looks: [string, RegExp][] = [
      ['PK\x03\x04\x14\0\0\0\0\0archive/data.pkl', /looks ZIP archive of weights$/],
      ['\x89HDF\r\n\x1a\n\0\0\0\0', /looks HDF5 file$/],
      ['To be, or not to be, that is the question.', /looks text$/],
      ['Être ou ne pas être, voilà la question', /looks text$/],
      ['{"w": [1, 2, 3], "b": [0]}', /looks JSON text$/],
      ['<!DOCTYPE html><title>404</title>', /looks web page$/],
      ['version https://git-lfs.github.com/spec/v1\noid', /looks Git LFS pointer$/],
      ['\x80\x02}q\0(X\x05\0\0\0', /looks pickle of weights$/],
    ];
    for (const [text, message] of looks) {
      expect(() => readSafetensors(bytes(text)), text).toThrow(message);
      expect(() => readSafetensors(bytes(text)), text).toThrow(/^not safetensors/);
    }
  });

  const wrong: [string, Uint8Array<ArrayBuffer>, RegExp][] = [
    ['nothing', new Uint8Array(0), /file too short/],
    ['a length alone', new Uint8Array(8), /file too short/],
    ['a header longer than the file', fileOf('{}').fill(0xff, 0, 2), /header too long/],
    ['a header of 2^63 bytes', fileOf('{}').fill(0xff, 0, 8), /header too long/],
    ['a header over the limit', fileOf(`{}${' '.repeat(2 ** 20)}`), /header too long/],
    ['a header that is a list', fileOf('[]'), /header unreadable/],
    ['a header cut off', fileOf('{"w":'), /header unreadable/],
    ['a header in no UTF-8', fileOf('{"w":1}').fill(0xff, 10, 11), /header unreadable/],
    ['a header of deep lists', fileOf(`{"w":${'['.repeat(400_000)}`), /header unreadable/],
    [
      'a deep shape',
      fileOf(`{"w":{"dtype":"F32","shape":${'['.repeat(1e5)}${']'.repeat(1e5)}}}`),
      /shape/,
    ],
    ['a deep kind', fileOf(`{"w":{"dtype":${'['.repeat(1e5)}${']'.repeat(1e5)}}}`), /kind/],
    [
      '__proto__',
      fileOf('{"__proto__":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}', 4),
      /name/,
    ],
    ['__proto__ in the metadata', fileOf('{"__metadata__":{"__proto__":"x"}}'), /name/],
    ['a name too long', fileOf({ ['a'.repeat(1025)]: one().w }, 24), /too long/],
    ['metadata that are a list', fileOf({ __metadata__: [] }), /metadata/],
    ['a tensor that is null', fileOf({ w: null }), /not described/],
    ['whole numbers of too few bytes', fileOf(one({ dtype: 'I64' }), 24), /bytes unlike the shape/],
    ['rank 9', fileOf(one({ shape: [1, 1, 1, 1, 1, 1, 1, 2, 3] }), 24), /shape not allowed/],
    ['an extent of 0 with values', fileOf(one({ shape: [0, 3] }), 24), /bytes unlike the shape/],
    ['a negative extent', fileOf(one({ shape: [-2, -3] }), 24), /shape not allowed/],
    ['an extent over 2^53', fileOf(one({ shape: [2 ** 60] }), 24), /shape not allowed/],
    ['an extent of 1.5', fileOf(one({ shape: [1.5, 4] }), 24), /shape not allowed/],
    ['a product past 2^64', fileOf(one({ shape: Array(4).fill(2 ** 24) }), 24), /tensor too large/],
    ['a shape that is not there', fileOf(one({ shape: undefined }), 24), /shape not allowed/],
    ['other bytes than the shape', fileOf(one({ shape: [2, 2] }), 24), /bytes unlike the shape/],
    ['offsets backwards', fileOf(one({ data_offsets: [24, 0] }), 24), /bytes unlike the shape/],
    ['three offsets', fileOf(one({ data_offsets: [0, 24, 24] }), 24), /place not given/],
    ['negative offsets', fileOf(one({ data_offsets: [-24, 0] }), 24), /place not given/],
    ['a hole', fileOf(one({ data_offsets: [4, 28] }), 28), /hole between tensors/],
    ['an overlap', fileOf({ ...one(), v: one().w }, 24), /hole between tensors/],
    ['values cut off', fileOf(one(), 23), /cut off/],
    ['values too many', fileOf(one(), 25), /file too long/],
    ['NaN', fileOf(one(), 24).fill(0xff, -4), /not finite/],
  ];
  for (const [what, file, message] of wrong) {
    it(`refuses ${what}`, () => {
      expect(() => readSafetensors(file)).toThrow(CheckpointError);
      expect(() => readSafetensors(file)).toThrow(message);
    });
  }

  it('refuses more tensors than the limit', () => {
    const many = Array.from({ length: 4097 }, (_, index) => [
      `t${index}`,
      { dtype: 'F32', shape: [], data_offsets: [4 * index, 4 * index + 4] },
    ]);
    const file = fileOf(Object.fromEntries(many), 4 * 4097);
    expect(() => readSafetensors(file)).toThrow(/too many tensors/);
  });

  it('writes no value that it would refuse', () => {
    const values = Float32Array.of(1, Infinity);
    const given = { tensors: new Map([['w', { shape: [2], values }]]), metadata: new Map() };
    expect(() => writeSafetensors(given)).toThrow(/not finite: name w, index 1/);
  });
});

import { gzipSync as quickGzip } from 'node:zlib';
import fc from 'fast-check';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { timesOf } from '../../testing/thorough.ts';
import { crc32 } from './crc32.ts';
import { gunzipped } from './unpack.ts';
import { zipMembers } from './zip.ts';

const signal = new AbortController().signal;
const budget = (bytes = 2 ** 20) => ({ bytes, signal });
const blob = (bytes: Uint8Array) => new Blob([bytes.slice()]);
const gunzip = (bytes: Uint8Array, most?: number) =>
  gunzipped({ name: 'a.gz', data: blob(bytes) }, budget(most));

async function unzip(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const members = await zipMembers('a.zip', blob(bytes));
  const entries = members.map(async ({ path, unpack }) => [path, await unpack(budget())] as const);
  return new Map(await Promise.all(entries));
}

const bytesOf = fc.uint8Array({ maxLength: 3000 });
/** What packs well, far beyond a piece that is given at once. */
const repeated = fc
  .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 3000 }))
  .map(([piece, times]) =>
    Uint8Array.from({ length: 40 * times }, (_, at) => piece[at % piece.length]),
  );
const content = fc.oneof(bytesOf, repeated);

describe('what is packed', () => {
  it('has the checksum of the standard', () => {
    expect(crc32(strToU8('123456789'))).toBe(0xcbf43926);
    expect(crc32(strToU8('6789'), crc32(strToU8('12345')))).toBe(0xcbf43926);
  });

  it('comes out of a zip as it went in, stored or deflated', async () => {
    const files = fc.dictionary(
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
        .filter((name) => !name.endsWith('/')),
      fc.tuple(content, fc.constantFrom(0, 1, 6, 9)),
      { minKeys: 1, maxKeys: 4, noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        const packed = zipSync(
          Object.fromEntries(
            Object.entries(given).map(([name, [bytes, level]]) => [name, [bytes, { level }]]),
          ) as never,
        );
        const wanted = Object.entries(given).map(([name, [bytes]]) => [`a.zip/${name}`, bytes]);
        expect([...(await unzip(packed))]).toEqual(wanted);
      }),
      { numRuns: timesOf(60) },
    );
  });

  it('comes out of gzip as it went in, of one member or several', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 4 }), async (given) => {
        const members = given.map((bytes) => gzipSync(bytes, { filename: 'a.txt' }));
        const { bytes } = await gunzip(Buffer.concat(members));
        expect(Buffer.from(bytes).equals(Buffer.concat(given))).toBe(true);
      }),
      { numRuns: timesOf(60) },
    );
  });

  it('is right or refused, whatever byte of it is changed or wherever it ends', async () => {
    const text = strToU8('It was the best of times, it was the worst of times. '.repeat(40));
    const gzip = gzipSync(text, { filename: 'times.txt' });
    const zip = zipSync({ 'times.txt': text });
    const damaged = fc.oneof(
      fc.nat().map((at) => (bytes: Uint8Array) => bytes.subarray(0, at % bytes.length)),
      fc
        .tuple(fc.nat(), fc.integer({ min: 1, max: 255 }))
        .map(([at, by]) => (bytes: Uint8Array) => {
          const changed = bytes.slice();
          changed[at % bytes.length] ^= by;
          return changed;
        }),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async (damage) => {
        for (const read of [
          async () => (await gunzip(damage(gzip))).bytes,
          async () => [...(await unzip(damage(zip))).values()][0],
        ]) {
          const read0 = await read().catch((error: Error) => error.message);
          if (typeof read0 === 'string') expect(read0).toMatch(/^not unpacked: name a\..*, fault /);
          else expect(Buffer.from(read0).equals(text)).toBe(true);
        }
      }),
      { numRuns: timesOf(300) },
    );
  });

  it('stops at the limit while it is unpacked, whatever its header says', async () => {
    await expect(gunzip(quickGzip(new Uint8Array(2 ** 26)), 2 ** 20)).rejects.toThrow('too large');
    const zip = zipSync({ 'a.txt': new Uint8Array(2 ** 21) });
    const claims = new DataView(zip.buffer, zip.byteOffset);
    const directory = claims.getUint32(zip.length - 6, true);
    // of the lengths unpacked: behind 24 bytes of the directory, 22 of the header
    claims.setUint32(directory + 24, 5, true);
    claims.setUint32(22, 5, true);
    const [member] = await zipMembers('a.zip', blob(zip));
    const left = budget(2 ** 16);
    await expect(member.unpack(left)).rejects.toThrow('too large');
  });

  it('is read as Python’s zipfile writes it into a pipe, sizes behind the data', async () => {
    const packed = [
      'UEsDBBQACAAIAPpqfV0AAAAAAAAAAAAAAAAGAAAAcG9lbXMvAwBQSwcIAAAAAAIAAAAAAAAAUEsDBBQACAgIAPpq',
      'fV0AAAAAAAAAAAAAAAAPAAAAcG9lbXMvw6l0w6kudHh07cYxDQAgDAAwK1NAwjcf08A7HvxnJjjbq3W7z4udK0pV',
      'VVVVVVVVVVVV/3QAUEsHCAx3Ss4tAAAAfBUAAFBLAwQUAAgAAAAAACEAAAAAAAAAAAAAAAAACQAAAHBsYWluLnR4',
      'dHN0b3JlZFBLBwgL+UNWBgAAAAYAAABQSwECFAMUAAgACAD6an1dAAAAAAIAAAAAAAAABgAAAAAAAAAAABAA/UEA',
      'AAAAcG9lbXMvUEsBAhQDFAAICAgA+mp9XQx3Ss4tAAAAfBUAAA8AAAAAAAAAAAAAAIABNgAAAHBvZW1zL8OpdMOp',
      'LnR4dFBLAQIUAxQACAAAAAAAIQAL+UNWBgAAAAYAAAAJAAAAAAAAAAAAAACAAaAAAABwbGFpbi50eHRQSwUGAAAA',
      'AAMAAwCoAAAA3QAAABkAUEsFBiBpcyBob3cgYW4gZW5kIGJlZ2lucw==',
    ];
    const files = await unzip(Buffer.from(packed.join(''), 'base64'));
    expect([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['a.zip/poems/été.txt', 'Sonnet 18. '.repeat(500)],
      ['a.zip/plain.txt', 'stored'],
    ]);
  });
});

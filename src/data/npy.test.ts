/** Arrays as NumPy saves them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../lib/slices.ts';
import { isNpy, NpyError, readNpy } from './npy.ts';

interface Saved {
  name: string;
  /** Base64. */
  file: string;
}

const path = new URL('../testing/fixtures/numpy-arrays.json', import.meta.url);
const { arrays, refused } = JSON.parse(readFileSync(path, 'utf8')) as {
  arrays: (Saved & { rows: string[][] })[];
  refused: Saved[];
};

const bytesOf = ({ file }: Saved) => Uint8Array.from(Buffer.from(file, 'base64'));
const fileOf = (bytes: Uint8Array<ArrayBuffer>, name = 'numbers.npy') => new File([bytes], name);
const textOf = async (bytes: Uint8Array<ArrayBuffer>) => runAtOnce(await readNpy(fileOf(bytes)));
const faultOf = (bytes: Uint8Array<ArrayBuffer>) =>
  textOf(bytes).then(
    () => null,
    (error: unknown) => (error as NpyError).fault,
  );
const numbers = (cells: readonly string[]) =>
  cells.map((cell) => ({ nan: NaN, inf: Infinity, '-inf': -Infinity })[cell] ?? Number(cell));

describe('a NumPy array', () => {
  it.each(arrays.map((array) => [array.name, array] as const))('is read: %s', async (_, array) => {
    const text = await textOf(bytesOf(array));
    const rows = text === '' ? [] : text.split('\n').map((line) => line.split(',').map(Number));
    expect(rows).toEqual(array.rows.map(numbers));
  });

  it.each([
    ['3-D', { problem: 'npy shape', values: { shape: '(2, 3, 4)' } }],
    ['0-D', { problem: 'npy shape', values: { shape: '()' } }],
    ['complex', { problem: 'npy type', values: { type: "'<c16'" } }],
    ['object', { problem: 'npy type', values: { type: "'|O'" } }],
    ['text', { problem: 'npy type', values: { type: "'<U3'" } }],
    ['structured', { problem: 'npy type', values: { type: "[('a', '<f4'), ('b', '<i2')]" } }],
  ])('is refused by name: %s', async (name, fault) => {
    const saved = refused.find((one) => one.name === name)!;
    expect(await faultOf(bytesOf(saved))).toEqual(fault);
  });

  it('is refused where it is cut, anywhere', async () => {
    const whole = bytesOf(arrays.find(({ name }) => name === '2-D')!);
    for (let bytes = 0; bytes < whole.length; bytes++) {
      const fault = await faultOf(whole.slice(0, bytes));
      expect(fault?.problem, String(bytes)).toBe(bytes < 6 ? 'npy begins' : 'npy cut');
      if (bytes > 128) expect(fault?.values).toEqual({ bytes, needed: whole.length });
    }
  });

  it('is refused before it is read where it has too many numbers', async () => {
    const whole = bytesOf(arrays.find(({ name }) => name === '2-D')!);
    const header = new TextDecoder('latin1').decode(whole).replace('(3, 2), ', '(9999999,)');
    const large = Uint8Array.from(header, (sign) => sign.charCodeAt(0));
    expect(await faultOf(large)).toEqual({
      ...{ problem: 'npy size', values: { numbers: 9_999_999, limit: 2_000_000 } },
    });
  });

  it('tells how many bytes of the file are read, also of numbers of several bytes', async () => {
    const start = 128;
    const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (5000, 2), }`;
    const bytes = new Uint8Array(start + 5000 * 2 * 8);
    const head = `\x93NUMPY\x01\x00\x76\x00${header.padEnd(117)}\n`;
    bytes.set(Uint8Array.from(head, (sign) => sign.charCodeAt(0)));
    const done = [...(await readNpy(fileOf(bytes)))];
    expect(done).toEqual([start, start + 4096 * 2 * 8]);
  });

  it('is known by its first bytes or by its name', async () => {
    const [{ file }] = arrays;
    const bytes = bytesOf({ name: '', file });
    expect(await isNpy(fileOf(bytes, 'mine.dat'))).toBe(true);
    expect(await isNpy(fileOf(new Uint8Array([49]), 'MINE.NPY'))).toBe(true);
    expect(await isNpy(fileOf(new Uint8Array([49]), 'mine.csv'))).toBe(false);
    const no = await faultOf(new TextEncoder().encode('1\n2\n3\n4'));
    expect(no).toEqual({ problem: 'npy begins', values: { begins: '1\n2\n3\n' } });
  });
});

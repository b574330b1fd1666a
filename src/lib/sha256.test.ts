import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { sha256 } from './sha256.ts';

afterEach(() => vi.unstubAllGlobals());

const withSubtle = () => undefined;
const withoutSubtle = () => vi.stubGlobal('crypto', {});

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test.each([
  ['with crypto.subtle', withSubtle],
  ['without it, as over plain http', withoutSubtle],
])('hashes as the standard says, %s', async (_, prepare) => {
  prepare();
  // FIPS 180-2, appendix B
  expect(hex(await sha256(new TextEncoder().encode('abc')))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  for (const length of [0, 1, 55, 56, 64, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20 + 7]) {
    const bytes = new Uint8Array(length);
    for (let index = 0; index < length; index++) bytes[index] = index * 31 + (index >> 8);
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect(hex(await sha256(bytes)), `${length} bytes`).toBe(expected);
  }
  // a part of a longer array is hashed alone
  const whole = new TextEncoder().encode('xabcx');
  expect(hex(await sha256(whole.subarray(1, 4)))).toMatch(/^ba7816bf/);
});

import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration } from './format.ts';

describe('numbers for people', () => {
  it('groups thousands and drops fractions', () => {
    expect([0, 999, 144395, 1234567.6].map(formatCount)).toEqual([
      '0',
      '999',
      '144,395',
      '1,234,568',
    ]);
  });

  it('writes bytes with at most three digits', () => {
    const sizes = [0, 1, 12, 999, 1000, 1536, 65536, 64 * 2 ** 20, 2 ** 40, 2 ** 51];
    expect(sizes.map(formatBytes)).toEqual([
      '0 bytes',
      '1 byte',
      '12 bytes',
      '999 bytes',
      '0.977 KiB',
      '1.5 KiB',
      '64 KiB',
      '64 MiB',
      '1 TiB',
      '2,048 TiB',
    ]);
  });

  it('writes durations like a clock', () => {
    expect([0, 0.9, 42, 725, 3600, 3723.5, 90061, -1].map(formatDuration)).toEqual([
      '00:00',
      '00:00',
      '00:42',
      '12:05',
      '1:00:00',
      '1:02:03',
      '25:01:01',
      '00:00',
    ]);
  });
});

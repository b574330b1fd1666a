import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatExponential,
  formatFixed,
  formatShort,
} from './format.ts';

describe('numbers for people', () => {
  it('groups thousands and drops fractions', () => {
    expect([0, 999, 144395, 1234567.6].map(formatCount)).toEqual([
      '0',
      '999',
      '144,395',
      '1,234,568',
    ]);
  });

  it('writes large numbers with an exponent', () => {
    const numbers = [0, 2.31789, -17.318, 173.1816, 99_999, 99_999.99, 1_343_922, -6.6e29];
    expect(numbers.map((number) => formatFixed(number, 4))).toEqual([
      '0.0000',
      '2.3179',
      '-17.3180',
      '173.18',
      '99999',
      '1.000e5',
      '1.344e6',
      '-6.600e29',
    ]);
    expect([0.25, 250, 123_456].map((number) => formatFixed(number, 0))).toEqual([
      '0',
      '250',
      '1e5',
    ]);
  });

  it('writes numbers shortly, very small ones with an exponent too', () => {
    const numbers = [0, 0.25, 1500, 99_999, 6.6e29, -3e-7, 0.0001, 12.3456];
    expect(numbers.map((number) => formatShort(number, 4))).toEqual([
      '0',
      '0.25',
      '1500',
      '1e5',
      '6.6e29',
      '-3e-7',
      '0.0001',
      '12.35',
    ]);
  });

  it('writes e to any power', () => {
    expect([0, 2, 14.111, 700, 812.4, 6.6e29].map((power) => formatExponential(power, 3))).toEqual([
      '1.000',
      '7.389',
      '1.344e6',
      '1.014e304',
      'e^812.4',
      'e^6.6e29',
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

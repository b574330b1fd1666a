/** What is said of time stays readable on every machine. */
import { describe, expect, it } from 'vitest';
import type { TrainingProgress } from '../../protocol/training.ts';
import { netOf } from '../../testing/page/messages.ts';
import { spanWords, timeWords } from './time-ahead.ts';

const net = netOf('lstm', {}, { tokensPerStep: 1000 });
const progress = (changes: Partial<TrainingProgress>): TrainingProgress => ({
  ...{ state: 'idle', step: 0, epoch: 0, tokensPerSecond: 0, seconds: 0 },
  ...changes,
});

describe('a span of time', () => {
  it('is rounded to about a tenth', () => {
    const spans: [ms: number, words: string][] = [
      [0.02, 'less than 1 ms'],
      [1.04, 'about 1 ms'],
      [2.44, 'about 2.4 ms'],
      [7.3, 'about 7 ms'],
      [14.2, 'about 14 ms'],
      [22, 'about 20 ms'],
      [123.4, 'about 120 ms'],
      [970, 'about 950 ms'],
      [980, 'about 1 s'],
      [1460, 'about 1.5 s'],
      [43_000, 'about 45 s'],
      [59_400, 'about 60 s'],
      [59_600, 'about 1 min'],
      [480_000, 'about 8 min'],
      [3_000_000, 'about 50 min'],
      [5_400_000, 'about 1.5 h'],
      [360_000_000, 'about 100 h'],
    ];
    for (const [ms, words] of spans) expect(spanWords(ms), `${ms} ms`).toBe(words);
  });
});

describe('the time ahead', () => {
  it('is what was tried, until training tells better', () => {
    expect(timeWords(progress({}), null, null)).toBe('');
    expect(timeWords(progress({}), net, null)).toBe('');
    expect(timeWords(progress({}), net, 16)).toBe('A step takes about 16 ms here');
    const running = { state: 'running', step: 3 } as const;
    expect(timeWords(progress(running), net, null)).toBe('');
    expect(timeWords(progress(running), net, 16)).toBe('Next 500 steps: about 8 s');
    const measured = progress({ ...running, tokensPerSecond: 20_000 });
    expect(timeWords(measured, net, 16)).toBe('Next 500 steps: about 25 s');
    expect(timeWords(progress({ state: 'paused', step: 3 }), net, 16)).toBe(
      'A step takes about 16 ms here',
    );
    expect(timeWords(progress({ state: 'stopped', step: 3 }), net, 16)).toBe('');
  });

  it('stays sensible on quick and on slow machines', () => {
    const at = (tokensPerSecond: number) =>
      timeWords(progress({ state: 'running', step: 3, tokensPerSecond }), net, null);
    expect(at(5_000_000)).toBe('Next 500 steps: about 100 ms');
    expect(at(250)).toBe('Next 500 steps: about 35 min');
    expect(at(1)).toBe('Next 500 steps: about 140 h');
  });
});

/** Where words begin, from the level of what is heard. */
import { describe, expect, it } from 'vitest';
import { OnsetListener } from './log-mel.ts';

describe('the beginning of a word', () => {
  /** At which of these levels one begins. */
  const beginnings = (levels: readonly number[]) => {
    const listener = new OnsetListener();
    return levels.flatMap((level, at) => (listener.begins(level) ? [at] : []));
  };
  const times = (level: number, count: number) => new Array<number>(count).fill(level);
  const word = times(0.2, 25);

  it('is where it gets loud after a pause, once for each word', () => {
    const levels = [...times(0.001, 20), ...word, ...times(0.001, 20), ...word];
    expect(beginnings(levels)).toEqual([20, 65]);
  });

  it('is not in the middle of one that was already there, nor after a short break', () => {
    expect(beginnings([...word, ...times(0.001, 20), ...word])).toEqual([45]);
    const broken = [...times(0.001, 20), ...word, ...times(0.001, 7), ...word];
    expect(beginnings(broken)).toEqual([20]);
  });

  it('is found in a noisy room also where at first nothing came from the microphone', () => {
    const [first, ...more] = beginnings([0, ...times(0.02, 200), ...word]);
    // where the noise itself begins nothing is said
    expect(more.length === 0 ? first : more.at(-1)).toBe(201);
  });

  it('is neither steady noise nor what is hardly louder', () => {
    expect(beginnings(times(0.1, 200))).toEqual([]);
    expect(beginnings([...times(0.01, 20), ...times(0.03, 20)])).toEqual([]);
    expect(beginnings([...times(0.0001, 20), ...times(0.008, 20)])).toEqual([]);
  });
});

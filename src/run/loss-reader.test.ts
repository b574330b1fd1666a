import { describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { History } from '../training/history.ts';
import type { LossEntries } from '../training/trainer.ts';
import { LossReader } from './loss-reader.ts';

/** A trainer whose steps end when the test says so; a reading takes until it is answered. */
function open() {
  const clock = new ManualClock();
  clock.advance(1_000_000);
  const history = new History();
  const told: number[] = [];
  let [ended, read] = [0, 0];
  const answers: (() => void)[] = [];
  const reader = new LossReader(
    {
      readLosses() {
        if (ended === read) return Promise.resolve(undefined);
        const [firstStep, count] = [read, ended - read];
        read = ended;
        const numbers = new Float32Array(count).fill(4);
        const entries: LossEntries = { firstStep, losses: numbers, norms: numbers, skipped: [] };
        return new Promise((resolve) => answers.push(() => resolve(entries)));
      },
    },
    history,
    clock,
    {
      onLosses(run) {
        history.append(run);
        told.push(run.firstStep + run.losses.length - 1);
      },
      onFailure: () => undefined,
      onRead: () => undefined,
    },
  );
  const settled = async () => {
    for (const answer of answers.splice(0)) answer();
    await new Promise((resolve) => setImmediate(resolve));
  };
  /** What is done after each submit. */
  const submitted = (steps: number) => {
    ended += steps;
    const { isDue } = reader;
    if (isDue) void reader.read();
    return isDue;
  };
  return { clock, history, reader, told, settled, submitted, rewound: () => (ended = read = 0) };
}

describe('losses', () => {
  it('are told of the first step as soon as it has ended, then at most 8 times a second', async () => {
    const { clock, told, settled, submitted } = open();
    // the slices of a first step
    submitted(0);
    await settled();
    submitted(0);
    await settled();
    expect(submitted(1)).toBe(true);
    // while it is read, nothing else is
    expect(submitted(1)).toBe(false);
    await settled();
    expect(told).toEqual([1]);
    clock.advance(129);
    expect(submitted(1)).toBe(false);
    clock.advance(1);
    expect(submitted(1)).toBe(true);
    await settled();
    expect(told).toEqual([1, 4]);
  });

  it('are told of the first step after a rewind too, however short a time ago others were', async () => {
    const { clock, history, reader, told, settled, submitted, rewound } = open();
    submitted(1);
    await settled();
    clock.advance(130);
    submitted(5);
    await settled();
    reader.outdate();
    history.clear();
    rewound();
    expect(submitted(1)).toBe(true);
    await settled();
    expect(told).toEqual([1, 6, 1]);
  });

  it('are not waited for longer because nothing had ended when they were due', async () => {
    const { clock, told, settled, submitted } = open();
    submitted(1);
    await settled();
    clock.advance(500);
    expect(submitted(0)).toBe(true);
    await settled();
    clock.advance(20);
    expect(submitted(1)).toBe(true);
    await settled();
    expect(told).toEqual([1, 2]);
  });
});

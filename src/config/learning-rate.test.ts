import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningRateAt, type RateSettings, scheduleHeeds } from './learning-rate.ts';
import { trainingSettings } from './training-settings.ts';

const schedules = trainingSettings.schedule.choices.map(({ value }) => value);
const base: RateSettings = {
  learningRate: 0.4,
  schedule: 'constant',
  scheduleSteps: 8,
  decayFactor: 0.25,
  warmupSteps: 3,
};
const rates = (schedule: RateSettings['schedule'], steps: number[]) =>
  steps.map((step) => learningRateAt({ ...base, schedule }, step));
const expectRates = (got: number[], expected: number[]) => {
  expected.forEach((rate, at) => expect(got[at]).toBeCloseTo(rate, 12));
};

const anySettings = fc.record({
  learningRate: fc.double({ min: 1e-5, max: 10, noNaN: true }),
  schedule: fc.constantFrom(...schedules),
  scheduleSteps: fc.integer({ min: 1, max: 1000 }),
  decayFactor: fc.double({ min: 0, max: 1, noNaN: true }),
  warmupSteps: fc.integer({ min: 0, max: 1200 }),
});
const anyStep = fc.integer({ min: 0, max: 3000 });

describe('the learning rate', () => {
  it('stays, or falls in stairs', () => {
    expectRates(rates('constant', [0, 7, 1e6]), [0.4, 0.4, 0.4]);
    expectRates(rates('step', [0, 7, 8, 15, 16]), [0.4, 0.4, 0.1, 0.1, 0.025]);
  });

  it('follows half a cosine down to its share, and stays there', () => {
    // 0.1 + 0.3 (1 + cos(π step / 8)) / 2
    expectRates(rates('cosine', [0, 2, 4, 8, 100]), [
      0.4,
      0.1 + 0.15 * (1 + Math.SQRT1_2),
      0.25,
      0.1,
      0.1,
    ]);
  });

  it('rises in a line, and stays', () => {
    expectRates(rates('warmup', [0, 1, 2, 3, 8, 1e6]), [0.1, 0.2, 0.3, 0.4, 0.4, 0.4]);
    expect(learningRateAt({ ...base, schedule: 'warmup', warmupSteps: 0 }, 0)).toBe(0.4);
  });

  it('rises in a line before it falls', () => {
    expectRates(rates('warmup-cosine', [0, 1, 2, 3, 8, 9]), [0.1, 0.2, 0.3, 0.4, 0.1, 0.1]);
  });

  it('is never above the one that is set, nor below its share, where it is not rising', () => {
    fc.assert(
      fc.property(anySettings, anyStep, (settings, step) => {
        const rate = learningRateAt(settings, step);
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(settings.learningRate * (1 + 1e-12));
        if (settings.schedule !== 'cosine') return;
        const least = settings.learningRate * settings.decayFactor;
        expect(rate).toBeGreaterThanOrEqual(least * (1 - 1e-12));
      }),
    );
  });

  it('never rises again once it has fallen', () => {
    fc.assert(
      fc.property(anySettings, anyStep, (settings, step) => {
        const isWarm = settings.schedule.startsWith('warmup');
        const isRising = isWarm && step < settings.warmupSteps;
        const [now, next] = [step, step + 1].map((at) => learningRateAt(settings, at));
        if (isRising) return;
        expect(next).toBeLessThanOrEqual(now * (1 + 1e-12));
      }),
    );
  });

  it('heeds what its schedule says it heeds, and nothing else', () => {
    const changes = { scheduleSteps: 5, decayFactor: 0.5, warmupSteps: 2 };
    for (const schedule of schedules) {
      const settings = { ...base, schedule };
      const all = (given: RateSettings) =>
        Array.from({ length: 20 }, (_, step) => learningRateAt(given, step)).join();
      const heeded = Object.entries(changes)
        .filter(([key, value]) => all({ ...settings, [key]: value }) !== all(settings))
        .map(([key]) => key);
      expect(heeded, schedule).toEqual([...scheduleHeeds(schedule)]);
    }
  });
});

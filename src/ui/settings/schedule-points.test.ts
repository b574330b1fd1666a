import { describe, expect, it } from 'vitest';
import { learningRateAt } from '../../config/learning-rate.ts';
import { trainingSettings } from '../../config/training-settings.ts';
import { schedulePoints } from './schedule-points.ts';

const settings = {
  learningRate: 0.4,
  schedule: 'constant',
  scheduleSteps: 1000,
  decayFactor: 0.1,
  warmupSteps: 50,
};

describe('the curve of a schedule', () => {
  it.each(trainingSettings.schedule.choices.map(({ value }) => value))(
    '%s runs through its rates',
    (schedule) => {
      for (const step of [0, 999, 12_345]) {
        const { span, points } = schedulePoints({ ...settings, schedule }, step);
        expect(span).toBeGreaterThan(step);
        expect(points[0].step).toBe(0);
        expect(points.at(-1)!.step).toBe(span);
        expect(
          points.every(({ step: at }, index) => index === 0 || at > points[index - 1].step),
        ).toBe(true);
        for (const point of points) {
          expect(point.rate).toBe(learningRateAt({ ...settings, schedule }, point.step));
        }
      }
    },
  );

  it('falls from one step to the next where it goes down in steps', () => {
    const { points } = schedulePoints({ ...settings, schedule: 'step' }, 0);
    const rates = points.filter(({ step }) => [999, 1000, 1999, 2000].includes(step));
    const expected = [0.4, 0.04, 0.04, 0.004];
    expect(rates.map(({ rate }) => Number(rate.toPrecision(6)))).toEqual(expected);
  });

  it.each(['warmup', 'warmup-cosine'] as const)(
    '%s has the full rate after the warm-up',
    (schedule) => {
      const { points } = schedulePoints({ ...settings, schedule }, 0);
      expect(Math.max(...points.map(({ rate }) => rate))).toBe(0.4);
      expect(points.find(({ step }) => step === 50)!.rate).toBe(0.4);
      expect(points[0].rate).toBeCloseTo(0.4 / 51, 12);
    },
  );

  it('of a warm-up alone is about the warm-up', () => {
    const { span } = schedulePoints({ ...settings, schedule: 'warmup' }, 0);
    expect(span).toBe(100);
    expect(schedulePoints({ ...settings, schedule: 'warmup', warmupSteps: 0 }, 0).span).toBe(1);
  });
});

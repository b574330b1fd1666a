/** The learning rate over the steps, as points of a small curve. */
import { learningRateAt, scheduleHeeds, type RateSettings } from '../../config/learning-rate.ts';

export interface SchedulePoints {
  /** Steps that the curve spans. */
  span: number;
  points: { step: number; rate: number }[];
}

const count = 200;
/** Decays to show of the schedule that goes down in steps. */
const stairs = 4;

/** @param step the step that training is at: it always lies on the curve */
export function schedulePoints(settings: RateSettings, step: number): SchedulePoints {
  const { schedule, scheduleSteps, warmupSteps } = settings;
  const isWarm = scheduleHeeds(schedule).includes('warmupSteps');
  const span = Math.max(1, Math.ceil(plannedSteps(settings)), step + 1);
  const pieces = Math.min(count, span);
  const steps = Array.from({ length: pieces + 1 }, (_, index) =>
    Math.round((index / pieces) * span),
  );
  // the corners of a curve that is no line
  const corners = schedule === 'step' ? stairsWithin(scheduleSteps, span) : [];
  const distinct = new Set([...steps, ...corners, ...(isWarm ? [warmupSteps] : [])]);
  const sorted = [...distinct].sort((a, b) => a - b);
  const points = sorted.map((each) => ({ step: each, rate: learningRateAt(settings, each) }));
  return { span, points };
}

/** Somewhat more than the schedule takes to its end. */
function plannedSteps({ schedule, scheduleSteps, warmupSteps }: RateSettings): number {
  switch (schedule) {
    case 'step':
      return stairs * scheduleSteps;
    case 'warmup':
      return 2 * warmupSteps;
    case 'warmup-cosine':
      return 1.25 * Math.max(scheduleSteps, warmupSteps);
    default:
      return 1.25 * scheduleSteps;
  }
}

/** The last step before each decay, and the first after it. */
function stairsWithin(scheduleSteps: number, span: number): number[] {
  const decays = Math.min(count, Math.floor(span / scheduleSteps));
  return Array.from({ length: decays }, (_, index) => (index + 1) * scheduleSteps).flatMap(
    (first) => [first - 1, first],
  );
}

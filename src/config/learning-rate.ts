/**
 * The learning rate of every step: a function of the settings and the step alone, so that a run that
 * is resumed, rewound or undone has the same rates again.
 */
import type { Settings } from './settings.ts';

export type RateSettings = Pick<
  Settings,
  'learningRate' | 'schedule' | 'scheduleSteps' | 'decayFactor' | 'warmupSteps'
>;

type ScheduleSetting = 'scheduleSteps' | 'decayFactor' | 'warmupSteps';

const heeded: Record<Settings['schedule'], readonly ScheduleSetting[]> = {
  constant: [],
  step: ['scheduleSteps', 'decayFactor'],
  cosine: ['scheduleSteps', 'decayFactor'],
  warmup: ['warmupSteps'],
  'warmup-cosine': ['scheduleSteps', 'decayFactor', 'warmupSteps'],
};

/** The settings that mean something to a schedule; the others do nothing. */
export function scheduleHeeds(schedule: Settings['schedule']): readonly ScheduleSetting[] {
  return heeded[schedule];
}

/**
 * With η the learning rate, γ the decay factor, S the schedule steps, W the warm-up steps:
 * - `constant`: η
 * - `step`: η γ^⌊step / S⌋ (`torch.optim.lr_scheduler.StepLR`)
 * - `cosine`: from η to γ η within S steps along half a cosine, and γ η from then on (Loshchilov,
 *   Hutter 2017, equation 5; `CosineAnnealingLR` with T_max = S and eta_min = γ η)
 * - `warmup`: first η (step + 1) / (W + 1), in a line, then η (Goyal et al. 2017, section 2.2;
 *   `LinearLR` from 1 / (W + 1))
 * - `warmup-cosine`: rising in the same line, then the cosine within what is left of the S steps
 * @param step steps made before this one
 */
export function learningRateAt(settings: RateSettings, step: number): number {
  const { learningRate, schedule, scheduleSteps, decayFactor, warmupSteps } = settings;
  switch (schedule) {
    case 'step':
      return learningRate * decayFactor ** Math.floor(step / scheduleSteps);
    case 'cosine':
      return cosine(settings, step / scheduleSteps);
    case 'warmup':
      return learningRate * Math.min(1, (step + 1) / (warmupSteps + 1));
    case 'warmup-cosine':
      if (step < warmupSteps) return (learningRate * (step + 1)) / (warmupSteps + 1);
      return scheduleSteps > warmupSteps
        ? cosine(settings, (step - warmupSteps) / (scheduleSteps - warmupSteps))
        : learningRate * decayFactor;
    default:
      return learningRate;
  }
}

/** @param share of the way, 0…1 and beyond */
function cosine({ learningRate, decayFactor }: RateSettings, share: number): number {
  const height = (1 + Math.cos(Math.PI * Math.min(1, share))) / 2;
  return learningRate * (decayFactor + (1 - decayFactor) * height);
}

/** What of the gradient through time goes along the memory, as curves over the lag. */
import type { GradientsThroughTime } from '../../protocol/frames.ts';
import { type LagCurve, normsOf, overLags, sourceOf, stepsOf } from './lag-curves.ts';

/** One step back, from lag − 1 to lag, in units of what was there: entry 0 is empty. */
export interface StepFactors {
  whole: LagCurve;
  /** The part that goes along the memory, through Γf or 1 − Γu alone. */
  retained: LagCurve | null;
  /** The length of what the other ways add to it. */
  rest: LagCurve | null;
}

/** Time steps of a source that the gates' own part is known of. */
function sourceOfLine(gradients: GradientsThroughTime): number {
  const steps = stepsOf(gradients);
  return (gradients.line?.length ?? 0) / 4 / steps - steps;
}

/** What the gates alone would leave of the memory's gradient; null where the cell has none. */
export function gatesCurve(gradients: GradientsThroughTime): LagCurve | null {
  const { line } = gradients;
  if (!line) return null;
  const [steps, source] = [stepsOf(gradients), sourceOfLine(gradients)];
  const alone = (k: number, t: number) => line[(k * steps + t) * 4];
  return overLags({ steps, source }, alone, (_, t) => alone(source + t, t));
}

export function stepFactors(gradients: GradientsThroughTime): StepFactors {
  const { line } = gradients;
  const norms = normsOf(gradients, 'memory');
  const [steps, all, led] = [stepsOf(gradients), sourceOf(gradients), sourceOfLine(gradients)];
  const over = (source: number, value: (k: number, t: number) => number): LagCurve => {
    // entries that the norms have before those of the value
    const before = all - source;
    const later = (k: number, t: number) => norms[(before + k + 1) * steps + t];
    return [null, ...overLags({ steps, source }, value, later, 1)];
  };
  const part = (index: number) =>
    line && over(led, (k, t) => line[((k + 1) * steps + t) * 4 + index]);
  return { whole: over(all, (k, t) => norms[k * steps + t]), retained: part(1), rest: part(2) };
}

/** Mean of Γf or 1 − Γu over units and time steps. */
export function meanRetained(gradients: GradientsThroughTime): number | null {
  const { line } = gradients;
  if (!line) return null;
  const [steps, source] = [stepsOf(gradients), sourceOfLine(gradients)];
  let sum = 0;
  // of a loss that it is walked before
  for (let k = 0; k < steps + source; k++) {
    const t = Math.max(0, k - source);
    sum += line[(k * steps + t) * 4 + 3];
  }
  return sum / (steps + source);
}

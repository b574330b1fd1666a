/** What a time step of the line is asked, and what its answer is about. */
import type { GradientFrame } from '../../protocol/frames.ts';
import { stepsOf } from './lag-curves.ts';

/** It is asked what comes next: the last of the line is only predicted. */
export function continues({ characters, gradients }: GradientFrame): boolean {
  return gradients !== null && characters.length > stepsOf(gradients);
}

/** Which of the characters the loss of a time step is about. */
export function answered(frame: GradientFrame, t: number): number {
  return continues(frame) ? t + 1 : t;
}

export function exponent(value: number): string {
  return value.toExponential(0).replace('e+0', 'e0').replace('e+', 'e');
}

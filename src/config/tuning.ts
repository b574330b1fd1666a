/**
 * The settings of training that act on a running net at once, and what they come to at a step: numbers
 * of its next steps, nothing to rebuild. Which they are, their rows say.
 */
import { learningRateAt } from './learning-rate.ts';
import type { Settings } from './settings.ts';
import { trainingSettings } from './training-settings.ts';

type Rows = typeof trainingSettings;
export type TunedKey = {
  [Key in keyof Rows]: Rows[Key]['effect'] extends 'live' ? Key : never;
}[keyof Rows];
export type Tuning = Pick<Settings, TunedKey>;

export const tunedKeys = (Object.keys(trainingSettings) as (keyof Rows)[]).filter(
  (key): key is TunedKey => trainingSettings[key].effect === 'live',
);

export function tuningOf(settings: Settings): Tuning {
  return Object.fromEntries(tunedKeys.map((key) => [key, settings[key]])) as unknown as Tuning;
}

/**
 * What the kernels get of them for one step, each under its key in the kernels' way of writing, as in
 * shaders/lib/step.wgsl: `clip_norm` of `clipNorm`. What no kernel reads does no harm.
 * @param step steps made before this one
 */
export function stepNumbers(tuning: Tuning, step: number): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [key, value] of Object.entries(tuning)) {
    if (typeof value === 'number') numbers[inSnakeCase(key)] = value;
  }
  return { ...numbers, learning_rate: learningRateAt(tuning, step) };
}

const inSnakeCase = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

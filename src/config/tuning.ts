/** The settings that act on a running net at once: numbers of its next steps, nothing to rebuild. */
import type { SettingKey, Settings } from './settings.ts';

export const tunedKeys = [
  'learningRate',
  'schedule',
  'scheduleSteps',
  'decayFactor',
  'warmupSteps',
  'momentum',
  'weightDecay',
  'clipNorm',
  'clipValue',
  'dropout',
] as const satisfies readonly SettingKey[];

export type Tuning = Pick<Settings, (typeof tunedKeys)[number]>;

export function tuningOf(settings: Settings): Tuning {
  return Object.fromEntries(tunedKeys.map((key) => [key, settings[key]])) as unknown as Tuning;
}

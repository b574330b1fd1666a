/**
 * What settings stand at that nobody chose: by version, since links and runs name what they were made
 * with and mean what stood in the page of their time; and by net, where one learns better otherwise.
 */
import { defaultSettings, settingsTable } from './settings.ts';
import type { SettingKey, Settings } from './settings.ts';

/** Raised when a default changes; the ones from before go into `before`. */
export const defaultsVersion = 2;
export type DefaultsVersion = 1 | 2;

/** What the defaults of each earlier version had otherwise. */
const before: Record<Exclude<DefaultsVersion, typeof defaultsVersion>, Partial<Settings>> = {
  1: { timeSteps: 64, optimizer: 'adam', learningRate: 0.002, weightDecay: 0.01 },
};

type Net = Pick<Settings, 'cell' | 'layers'>;

/**
 * Learning rates of cells that want another one than the table's, for 1, 2, … layers; more layers
 * than are named take the last. Measured: `npm run bench -- --learning`.
 */
export const learningRates: Readonly<Record<string, readonly number[]>> = {
  'rnn-tanh': [0.01, 0.01, 0.004],
  'gru-simplified': [0.01, 0.004],
};

/** What a setting of this net stands at while nobody chooses otherwise. */
export function defaultOf<Key extends SettingKey>(key: Key, { cell, layers }: Net): Settings[Key] {
  const standard = settingsTable[key].default as Settings[Key];
  if (key !== 'learningRate' || !Object.hasOwn(learningRates, cell)) return standard;
  const own = learningRates[cell];
  return own[Math.min(layers, own.length) - 1] as Settings[Key];
}

/** All at their defaults, as they were in a version; those of the default net. */
export function defaultsOf(version: DefaultsVersion): Settings {
  return version === defaultsVersion
    ? defaultSettings()
    : { ...defaultSettings(), ...before[version] };
}

/** Of a record: one that says none was made by a page of version 1, an unknown one by a later page. */
export function defaultsVersionOf(given: unknown): DefaultsVersion {
  return given === undefined || given === 1 ? 1 : defaultsVersion;
}

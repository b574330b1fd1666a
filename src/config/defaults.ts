/**
 * What settings stand at that nobody chose: by version, since links and runs name what they were made
 * with and mean what stood in the page of their time; and by net, where one learns better otherwise.
 */
import { defaultSettings, settingsTable } from './settings.ts';
import type { SettingKey, Settings } from './settings.ts';
import { taskStarts } from './task-settings.ts';

/** Raised when a default changes; the ones from before go into `before`. */
export const defaultsVersion = 2;
export type DefaultsVersion = 1 | 2;

/** What the defaults of each earlier version had otherwise. */
const before: Record<Exclude<DefaultsVersion, typeof defaultsVersion>, Partial<Settings>> = {
  1: { timeSteps: 64, optimizer: 'adam', learningRate: 0.002, weightDecay: 0.01 },
};

type Net = Pick<Settings, 'task' | 'cell' | 'layers'>;

/** Settings that a net or a task may have a default of its own for. */
export const netKeys = [
  'learningRate',
  'weightDecay',
  'schedule',
  'scheduleSteps',
  'decayFactor',
  'warmupSteps',
  'batchSize',
  'hiddenSize',
  'memoryBias',
  'input',
  'embeddingSize',
  'sampleLength',
  'reads',
  'cell',
  'directions',
  'textDirections',
  'summary',
] as const;
export type NetKey = (typeof netKeys)[number];
export type NetDefaults = Partial<Pick<Settings, NetKey>>;
/** By the id of a task: what its nets start with. */
export type Starts = Readonly<Record<string, NetDefaults>>;

/** A rate that comes slowly: where the first steps would drive a deep net into a corner. */
const slowly: NetDefaults = { learningRate: 0.004, schedule: 'warmup', warmupSteps: 400 };

/**
 * Of cells that learn better with others than the table's, for 1, 2, … layers; more layers than are
 * named take the last. Measured: `npm run bench -- --learning`.
 */
export const netDefaults: Readonly<Record<string, readonly NetDefaults[]>> = {
  'rnn-tanh': [{}, { learningRate: 0.004 }],
  'gru-simplified': [{}, { learningRate: 0.004 }, slowly],
  gru: [{}, {}, slowly],
  'lstm-peephole': [{}, { learningRate: 0.004 }, slowly],
};

/** What this net has of its own. */
export function ownDefaults({ task, cell, layers }: Net): NetDefaults {
  const own = Object.hasOwn(netDefaults, cell) ? netDefaults[cell] : [{}];
  const ofTask = Object.hasOwn(taskStarts, task) ? taskStarts[task] : {};
  return { ...own[Math.min(layers, own.length) - 1], ...ofTask };
}

/** What a setting of this net stands at while nobody chooses otherwise. */
export function defaultOf<Key extends SettingKey>(key: Key, net: Net): Settings[Key] {
  const own: Partial<Settings> = ownDefaults(net);
  return own[key] ?? (settingsTable[key].default as Settings[Key]);
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

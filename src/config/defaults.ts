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
  'summary',
] as const;
export type NetKey = (typeof netKeys)[number];
type NetDefaults = Partial<Pick<Settings, NetKey>>;

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

/**
 * Where some of what follows is certain, decaying weights would keep a net from ever being sure of it;
 * and it comes to rest at the exact chances of the rest only at a low rate.
 */
const exactly: NetDefaults = {
  ...{ hiddenSize: 32, schedule: 'warmup-cosine', decayFactor: 0.02, weightDecay: 0 },
  sampleLength: 20,
};

/** At a rate that stays, an encoder and a decoder forget again and again what they have learned. */
const written: NetDefaults = {
  ...{ hiddenSize: 64, directions: 'both', learningRate: 0.005 },
  ...{ schedule: 'warmup-cosine', scheduleSteps: 3000, decayFactor: 0.02 },
};

/** Of tasks that learn better with others than the table's; they go before those of a net. */
export const taskDefaults: Readonly<Record<string, NetDefaults>> = {
  // of a larger net more than a third of the names that it says are known to it by heart
  lines: { hiddenSize: 64, sampleLength: 20 },
  // what a name is to be has to be known to its end
  'labelled-names': {
    ...{ cell: 'gru', hiddenSize: 96, sampleLength: 30 },
    ...{ schedule: 'warmup-cosine', scheduleSteps: 3000, decayFactor: 0.02 },
  },
  // what tells a language or an author stands anywhere: no state has to carry it to the end
  language: {
    ...{ cell: 'gru', hiddenSize: 64, directions: 'both', summary: 'mean' },
    // few articles: with a column of weights for each character they would be learned by heart
    ...{ input: 'embedding', learningRate: 0.004 },
    ...{ schedule: 'warmup-cosine', scheduleSteps: 1500, decayFactor: 0.02 },
  },
  author: { cell: 'gru', hiddenSize: 48, directions: 'both', summary: 'mean' },
  praise: { hiddenSize: 64, input: 'embedding', reads: 'word' },
  // where two answers are nearly as likely, a net comes to rest at one of them only at a low rate
  tagging: { hiddenSize: 64, input: 'embedding', schedule: 'warmup-cosine', decayFactor: 0.02 },
  'is-name': { hiddenSize: 32, input: 'embedding' },
  reverse: written,
  addition: written,
  dates: written,
  numbers: written,
  spelling: { ...written, hiddenSize: 96, batchSize: 64 },
  translate: { ...written, hiddenSize: 96 },
  reber: exactly,
  anbn: { ...exactly, scheduleSteps: 1500 },
  brackets: exactly,
  agreement: { ...exactly, memoryBias: 2 },
  capitals: { hiddenSize: 96, schedule: 'warmup-cosine', decayFactor: 0.02, scheduleSteps: 1500 },
  dna: { ...exactly, hiddenSize: 64, scheduleSteps: 1500 },
  // few streams: of a short series there are not many
  series: {
    ...{ hiddenSize: 32, batchSize: 16, schedule: 'warmup-cosine', scheduleSteps: 1500 },
    decayFactor: 0.02,
  },
  // what has to be kept for long is kept from the first
  copy: { ...exactly, hiddenSize: 64, memoryBias: 2, scheduleSteps: 3000 },
};

/** What this net has of its own. */
export function ownDefaults({ task, cell, layers }: Net): NetDefaults {
  const own = Object.hasOwn(netDefaults, cell) ? netDefaults[cell] : [{}];
  const ofTask = Object.hasOwn(taskDefaults, task) ? taskDefaults[task] : {};
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

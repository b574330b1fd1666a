/**
 * For every setting of the table another value, and what it must change: the first thing on the way
 * from text to sample that differs then. A new setting needs a line here; tests of the engine flip
 * it in a net, tests of the page flip its control.
 */
import { settingKeys, settingsTable } from '../config/settings.ts';
import type { Setting, SettingKey, Settings } from '../config/settings.ts';
import type { PageMessage } from '../protocol/messages.ts';

/** On the way from the text to a sample; what is shown by the page alone comes last. */
export const stages = ['text', 'plan', 'initial weights', 'trained weights', 'sample'] as const;
export type Stage = (typeof stages)[number] | 'page';

export interface Flip {
  to: string | number;
  /** Settings under which the flip means something. */
  under?: Partial<Settings>;
  changes: Stage;
  /** The tab that its control stands in. */
  tab?: string;
}

export const flips: Record<SettingKey, Flip> = {
  task: { to: 'lines', changes: 'page' },
  column: { to: '2', under: { task: 'lines' }, changes: 'page' },
  inputColumns: { to: '2', under: { task: 'series' }, changes: 'page' },
  drawnLabel: { to: 'plant', under: { task: 'labelled-names' }, changes: 'page' },
  labels: { to: 'binary', under: { task: 'tagging' }, changes: 'page' },
  textDirections: { to: 'both', under: { task: 'dna' }, changes: 'page' },
  lookAhead: { to: '1', under: { task: 'tagging' }, changes: 'page' },
  reads: { to: 'word', under: { task: 'praise' }, changes: 'page' },
  directions: { to: 'both', under: { task: 'praise' }, changes: 'page' },
  attention: { to: 'off', under: { task: 'addition' }, changes: 'page' },
  beam: { to: 4, under: { task: 'addition' }, changes: 'page' },
  summary: { to: 'mean', under: { task: 'praise' }, changes: 'page' },
  gap: { to: 3, under: { task: 'agreement' }, changes: 'page' },
  lossOn: { to: 'verb', under: { task: 'agreement' }, changes: 'page' },
  level: { to: 'word', changes: 'text' },
  vocabulary: { to: 16, under: { level: 'word' }, changes: 'text' },
  sequences: { to: 'sentence', changes: 'text' },
  borders: { to: 'joined', changes: 'page' },
  text: { to: 'shakespeare', changes: 'page' },
  heldOut: { to: 30, changes: 'text' },
  encoding: { to: 'windows-1252', changes: 'text' },
  symbols: { to: 12, changes: 'text' },
  cell: { to: 'gru', changes: 'plan' },
  window: { to: 2, under: { cell: 'plain' }, changes: 'plan' },
  layers: { to: 2, changes: 'plan' },
  hiddenSize: { to: 20, changes: 'plan' },
  input: { to: 'embedding', changes: 'plan' },
  embeddingSize: { to: 9, under: { input: 'embedding' }, changes: 'plan' },
  initialisation: { to: 'xavier', changes: 'initial weights' },
  memoryBias: { to: 2, under: { cell: 'lstm' }, changes: 'initial weights' },
  initialState: { to: 'learned', changes: 'plan' },
  batchSize: { to: 6, changes: 'plan' },
  timeSteps: { to: 7, changes: 'plan' },
  optimizer: { to: 'sgd', changes: 'plan' },
  learningRate: { to: 0.002, changes: 'trained weights' },
  clipNorm: { to: 0.01, changes: 'trained weights' },
  patience: { to: 3, changes: 'page' },
  schedule: { to: 'warmup-cosine', changes: 'trained weights' },
  scheduleSteps: { to: 2, under: { schedule: 'step' }, changes: 'trained weights' },
  decayFactor: {
    to: 0.5,
    under: { schedule: 'step', scheduleSteps: 1 },
    changes: 'trained weights',
  },
  warmupSteps: { to: 2, under: { schedule: 'warmup-cosine' }, changes: 'trained weights' },
  momentum: { to: 0.5, under: { optimizer: 'momentum' }, changes: 'trained weights' },
  weightDecay: { to: 0.5, under: { optimizer: 'adamw' }, changes: 'trained weights' },
  clipValue: { to: 0.001, changes: 'trained weights' },
  dropout: { to: 0.5, under: { layers: 2 }, changes: 'trained weights' },
  seed: { to: 2, changes: 'initial weights' },
  engine: { to: 'cpu', under: { engine: 'gpu' }, changes: 'page' },
  kernels: { to: 'tiles', under: { engine: 'gpu', kernels: 'registers' }, changes: 'plan' },
  prompt: { to: 'Alice', changes: 'sample' },
  temperature: { to: 0, changes: 'sample' },
  topK: { to: 1, changes: 'sample' },
  topP: { to: 0.01, changes: 'sample' },
  without: { to: 'e', changes: 'sample' },
  unknown: { to: 'never', under: { level: 'word' }, changes: 'page' },
  shortest: { to: 40, under: { sequences: 'sentence' }, changes: 'sample' },
  longest: { to: 5, under: { sequences: 'sentence' }, changes: 'sample' },
  samples: { to: 2, changes: 'page' },
  rivals: { to: 'on', changes: 'page' },
  scale: { to: 'major', under: { task: 'tunes' }, changes: 'page' },
  tonic: { to: 'D', under: { task: 'tunes' }, changes: 'page' },
  sampleLength: { to: 30, changes: 'sample' },
  sampleSeed: { to: 2, changes: 'sample' },
  diary: { to: 'off', changes: 'page' },
  line: { to: 'and what is the use', changes: 'page' },
  part: { to: 'encoder', under: { task: 'addition' }, changes: 'page' },
  layer: { to: 2, under: { layers: 2 }, changes: 'page' },
  direction: { to: 'backward', under: { task: 'tagging' }, changes: 'page' },
  unitOrder: { to: 'mean', changes: 'page' },
  background: { to: 'pause', changes: 'page' },
  gradientBy: { to: 'state', changes: 'page', tab: 'Gradient through time' },
};

const isOfText = (key: SettingKey) => settingsTable[key].group === 'text';
/** What a text that is continued has: other tasks are chosen in tests of their own. */
const isOfBooks = (key: SettingKey) => {
  const setting: Setting = settingsTable[key];
  return key !== 'task' && key !== 'text' && !setting.special;
};
const ofBooks = settingKeys.filter(isOfBooks);

/** Those of the first task but the text itself. Of the text first: the others shall not be read again. */
export const flippedInOrder: readonly SettingKey[] = [
  ...ofBooks.filter(isOfText),
  ...ofBooks.filter((key) => !isOfText(key)),
];

const names: Partial<Record<SettingKey, string>> = { sampleLength: 'length', sampleSeed: 'seed' };

/** What the worker was told of a setting, message by message; `undefined` of those that say nothing of it. */
export function sentValues(sent: readonly PageMessage[], key: SettingKey): unknown[] {
  return sent.map((message) => {
    const values = message as unknown as Record<string, unknown>;
    const settings = values.settings ?? values.tuning ?? values.wish ?? values;
    return (settings as Record<string, unknown>)[names[key] ?? key];
  });
}

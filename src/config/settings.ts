/**
 * The one table of settings. The form, the link, the range checks and the help texts all come from
 * it; adding a setting is one row here and the place that reads it.
 */
import { firstTask } from './first-task.ts';
import { choice, fromCatalogue, number, type Setting } from './setting.ts';
import { taskRows } from './task-settings.ts';
import { textSettings } from './text-settings.ts';
import { trainingSettings } from './training-settings.ts';
import { mostLayers, viewSettings } from './view-settings.ts';

export type { NumberSetting, Setting, WordsSetting } from './setting.ts';

export const settingsTable = {
  task: fromCatalogue({
    label: 'Task',
    help: 'What the net learns to do.',
    default: firstTask.id,
    choices: 'tasks',
    urlKey: 'task',
    group: 'text',
    effect: 'text',
  }),
  ...taskRows,
  ...textSettings,
  directions: choice({ ...taskRows.textDirections, urlKey: 'directions' }),
  cell: fromCatalogue({
    label: 'Cell',
    help: 'The type of recurrent unit: plain RNN, GRU or LSTM; or a plain network, without memory.',
    default: 'lstm',
    choices: 'cells',
    urlKey: 'cell',
    group: 'model',
    effect: 'net',
  }),
  window: number({
    label: 'Window',
    help: 'Time steps that a plain network reads at once: one and those before it; both ways, those behind it too.',
    default: 5,
    min: 1,
    max: 32,
    increment: 1,
    urlKey: 'window',
    group: 'model',
    effect: 'net',
    rare: 'idle',
  }),
  layers: number({
    label: 'Layers',
    help: 'Recurrent layers, stacked: each reads the output of the one below.',
    default: 1,
    min: 1,
    max: mostLayers,
    increment: 1,
    urlKey: 'layers',
    group: 'model',
    effect: 'net',
  }),
  hiddenSize: number({
    label: 'Hidden size',
    help: 'Units per layer: how much the net can remember. The cost grows with the square.',
    default: 128,
    min: 1,
    max: 1024,
    increment: 1,
    urlKey: 'hidden',
    group: 'model',
    effect: 'net',
  }),
  input: choice({
    label: 'Input',
    help: 'One-hot: each input symbol has its own column of weights. Embedding: each has a learned vector.',
    default: 'one-hot',
    choices: [
      { value: 'one-hot', label: 'one-hot' },
      { value: 'embedding', label: 'embedding' },
    ],
    urlKey: 'input',
    group: 'model',
    effect: 'net',
  }),
  embeddingSize: number({
    label: 'Embedding size',
    help: 'Length of the learned vector of each input symbol (with embedding input).',
    default: 32,
    min: 1,
    max: 512,
    increment: 1,
    urlKey: 'embedding',
    group: 'model',
    effect: 'net',
  }),
  initialisation: choice({
    label: 'Initialisation',
    help: 'The initial weights: all U(±1/√H); Xavier, scaled by fan-in and fan-out; or recurrent weights that are orthogonal or the identity (with ReLU).',
    default: 'uniform',
    choices: [
      { value: 'uniform', label: 'PyTorch default' },
      { value: 'xavier', label: 'Xavier' },
      { value: 'orthogonal', label: 'orthogonal' },
      { value: 'identity', label: 'identity' },
    ],
    urlKey: 'init',
    group: 'model',
    effect: 'net',
    rare: true,
  }),
  memoryBias: number({
    label: 'Memory bias',
    help: 'Added to the initial bias of the memory gate: with 1 or 2 the net remembers until it has learned what to forget.',
    default: 0,
    min: -10,
    max: 10,
    increment: 0.5,
    integer: false,
    urlKey: 'memorybias',
    group: 'model',
    effect: 'net',
    rare: true,
  }),
  initialState: choice({
    label: 'Initial state',
    help: 'The state at the start of a sequence: zero, or a vector per layer that is learned with the weights.',
    default: 'zero',
    choices: [
      { value: 'zero', label: 'zero' },
      { value: 'learned', label: 'learned' },
    ],
    urlKey: 'state',
    group: 'model',
    effect: 'net',
    rare: true,
  }),
  ...trainingSettings,
  ...viewSettings,
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof settingsTable;
/** A number, words, or one of the choices of the row. */
export type Settings = { [Key in SettingKey]: (typeof settingsTable)[Key]['default'] };

export const settingKeys = Object.keys(settingsTable) as SettingKey[];

export function defaultSettings(): Settings {
  return Object.fromEntries(
    settingKeys.map((key) => [key, settingsTable[key].default]),
  ) as unknown as Settings;
}

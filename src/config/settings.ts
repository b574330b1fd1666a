/**
 * The one table of settings. The form, the link, the range checks and the help texts all come from
 * it; adding a setting is one row here and the place that reads it.
 */
import { choice, number, type NumberSetting, type Setting } from './setting.ts';
import { taskSettings } from './task-settings.ts';
import { textSettings } from './text-settings.ts';
import { trainingSettings } from './training-settings.ts';
import { mostLayers, viewSettings } from './view-settings.ts';

export type { NumberSetting, Setting, WordsSetting } from './setting.ts';

export const settingsTable = {
  ...taskSettings,
  ...textSettings,
  cell: choice({
    label: 'Cell',
    help: 'The recurrent unit: plain RNN, GRU or LSTM.',
    default: 'lstm',
    choices: 'cells',
    urlKey: 'cell',
    group: 'model',
    effect: 'net',
  }),
  layers: number({
    label: 'Layers',
    help: 'Recurrent layers stacked on one another; each reads the one below. All read forwards only, so that the net never sees the character it predicts.',
    default: 1,
    min: 1,
    max: mostLayers,
    step: 1,
    urlKey: 'layers',
    group: 'model',
    effect: 'net',
  }),
  hiddenSize: number({
    label: 'Hidden size',
    help: 'Units per layer: how much the net can remember. Cost grows with its square.',
    default: 128,
    min: 1,
    max: 1024,
    step: 1,
    urlKey: 'hidden',
    group: 'model',
    effect: 'net',
  }),
  input: choice({
    label: 'Input',
    help: 'One-hot: each character has its own column of weights. Embedding: a learned vector first.',
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
    help: 'Length of the learned vector of each character (with embedding input).',
    default: 32,
    min: 1,
    max: 512,
    step: 1,
    urlKey: 'embedding',
    group: 'model',
    effect: 'net',
  }),
  initialisation: choice({
    label: 'Initialisation',
    help: 'Where the weights start: all U(±1/√H); Xavier by fan in and out; recurrent weights orthogonal, or the identity (with ReLU).',
    default: 'uniform',
    choices: [
      { value: 'uniform', label: 'as PyTorch' },
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
    help: 'Added at the start to the bias of the gate on the memory: 1 or 2 makes the net remember until it has learnt what to forget.',
    default: 0,
    min: -10,
    max: 10,
    step: 0.5,
    integer: false,
    urlKey: 'memorybias',
    group: 'model',
    effect: 'net',
    rare: true,
  }),
  initialState: choice({
    label: 'Initial state',
    help: 'What the net remembers where a text begins: nothing, or a vector per layer that is learned with the weights.',
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
export type Settings = {
  [Key in SettingKey]: (typeof settingsTable)[Key] extends NumberSetting ? number : string;
};

export const settingKeys = Object.keys(settingsTable) as SettingKey[];

export function defaultSettings(): Settings {
  return Object.fromEntries(
    settingKeys.map((key) => [key, settingsTable[key].default]),
  ) as unknown as Settings;
}

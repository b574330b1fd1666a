/**
 * The one table of settings. The form, the link, the range checks and the help texts all come from
 * it; adding a setting is one row here and the place that reads it.
 */
import { choice, number, type NumberSetting, type Setting } from './setting.ts';
import { textSettings } from './text-settings.ts';
import { viewSettings } from './view-settings.ts';

export type { ChoiceSetting, NumberSetting, Setting, WordsSetting } from './setting.ts';

export const settingsTable = {
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
    help: 'Recurrent layers stacked on one another; each reads the one below.',
    default: 1,
    min: 1,
    max: 4,
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
  batchSize: number({
    label: 'Batch size',
    help: 'Streams of text read side by side in each step.',
    default: 32,
    min: 1,
    max: 256,
    step: 1,
    urlKey: 'batch',
    group: 'training',
    effect: 'net',
  }),
  timeSteps: number({
    label: 'Time steps',
    help: 'Characters per stream and step: gradients flow back this far, state is carried on.',
    default: 64,
    min: 1,
    max: 512,
    step: 1,
    urlKey: 'steps',
    group: 'training',
    effect: 'net',
  }),
  optimizer: choice({
    label: 'Optimizer',
    help: 'How gradients become weight changes.',
    default: 'adam',
    choices: 'optimizers',
    urlKey: 'optimizer',
    group: 'training',
    effect: 'net',
  }),
  learningRate: number({
    label: 'Learning rate',
    help: 'Size of each weight change. Too large diverges, too small crawls. Acts at once.',
    default: 0.002,
    min: 0.00001,
    max: 10,
    step: 0.0001,
    integer: false,
    logSlider: true,
    urlKey: 'rate',
    group: 'training',
    effect: 'live',
  }),
  clipNorm: number({
    label: 'Clip norm',
    help: 'Gradients longer than this are shortened to it; 0 switches clipping off. Acts at once.',
    default: 5,
    min: 0,
    max: 1000,
    step: 0.5,
    integer: false,
    urlKey: 'clip',
    group: 'training',
    effect: 'live',
  }),
  seed: number({
    label: 'Seed',
    help: 'The same seed gives the same initial weights and, on the same adapter, the same run.',
    default: 1,
    min: 0,
    max: 4294967295,
    step: 1,
    urlKey: 'seed',
    group: 'training',
    effect: 'net',
  }),
  kernels: choice({
    label: 'Kernels',
    help: 'How products are computed on the GPU; auto follows the adapter.',
    default: 'auto',
    choices: [
      { value: 'auto', label: 'auto' },
      { value: 'registers', label: 'registers' },
      { value: 'quads', label: 'registers, shared by quads' },
      { value: 'tiles', label: 'tiles in workgroup memory' },
    ],
    urlKey: 'kernels',
    group: 'engine',
    effect: 'net',
  }),
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

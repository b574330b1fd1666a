/**
 * The one table of settings. The form, the link, the range checks and the help texts all come from
 * it; adding a setting is one row here and the place that reads it.
 */

/** What has to happen before a changed value counts. */
export type SettingEffect =
  /** The text is prepared again, then a new net is built: weights are lost. */
  | 'text'
  /** A new net is built: weights are lost. */
  | 'net'
  /** Acts on the running net at once. */
  | 'live'
  /** Only changes what is shown or drawn next. */
  | 'view';

interface SettingBase<Value> {
  /** Accessible name; a contract with people, tests and scripts. */
  label: string;
  /** One line, shown beside the control. */
  help: string;
  default: Value;
  /** Key in the link's fragment. */
  urlKey: string;
  group: 'text' | 'model' | 'training' | 'sample' | 'gates' | 'engine';
  effect: SettingEffect;
}

export interface NumberSetting extends SettingBase<number> {
  kind: 'number';
  min: number;
  max: number;
  step: number;
  /** Whole numbers only. */
  integer: boolean;
  /** Also offer a slider with a logarithmic scale, named `<label> slider`. */
  logSlider?: boolean;
  unit?: string;
}

export interface ChoiceSetting extends SettingBase<string> {
  kind: 'choice';
  /** Fixed choices, or the name of the list that the worker's catalogue brings. */
  choices: readonly { value: string; label: string }[] | 'texts' | 'cells' | 'optimizers';
}

export interface WordsSetting extends SettingBase<string> {
  kind: 'words';
  maxLength: number;
}

export type Setting = NumberSetting | ChoiceSetting | WordsSetting;

const number = (
  row: Omit<NumberSetting, 'kind' | 'integer'> & { integer?: boolean },
): NumberSetting => ({ kind: 'number', integer: true, ...row });
const choice = (row: Omit<ChoiceSetting, 'kind'>): ChoiceSetting => ({ kind: 'choice', ...row });
const words = (row: Omit<WordsSetting, 'kind'>): WordsSetting => ({ kind: 'words', ...row });

export const settingsTable = {
  text: choice({
    label: 'Text',
    help: 'What the net reads and learns to continue.',
    default: 'alice',
    choices: 'texts',
    urlKey: 'text',
    group: 'text',
    effect: 'text',
  }),
  heldOut: number({
    label: 'Held out',
    help: 'Share of the text, at its end, that is never trained on and measures validation loss.',
    default: 10,
    min: 1,
    max: 50,
    step: 1,
    unit: '%',
    urlKey: 'heldout',
    group: 'text',
    effect: 'text',
  }),
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
  prompt: words({
    label: 'Prompt',
    help: 'The net reads this first, then goes on from it.',
    default: '',
    maxLength: 500,
    urlKey: 'prompt',
    group: 'sample',
    effect: 'view',
  }),
  temperature: number({
    label: 'Temperature',
    help: 'Below 1 plays safe, above 1 takes risks, 0 always takes the likeliest. Acts at once.',
    default: 0.8,
    min: 0,
    max: 5,
    step: 0.05,
    integer: false,
    urlKey: 'temperature',
    group: 'sample',
    effect: 'live',
  }),
  topK: number({
    label: 'Top-k',
    help: 'Draw only from the k likeliest characters; 0 means all, 1 always takes the likeliest.',
    default: 0,
    min: 0,
    max: 1000,
    step: 1,
    urlKey: 'topk',
    group: 'sample',
    effect: 'live',
  }),
  sampleLength: number({
    label: 'Sample length',
    help: 'Characters to draw.',
    default: 200,
    min: 1,
    max: 20000,
    step: 1,
    urlKey: 'length',
    group: 'sample',
    effect: 'view',
  }),
  sampleSeed: number({
    label: 'Sample seed',
    help: 'The same weights, prompt and seed give the same text.',
    default: 1,
    min: 0,
    max: 4294967295,
    step: 1,
    urlKey: 'sampleseed',
    group: 'sample',
    effect: 'view',
  }),
  line: words({
    label: 'Line',
    help: 'The text whose characters the gates are shown for.',
    default: '',
    maxLength: 200,
    urlKey: 'line',
    group: 'gates',
    effect: 'view',
  }),
  layer: number({
    label: 'Layer',
    help: 'Which layer the gates are shown of.',
    default: 1,
    min: 1,
    max: 4,
    step: 1,
    urlKey: 'layer',
    group: 'gates',
    effect: 'view',
  }),
  unitOrder: choice({
    label: 'Units by',
    help: 'Order of the rows: as stored, by their mean over the line, or by how much they move.',
    default: 'variance',
    choices: [
      { value: 'index', label: 'index' },
      { value: 'mean', label: 'mean' },
      { value: 'variance', label: 'variance' },
    ],
    urlKey: 'unitorder',
    group: 'gates',
    effect: 'view',
  }),
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

/** Numbers and names that documents state, each with where the code has it. */
import { benchConfigs } from '../../bench/configs.ts';
import { cells } from '../cells/index.ts';
import { defaultSettings, settingsTable } from '../config/settings.ts';
import { schedule } from '../graph/schedule.ts';
import { ringEntries } from '../model/recordings.ts';
import { optimizers } from '../optimizers/index.ts';
import { exploded, vanished } from '../ui/through-time/lag-curves.ts';
import { webgpuNeeds } from '../ui/notices/webgpu-needs.ts';
import { trainingGraph } from './model-graphs.ts';
import { constant, type Read, type Value } from './source-constants.ts';

export interface Statement {
  document: string;
  /** Each group is a number, in digits or in words, or a name. */
  says: RegExp;
  /** What the groups must be, in the units that the document uses. */
  means: (read: Read) => Value[];
}

/** Launches of a training step of the default net with these time steps. */
function launches(timeSteps: number, learnsInitialState = false): number {
  const { hiddenSize, cell: id } = defaultSettings();
  const cell = cells.find((one) => one.id === id)!;
  const sizes = { layers: 1, hiddenSize, vocabSize: 65, embeddingSize: 0 };
  const shape = { cell, ...sizes, learnsInitialState };
  const unrolling = { timeSteps, batchSize: 2, strategy: 'stepwise' } as const;
  const { graph } = trainingGraph(
    shape,
    unrolling,
    optimizers.find(({ id }) => id === 'adam')!,
  );
  const limits = { maxBufferBytes: 2 ** 28, maxBindingBytes: 2 ** 27 };
  return schedule(graph, { name: 'training', slots: 1, limits, form: 'registers' }).dispatches
    .length;
}

/** Of the hint that everyone gets without WebGPU. */
const versions = () => [...webgpuNeeds('', true).at(-1)!.matchAll(/\d+/g)].map(Number);
/** But for the guess. */
const encodingNames = (): unknown[] => [...settingsTable.encoding.choices].slice(1);
const inputs = 'docs/inputs.md';
const scheduler = 'docs/scheduler.md';

export const statements: readonly Statement[] = [
  {
    document: 'README.md',
    says: /\[Node\]\([^)]*\) ([\d.]+) or newer/,
    means: (read) => [
      Number(
        (JSON.parse(read('package.json')) as { engines: { node: string } }).engines.node.slice(2),
      ),
    ],
  },
  {
    document: 'README.md',
    says: /an (LSTM) with (\d+) units is ready/,
    means: () => {
      const { cell, hiddenSize } = defaultSettings();
      return [cells.find(({ id }) => id === cell)!.name, hiddenSize];
    },
  },
  {
    document: 'docs/performance.md',
    says: /an LSTM with (\d+) units over (\d+) time steps:[^*]*\*\*(\d+) launches\*\*/,
    means: () => {
      const { hiddenSize, timeSteps } = defaultSettings();
      return [hiddenSize, timeSteps, launches(timeSteps)];
    },
  },
  {
    document: 'README.md',
    says: /from (A) \(LSTM (\d+)\) to (E)\s+\(LSTM (\d+)\), batch (\d+), (\d+)\s+time\s+steps/,
    means: () => {
      const [first, last] = [benchConfigs[0], benchConfigs[benchConfigs.length - 1]];
      const { batchSize, timeSteps } = first;
      return [first.id, first.hiddenSize, last.id, last.hiddenSize, batchSize, timeSteps];
    },
  },
  {
    document: 'README.md',
    says: /Chrome, Edge +\| (\d+) on Windows[^]*Chrome on Android +\| \d+, on Android (\d+)[^]*Firefox +\| (\d+) on Windows, (\d+) on Macs[^]*Safari, and all of iOS +\| (\d+)/,
    means: versions,
  },
  {
    document: 'README.md',
    says: /Chrome on Android +\| (\d+),/,
    means: () => [Number(/Chrome (\d+)/.exec(webgpuNeeds('Android 11 Chrome/1', true)[0])![1])],
  },
  {
    document: 'CONTRIBUTING.md',
    says: /under (\d+) lines \(WGSL (\d+)\)/,
    means: (read) => [
      Number(/'max-lines': \['error', \{ max: (\d+)/.exec(read('eslint.config.js'))![1]),
      Number(/toBeLessThanOrEqual\((\d+)\)/.exec(read('src/testing/shaders.test.ts'))![1]),
    ],
  },
  {
    document: 'docs/adding-a-cell.md',
    says: /\((\w+) are there already\)/,
    means: () => [cells.length],
  },
  {
    document: 'CONTRIBUTING.md',
    says: /(lib → [^]*?)\./,
    means: (read) => {
      const [, list] = /const layers = \[([^\]]*)\]/.exec(read('eslint.config.js'))!;
      return [
        [...list.matchAll(/'(\w+)'/g)]
          .map(([, layer]) => layer)
          .concat('ui')
          .join(' → '),
      ];
    },
  },
  {
    document: 'docs/testing.md',
    says: /npm run soak +# (half) an hour/,
    means: (read) => [Number(/argv\[2\] \?\? (\d+)/.exec(read('scripts/soak.mjs'))![1]) / 60],
  },
  {
    document: 'docs/testing.md',
    says: /at a hundred points instead of (\w+)/,
    means: (read) => [
      Number(/LOSSES \?\? (\d+)/.exec(read('src/worker/device-faults.test.ts'))![1]),
    ],
  },
  {
    document: 'docs/testing.md',
    says: /(\d+) times beside a busy core and (\d+) times without/,
    means: (read) => {
      const times = Number(
        /times: \{ type: 'string', default: '(\d+)'/.exec(read('scripts/flaky.mjs'))![1],
      );
      return [times, times];
    },
  },
  {
    document: inputs,
    says: /over (\d+) MiB/,
    means: (read) => [constant(read, 'src/data/read-file.ts', 'largestText') / 2 ** 20],
  },
  {
    document: inputs,
    says: /more than ([\d,]+) different characters/,
    means: () => [settingsTable.symbols.max],
  },
  {
    document: inputs,
    says: /a button `Set ([\w ]+) (\d+)`/,
    means: (read) => [
      settingsTable.symbols.label,
      constant(read, 'src/data/open-text.ts', 'fewerSymbols'),
    ],
  },
  {
    document: inputs,
    says: /\((\d+) encodings: all that browsers decode\)/,
    means: () => [encodingNames().length],
  },
  {
    document: inputs,
    says: /`([\w ]+): \d+ became (\d+) \(the range is (\d+) to (\d+)\)/,
    means: () => {
      const { label, min, max } = settingsTable.hiddenSize;
      return [label, max, min, max];
    },
  },
  {
    document: 'docs/gradient-through-time.md',
    says: /Lines longer than (\d+) characters/,
    means: (read) => [constant(read, 'src/model/through-time.ts', 'mostSteps') + 1],
  },
  {
    document: 'docs/gradient-through-time.md',
    says: /stays below (\S+), and _explodes_ where it is\s+above (\d+)/,
    means: () => [vanished, exploded],
  },
  {
    document: scheduler,
    says: /takes longer than (\d+) ms is cut/,
    means: (read) => [constant(read, 'src/run/chunking.ts', 'longStep')],
  },
  {
    document: scheduler,
    says: /into a ring\s+of ([\d,]+) entries/,
    means: () => [ringEntries],
  },
  {
    document: scheduler,
    says: /At most (\w+) submits are under\s+way/,
    means: (read) => [Number(/inFlight\.size >= (\d+)/.exec(read('src/training/pacer.ts'))![1])],
  },
  {
    document: scheduler,
    says: /begin at multiples of\s+(\d+) bytes/,
    means: (read) => [4 * constant(read, 'src/graph/graph.ts', 'sectionWords')],
  },
  {
    document: scheduler,
    says: /lies in `uniforms`:\s+(\d+) bytes per distinct/,
    means: (read) => [constant(read, 'src/graph/uniforms.ts', 'alignment')],
  },
  {
    document: scheduler,
    says: /that is (\d)·T \+ (\d+) launches: (\d+) at T = (\d+)/,
    means: () => {
      const { timeSteps } = defaultSettings();
      const perStep = launches(9) - launches(8);
      return [perStep, launches(8) - 8 * perStep, launches(timeSteps), timeSteps];
    },
  },
  {
    document: scheduler,
    says: /1 \+ L more, (\d+) for one layer/,
    means: () => [launches(defaultSettings().timeSteps, true)],
  },
];

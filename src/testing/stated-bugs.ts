/** The faults that are planted in equations, drawings and stated numbers, each with its check. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

const equationBugs: PlantedBug[] = [
  ...bugsIn(
    'src/cells/lstm.ts',
    'equations compute what the cell computes',
    [
      String.raw`\Gamma_u * \now{\tilde{c}} + \Gamma_f * \prev{c}`,
      String.raw`\Gamma_f * \now{\tilde{c}} + \Gamma_u * \prev{c}`,
    ],
    [String.raw`\Gamma_o * \tanh(\now{c})`, String.raw`\Gamma_o * \now{c}`],
    [
      String.raw`\sigma(W_f[\prev{a}, \now{x}] + b_f)`,
      String.raw`\sigma(W_f[\prev{a}, \now{x}] + b_u)`,
    ],
  ),
  ...bugsIn(
    'src/cells/gru.ts',
    'equations compute what the cell computes',
    [String.raw`(1 - \Gamma_u) * \prev{c}`, String.raw`\Gamma_u * \prev{c}`],
    [
      String.raw`\sigma(W_r[\prev{c}, \now{x}] + b_r)`,
      String.raw`\sigma(W_u[\prev{c}, \now{x}] + b_r)`,
    ],
  ),
  ...bugsIn('src/cells/gru-reset-after.ts', 'equations compute what the cell computes', [
    String.raw`(W_{cc} \prev{c} + b_{cc})`,
    String.raw`(W_{cc} \prev{c})`,
  ]),
  ...bugsIn('src/cells/lstm-peephole.ts', 'equations compute what the cell computes', [
    String.raw`v_o * \now{c}`,
    String.raw`v_o * \prev{c}`,
  ]),
  ...bugsIn('src/cells/rnn-relu.ts', 'equations compute what the cell computes', [
    String.raw`\max(0, `,
    String.raw`\tanh(`,
  ]),
  ...bugsIn(
    'src/cells/diagrams/lstm.ts',
    'drawings compute what the cell computes',
    ["['forget', 'keep']", "['update', 'keep']"],
    [
      "...fanOut('x', columns, [140, 262])",
      "...fanOut('x', { forget: 190, update: 285, output: 500 }, [140, 262])",
    ],
  ),
  ...bugsIn(
    'src/cells/diagrams/gru.ts',
    'drawings compute what the cell computes',
    ["['rest', 'keep']", "['update', 'keep']"],
    [
      "fanOut('before', { update: 200, reset: 340 }",
      "fanOut('before', { update: 200, reset: 340, candidate: 545 }",
    ],
  ),
  ...bugsIn('src/cells/diagrams/gru-reset-after.ts', 'drawings compute what the cell computes', [
    '{ update: 180, reset: 290, recall: 475 }',
    '{ update: 180, reset: 290 }',
  ]),
  ...bugsIn('src/cells/diagrams/lstm-peephole.ts', 'drawings compute what the cell computes', [
    "['add', 'output', [440, 70], [440, 205]]",
    "['cellBefore', 'output', [440, 70], [440, 205]]",
  ]),
  ...bugsIn('src/cells/diagrams/gru-simplified.ts', 'drawings compute what the cell computes', [
    "['add', 'above', [630, 70]]",
    "['write', 'above', [630, 70]]",
  ]),
];

const constantBugs: PlantedBug[] = [
  ...bugsIn('README.md', 'constants of README.md', [
    'with 128 units is ready',
    'with 64 units is ready',
  ]),
  ...bugsIn('docs/scheduler.md', 'constants of docs/scheduler.md', [
    'of 4,096 entries',
    'of 1,024 entries',
  ]),
  ...bugsIn('src/backend/loss-policy.ts', 'constants of docs/reliability.md', [
    'blockedWaitMs = 125_000',
    'blockedWaitMs = 130_000',
  ]),
  ...bugsIn('src/training/finite-watch.ts', 'constants of docs/reliability.md', [
    'patience = 5',
    'patience = 3',
  ]),
  ...bugsIn('src/data/read-file.ts', 'constants of docs/inputs.md', [
    '64 * 2 ** 20',
    '32 * 2 ** 20',
  ]),
  ...bugsIn('src/model/through-time.ts', 'constants of docs/gradient-through-time.md', [
    'mostSteps = 64',
    'mostSteps = 96',
  ]),
  ...bugsIn('eslint.config.js', 'constants of CONTRIBUTING.md', ["'optimizers',", "'optimisers',"]),
  ...bugsIn('src/training/pacer.ts', 'constants of src/ui/notices/device-notice.ts', [
    'stallMs = 5000',
    'stallMs = 8000',
  ]),
  ...bugsIn('src/ui/words/terms.ts', 'constants of src/ui/words/terms.ts', [
    'a coin toss costs 0.69',
    'a coin toss costs 0.5',
  ]),
];

// a meaning that is guessed from what a gate or a state is called
const guesses: PlantedBug[] = [
  ...bugsIn('src/training/gate-statistics.ts', 'cells under invented ids', [
    'valuesOf(cell.gates[gate].id)',
    "valuesOf('forget')",
  ]),
  ...bugsIn('src/recurrence/memory-line.ts', 'cells under invented ids', [
    'const kind = complement ?',
    "const kind = cell.gates.every(({ id }) => id !== 'forget') ?",
  ]),
  ...bugsIn('src/recurrence/stepwise-kernels.ts', 'cells under invented ids', [
    'function heldGates({ memory, vectors }: Cell): Record<string, number> {\n  if (!memory)',
    "function heldGates({ gates, memory, vectors }: Cell): Record<string, number> {\n  if (!memory || !gates.some(({ id }) => id === 'update'))",
  ]),
  ...bugsIn('src/model/through-time.ts', 'cells under invented ids', [
    'cell.memory !== undefined && cell.memory.state !== 0',
    "cell.states.some(({ id }) => id === 'cell')",
  ]),
  ...bugsIn('src/model/initialisation.ts', 'cells under invented ids', [
    'inputGatesOf(cell).indexOf(gate)',
    "inputGatesOf(cell).findIndex((one) => one === gate && cell.gates[one].id === 'forget')",
  ]),
  ...bugsIn('src/worker/cell-info.ts', 'cells under invented ids', [
    'activation: cell.states[0].id',
    "activation: cell.states.find(({ id }) => id === 'hidden')?.id ?? ''",
  ]),
  ...bugsIn('src/training/unit-health.ts', 'cells under invented ids', [
    'const values = role && ',
    "const values = id !== 'candidate' && ",
  ]),
];

export const statedBugs: readonly PlantedBug[] = [...equationBugs, ...constantBugs, ...guesses];

/** The bugs that are planted in the engine, each with the check that must notice it. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

const cellBugs: PlantedBug[] = [
  ...bugsIn(
    'shaders/cells/rnn.wgsl',
    'rnn-tanh by step',
    ['grad_a * (1.0 - hidden * hidden)', 'grad_a * (1.0 - hidden)'],
    ['(*unit).received + (*unit).grad_hidden', '(*unit).grad_hidden'],
  ),
  ...bugsIn(
    'shaders/cells/gru.wgsl',
    'gru by step',
    [
      'update * candidate + (1.0 - update) * before',
      '(1.0 - update) * candidate + update * before',
    ],
    ['(*unit).after[1] = reset * before;', '(*unit).after[1] = before;'],
    ['grad_c * (candidate - before)', 'grad_c * candidate'],
    ['(*unit).carry + (*unit).received', '(*unit).received'],
    ['(*unit).carry += grad_q * reset;', ''],
  ),
  ...bugsIn(
    'shaders/cells/lstm.wgsl',
    'lstm by step',
    ['(*unit).carry + grad_a * output', 'grad_a * output'],
    [' + grad_a * output * (1.0 - squashed * squashed)', ''],
    ['(*unit).gates[1] = forget;', '(*unit).gates[1] = update;'],
    ['grad_c * (*unit).before[1] * forget', 'grad_c * (*unit).after[1] * forget'],
    ['(*unit).carry = grad_c * forget;', '(*unit).carry = grad_c;'],
  ),
  ...bugsIn(
    'src/cells/rnn.ts',
    'rnn-tanh composed',
    ['arithmetic.tanh(preactivation(0, before[0]))', 'preactivation(0, before[0])'],
    ['arithmetic.tanh(', 'arithmetic.sigmoid('],
  ),
  ...bugsIn(
    'src/cells/gru.ts',
    'gru composed',
    ['sigmoid(preactivation(0, cellBefore))', 'tanh(preactivation(0, cellBefore))'],
    ['oneMinus(update)', 'update'],
  ),
  ...bugsIn(
    'src/cells/lstm.ts',
    'lstm composed',
    ['multiply(forget, cellBefore)', 'multiply(forget, forget)'],
    ['multiply(output, tanh(cell))', 'multiply(output, cell)'],
  ),
];

const strategyBugs: PlantedBug[] = [
  ...bugsIn(
    'shaders/recurrence/step-forward.wgsl',
    'lstm by step',
    ['+ OPERAND_TIME, sequence', '+ 1u, sequence'],
    ['+= sums[item * GROUP + member];', '+= sums[item * GROUP];'],
  ),
  ...bugsIn('shaders/recurrence/step-forward.wgsl', 'gru by step', [
    '+ OPERAND_TIME, sequence',
    ', sequence',
  ]),
  ...bugsIn(
    'shaders/recurrence/step-backward.wgsl',
    'lstm by step',
    ['unit.received = received;', 'unit.received = vec4f(0.0);'],
    ['grad_offset + time + row]', 'grad_offset + row]'],
    ['starts == 1u', 'starts == 0u'],
  ),
  ...bugsIn(
    'shaders/recurrence/received-some.wgsl',
    'gru by step',
    ['+ RECEIVED_FIRST', ''],
    ['/ RECEIVED_GATES * GATES', '/ RECEIVED_GATES * RECEIVED_GATES'],
  ),
  // what the composed strategy stands on
  ...bugsIn(
    'shaders/ops/pointwise.wgsl',
    'gru composed',
    ['a * (1.0 - b * b)', 'a * (1.0 - b)'],
    ['c[at] += value;', 'c[at] = value;'],
  ),
];

const trainingBugs: PlantedBug[] = [
  ...bugsIn(
    'shaders/ops/carry.wgsl',
    'lstm by step',
    ['reset != 0u', 'reset == 0u'],
    ['vec4f(0.0), reset', 'vec4f(1.0), reset'],
  ),
  ...bugsIn('shaders/ops/matmul.wgsl', 'lstm by step', ['value += bias[column4];', '']),
  ...bugsIn('shaders/ops/gather-rows.wgsl', 'lstm by step', [' + added;', ';']),
  ...bugsIn('shaders/ops/bias-gradient.wgsl', 'lstm by step', [
    'reduce_sum4(a + b',
    'reduce_sum4(a',
  ]),
  ...bugsIn('shaders/ops/softmax-cross-entropy.wgsl', 'lstm by step', [
    '(probability - hot)',
    'probability',
  ]),
  ...bugsIn('shaders/ops/gather-rows-gradient.wgsl', 'lstm by step', ['+ token + 1u]', '+ token]']),
  ...bugsIn(
    'shaders/optimizers/clip.wgsl',
    'training',
    ['step.clip_norm > 0.0', 'step.clip_norm > 1e9'],
    ['sqrt(total)', 'total'],
  ),
  ...bugsIn('shaders/optimizers/adam.wgsl', 'training', ['sqrt(v) * correction', 'sqrt(v)']),
  ...bugsIn('shaders/optimizers/norm.wgsl', 'training', ['value * value', 'value']),
];

export const engineBugs: readonly PlantedBug[] = [...cellBugs, ...strategyBugs, ...trainingBugs];

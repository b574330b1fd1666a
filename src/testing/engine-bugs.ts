/** The bugs that are planted in the engine, each with the check that must notice it. */
import { bugsIn, lookedAtBugs } from './looked-at-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

const cellBugs: PlantedBug[] = [
  ...bugsIn(
    'shaders/cells/rnn-tanh.wgsl',
    'rnn-tanh stepwise',
    ['grad_a * (1.0 - hidden * hidden)', 'grad_a * (1.0 - hidden)'],
    ['(*unit).received + (*unit).grad_hidden', '(*unit).grad_hidden'],
  ),
  ...bugsIn(
    'shaders/cells/rnn-relu.wgsl',
    'rnn-relu stepwise',
    ['select(vec4f(0.0), grad_a, (*unit).gates[0] > vec4f(0.0))', 'grad_a'],
    ['max((*unit).gates[0], vec4f(0.0))', '(*unit).gates[0]'],
  ),
  ...bugsIn(
    'shaders/cells/gru-simplified.wgsl',
    'gru-simplified stepwise',
    ['grad_c * (candidate - (*unit).before[0])', 'grad_c * candidate'],
    ['(*unit).direct = grad_c * (1.0 - update);', '(*unit).direct = grad_c * update;'],
  ),
  ...bugsIn(
    'shaders/cells/gru-reset-after.wgsl',
    'gru-reset-after stepwise',
    ['(*unit).gates[3] + (*unit).vectors[0]', '(*unit).gates[3]'],
    ['(*unit).gates[3] = grad_candidate * reset;', '(*unit).gates[3] = grad_candidate;'],
    ['(*unit).vectors[0] = (*unit).gates[3];', '(*unit).vectors[0] = (*unit).gates[0];'],
    ['grad_candidate * recall * reset', 'grad_candidate * reset'],
  ),
  ...bugsIn(
    'shaders/cells/lstm-peephole.wgsl',
    'lstm-peephole stepwise',
    ['(*unit).vectors[2] * cell', '(*unit).vectors[2] * before'],
    [' +\n    grad_output * (*unit).vectors[2]', ''],
    ['grad_c * forget + grad_update * (*unit).vectors[0]', 'grad_c * forget'],
    ['(*unit).gates[3] * (*unit).after[1]', '(*unit).gates[3] * (*unit).before[1]'],
  ),
  ...bugsIn(
    'shaders/cells/gru.wgsl',
    'gru stepwise',
    [
      'update * candidate + (1.0 - update) * before',
      '(1.0 - update) * candidate + update * before',
    ],
    ['(*unit).after[1] = reset * before;', '(*unit).after[1] = before;'],
    ['grad_c * (candidate - before)', 'grad_c * candidate'],
    ['(*unit).direct + (*unit).received', '(*unit).received'],
    ['(*unit).direct += grad_q * reset;', ''],
  ),
  ...bugsIn(
    'shaders/cells/lstm.wgsl',
    'lstm stepwise',
    ['(*unit).direct + grad_a * output', 'grad_a * output'],
    [' + grad_a * output * (1.0 - squashed * squashed)', ''],
    ['(*unit).gates[1] = forget;', '(*unit).gates[1] = update;'],
    ['grad_c * (*unit).before[1] * forget', 'grad_c * (*unit).after[1] * forget'],
    ['(*unit).direct = grad_c * forget;', '(*unit).direct = grad_c;'],
  ),
  ...bugsIn(
    'src/cells/rnn-tanh.ts',
    'rnn-tanh composed',
    ['arithmetic.tanh(preactivation(0, before[0]))', 'preactivation(0, before[0])'],
    ['arithmetic.tanh(', 'arithmetic.sigmoid('],
  ),
  ...bugsIn(
    'src/cells/rnn-relu.ts',
    'rnn-relu composed',
    ['arithmetic.relu(', 'arithmetic.tanh('],
    ['arithmetic.relu(preactivation(0, before[0]))', 'preactivation(0, before[0])'],
  ),
  ...bugsIn(
    'src/cells/gru-simplified.ts',
    'gru-simplified composed',
    ['oneMinus(update)', 'update'],
    ['tanh(preactivation(1', 'sigmoid(preactivation(1'],
  ),
  ...bugsIn(
    'src/cells/gru-reset-after.ts',
    'gru-reset-after composed',
    ['multiply(reset, recall)', 'multiply(reset, reset)'],
    ['add(preactivation(3, cellBefore), repeat(vectors[0]))', 'preactivation(3, cellBefore)'],
  ),
  ...bugsIn(
    'src/cells/lstm-peephole.ts',
    'lstm-peephole composed',
    ['gate(3, viewOutput, cell)', 'gate(3, viewOutput, cellBefore)'],
    ['gate(1, viewForget, cellBefore)', 'gate(1, viewUpdate, cellBefore)'],
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
  ...bugsIn('shaders/recurrence/stepwise-forward.wgsl', 'lstm stepwise', [
    '+= sums[first_sum + member];',
    '+= sums[first_sum];',
  ]),
  ...bugsIn('shaders/recurrence/stepwise-forward.wgsl', 'gru stepwise', [
    'select(moment.before, moment.now, OPERAND_TIME == 1u)',
    'moment.before',
  ]),
  ...bugsIn('shaders/recurrence/stepwise-forward.wgsl', 'gru-reset-after stepwise', [
    'FIRST_GATE - RECURRENT_FIRST + member',
    'FIRST_GATE + member',
  ]),
  ...bugsIn(
    'shaders/recurrence/stepwise-backward.wgsl',
    'lstm stepwise',
    ['unit.received = received;', 'unit.received = vec4f(0.0);'],
    ['starts == 1u', 'starts == 0u'],
    ['source_time = time_at(sizes.source_walked).time;', 'source_time = moment.time;'],
  ),
  ...bugsIn(
    'shaders/recurrence/received-some.wgsl',
    'gru stepwise',
    ['* GATES + RECEIVED_FIRST', '* GATES'],
    ['/ RECEIVED_GATES * GATES', '/ RECEIVED_GATES * RECEIVED_GATES'],
  ),
  ...bugsIn('shaders/recurrence/received-some.wgsl', 'gru-reset-after stepwise', [
    ' - RECURRENT_FIRST',
    '',
  ]),
  ...bugsIn(
    'shaders/recurrence/unit-gradients.wgsl',
    'lstm-peephole stepwise',
    ['biases[gate] += unit.gates[gate];', 'biases[gate] = unit.gates[gate];'],
    ['unit.after[state] = states[now', 'unit.after[state] = states[before'],
  ),
  // rows that do not begin; the wrong end of a walk
  ...bugsIn('shaders/recurrence/begin.wgsl', 'learned initial state', [
    'if (is_fresh(sequence))',
    'if (true)',
  ]),
  ...bugsIn('shaders/recurrence/begin.wgsl', 'tagger', ['== 1u)', '== 0u)']),
  ...bugsIn(
    'shaders/recurrence/begin-gradient.wgsl',
    'learned initial state',
    ['if (is_fresh(sequence)) {\n      sum', 'if (true) {\n      sum'],
    ['if (is_fresh(sequence)) {\n      memory', 'if (true) {\n      memory'],
  ),
  ...bugsIn(
    'shaders/recurrence/begin-gradient.wgsl',
    'tagger',
    ['direction() * LEARNED * sizes.hidden4', '0u'],
    ['hidden += direct[at + DIRECTIONS', 'hidden += 0.0 * direct[at + DIRECTIONS'],
  ),
  // both directions, lengths, dropout
  ...bugsIn(
    'shaders/recurrence/time.wgsl',
    'tagger',
    ['return Moment(time, time + 1u, time);', 'return Moment(time, time, time + 1u);'],
    ['sizes.time_steps - 1u - walked', 'walked'],
    ['row * DIRECTIONS + direction()', 'row * DIRECTIONS'],
  ),
  ...bugsIn('shaders/recurrence/lengths-forward.wgsl', 'tagger', [
    'time < lengths',
    'time <= lengths',
  ]),
  ...bugsIn('shaders/recurrence/stepwise-backward.wgsl', 'tagger', [
    'unit.gates = array<vec4f, GATES>();',
    '',
  ]),
  ...bugsIn(
    'shaders/lib/dropout.wgsl',
    'tagger',
    ['vec2u(LAYER, at)', 'vec2u(LAYER, 0u)'],
    ['1.0 / (1.0 - step.dropout)', '1.0'],
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
    'lstm stepwise',
    ['reset != 0u', 'reset == 0u'],
    ['vec4f(0.0), reset', 'vec4f(1.0), reset'],
  ),
  ...bugsIn('shaders/ops/matmul.wgsl', 'lstm stepwise', ['value += bias[column4];', '']),
  ...bugsIn('shaders/ops/gather-rows.wgsl', 'lstm stepwise', ['value += bias[column4];', '']),
  ...bugsIn('shaders/ops/bias-gradient.wgsl', 'lstm stepwise', [
    'reduce_sum4(a + b',
    'reduce_sum4(a',
  ]),
  ...bugsIn('shaders/ops/softmax-cross-entropy.wgsl', 'lstm stepwise', [
    '(probability - hot)',
    'probability',
  ]),
  ...bugsIn('shaders/ops/gather-rows-gradient.wgsl', 'lstm stepwise', [
    '+ token + 1u]',
    '+ token]',
  ]),
  ...bugsIn(
    'shaders/optimizers/clip.wgsl',
    'training by adam',
    ['step.clip_norm > 0.0', 'step.clip_norm > 1e9'],
    ['sqrt(total.y)', 'total.y'],
  ),
  ...bugsIn(
    'shaders/optimizers/clip.wgsl',
    'training by momentum',
    ['sqrt(total.y)', 'sqrt(total.x)'],
    ['clip_value(gradient) *', 'gradient *'],
  ),
  ...bugsIn('shaders/optimizers/clip-value.wgsl', 'training by momentum', ['-limit', 'vec4f(0.0)']),
  ...bugsIn(
    'shaders/optimizers/adam.wgsl',
    'training by adam',
    ['sqrt(v) * correction', 'sqrt(v)'],
    ['uniforms.share2 * g * g', 'uniforms.share2 * g'],
  ),
  ...bugsIn(
    'shaders/optimizers/adam.wgsl',
    'training by adamw',
    ['p - decay * p', 'p'],
    ['step.learning_rate * step.weight_decay', 'step.weight_decay'],
  ),
  ...bugsIn(
    'shaders/optimizers/rmsprop.wgsl',
    'training by rmsprop',
    ['uniforms.share * g * g', 'g * g'],
    ['uniforms.alpha * moments[at] + ', ''],
    ['sqrt(v)', 'v'],
  ),
  ...bugsIn(
    'shaders/optimizers/momentum.wgsl',
    'training by momentum',
    ['step.momentum * moments[at]', 'moments[at]'],
    ['moments[at] = m;', ''],
  ),
  ...bugsIn('shaders/optimizers/norm.wgsl', 'training by adam', ['value * value', 'value']),
  ...bugsIn('shaders/optimizers/norm.wgsl', 'training by momentum', [
    'clipped * clipped',
    'value * value',
  ]),
];

export const engineBugs: readonly PlantedBug[] = [
  ...cellBugs,
  ...strategyBugs,
  ...trainingBugs,
  ...lookedAtBugs,
];

/** Bugs in the kernels between the parts of a model: where one stack begins as another ends, pools, losses. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

export const partBugs: readonly PlantedBug[] = [
  // the wrong walk, and time that runs the wrong way
  ...bugsIn('shaders/recurrence/state-gradients.wgsl', 'gradient both ways', [
    'direction() * 2u * sizes.time_steps',
    '(1u - direction()) * 2u * sizes.time_steps',
  ]),
  ...bugsIn(
    'shaders/recurrence/memory-line.wgsl',
    'gradient both ways',
    ['select(row, last - row', 'select(row, row'],
    ['parts[row_of(k, t)]', 'parts[pair]'],
  ),
  // what reaches the last state of a source, and the losses behind it
  ...bugsIn('shaders/recurrence/state-gradients.wgsl', 'reach of an answer', [
    'ENDS == 1u && PHASE == 0u',
    'ENDS == 0u && PHASE == 0u',
  ]),
  ...bugsIn('shaders/recurrence/memory-line.wgsl', 'reach of an answer', [
    'let asked = uniforms.before + t;',
    'let asked = t;',
  ]),
  ...bugsIn('shaders/recurrence/lengths-full.wgsl', 'encoder and decoder', ['true', 'false']),
  ...bugsIn('shaders/recurrence/lengths-backward.wgsl', 'encoder and decoder', [
    'PHASE == 0u && sizes.starts == 0u',
    'PHASE == 1u && sizes.starts == 0u',
  ]),
  ...bugsIn('shaders/recurrence/stepwise-backward.wgsl', 'encoder and decoder', [
    ' + held(handed)',
    '',
  ]),
  ...bugsIn('shaders/ops/pointwise.wgsl', 'encoder and decoder', [
    'case 11u: { return vec4f(0.0); }',
    'case 11u: { return a; }',
  ]),
  // gradients of padding, of the source's second direction, of another sequence; what is not added
  ...bugsIn('shaders/ops/masked-softmax.wgsl', 'looking at a source', [
    'select(vec4f(0.0), power, real(c, length))',
    'power',
  ]),
  ...bugsIn('shaders/ops/masked-softmax-gradient.wgsl', 'looking at a source', [
    '(grad_y[at + c] - mean)',
    'grad_y[at + c]',
  ]),
  ...bugsIn('shaders/ops/additive-scores.wgsl', 'looking at a source', [
    'dot(v, tanh_safe(q + key[w + a]))',
    'dot(v, tanh_safe(q + key[z + a]))',
  ]),
  ...bugsIn(
    'shaders/ops/additive-scores-by-query.wgsl',
    'looking at a source',
    ['values += d * u;', 'values += u;'],
    ['slopes += d * (1.0 - u * u);', 'slopes += d * (1.0 - u);'],
  ),
  ...bugsIn('shaders/ops/additive-scores-by-key.wgsl', 'looking at a source', [
    't * uniforms.batch_size + row % uniforms.batch_size',
    't * uniforms.batch_size',
  ]),
  ...bugsIn('shaders/ops/weighted-sum.wgsl', 'looking at a source', [
    'view_column(global.x, uniforms.x_take, uniforms.x_skip)',
    'global.x',
  ]),
  ...bugsIn(
    'shaders/decode/beam.wgsl',
    'what a beam writes',
    ['- totals[row], 0.0, has_ended)', '- totals[row], -1.0, has_ended)'],
    ['!has_ended || v == uniforms.end', 'true'],
    ['score == last_score && index > last', 'false'],
    ['first + best / columns', 'first'],
  ),
  ...bugsIn(
    'shaders/ops/pool.wgsl',
    'answers for sequences',
    ['sum * shares.each', 'sum'],
    ['time * uniforms.batch_size + b', 'time * uniforms.batch_size'],
  ),
  ...bugsIn(
    'shaders/ops/pool-gradient.wgsl',
    'answers for sequences',
    ['time < shares.end', 'time <= shares.end'],
    ['row % uniforms.batch_size', '0u'],
  ),
  ...bugsIn(
    'shaders/ops/pool-share.wgsl',
    'answers for sequences',
    ['select(0u, length - 1u, is_first_direction)', 'length - 1u'],
    ['1.0 / f32(length)', '1.0'],
  ),
  ...bugsIn('shaders/ops/pool-lengths-given.wgsl', 'answers for sequences', [
    'clamp(lengths[step.slot * step.slot_words + sequence], 1u, time_steps)',
    'max(lengths[step.slot * step.slot_words + sequence], time_steps)',
  ]),
  ...bugsIn(
    'shaders/ops/sigmoid-cross-entropy.wgsl',
    'answers for sequences',
    ['(sigmoid(z) - y)', 'sigmoid(z)'],
    ['max(z, vec4f(0.0)) - z * y', 'max(z, vec4f(0.0)) - y'],
    ['let counted = wanted != vec4u(MASKED);', 'let counted = wanted != vec4u(7u);'],
  ),
  ...bugsIn(
    'shaders/ops/squared-error.wgsl',
    'numbers',
    ['2.0 * off * step.inverse_count', 'off * step.inverse_count'],
    ['sums += off * off;', 'sums += abs(off);'],
    ['wanted != vec4u(MASKED)', 'wanted != vec4u(7u)'],
  ),
  ...bugsIn('shaders/ops/targets-of-outputs.wgsl', 'numbers', ['row * uniforms.columns;', 'row;']),
  ...bugsIn(
    'shaders/ops/features.wgsl',
    'numbers',
    ['let own = at + row * columns;', 'let own = at + row;'],
    ['(column < vec4u(columns)) & (given', '(given'],
  ),
  ...bugsIn(
    'shaders/decode/sample.wgsl',
    'sequences that are drawn',
    ['row * uniforms.stride', '0u'],
    ['i | (row << 16u)', 'i'],
    ['% uniforms.capacity * uniforms.rows + row', '% uniforms.capacity * uniforms.rows'],
  ),
  ...bugsIn(
    'shaders/decode/barred.wgsl',
    'rules of what is drawn',
    ['(index % 32u)', '((index + 1u) % 32u)'],
    ['step.ending == ALONE && !is_end', 'step.ending == ALONE && is_end'],
    ['lost += select(0.0, own, is_lost)', 'lost += own'],
  ),
  ...bugsIn(
    'shaders/decode/top-p.wgsl',
    'rules of what is drawn',
    ['key_at(i) >= key && is_in(bound, i)', 'key_at(i) >= key'],
    ['>= wanted) {', '> 0.9 * wanted) {'],
    ['ceil(missing', '1.0 + ceil(missing'],
  ),
  ...bugsIn('shaders/decode/top-k.wgsl', 'rules of what is drawn', [
    'select(key_of(logit(index)), 0u, is_barred(index))',
    'key_of(logit(index))',
  ]),
];

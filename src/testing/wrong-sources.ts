type WrongSource = readonly [what: string, from: string, to: string];

/** Kernels got wrong, by what then is: a piece of their sources, and what is computed in its place. */
export const wrongSources: readonly WrongSource[] = [
  ['tanh', '1.0 - 2.0 / (exp(2.0 * size) + 1.0)', '1.0 - 2.002 / (exp(2.0 * size) + 1.0)'],
  ['sigmoid', 'return 1.0 / (1.0 + exp(', 'return 1.0 / (1.001 + exp('],
  ['backward', 'grad_c * (*unit).before[1] * forget', 'grad_c * forget'],
  ['the direct dc', '(*unit).direct = grad_c * forget', '(*unit).direct = vec4f(0.0)'],
  ['where streams begin', '!= 0u; }', '== 0u; }'],
  ['the gradient of where they begin', 'sum += gates[', 'sum += 1.002 * gates['],
  ['Adam', 'uniforms.share2 * g * g', 'uniforms.share2 * abs(g)'],
  ['clipping', 'step.clip_norm / (sqrt(total.y)', 'step.clip_norm / (sqrt(total.x) * 1.001'],
];

const real = 'return time < lengths[step.slot * step.slot_words + sequence];';

/** What a net has besides where the kernel is one that not all run. */
type Kind = 'sigmoid' | 'ends' | 'mean';

/** What only nets over whole sequences run: masks, the walk from the end, yes and no, one answer. */
export const wrongInSequences: readonly (WrongSource | readonly [...WrongSource, Kind])[] = [
  ['where sequences end', real, real.replace('time <', 'time + 1u <')],
  ['that they end', real, 'return time < lengths[step.slot] + 9u;'],
  [
    'the walk through padding',
    'select(gradient, vec4f(0.0), is_real',
    'select(gradient, gradient, is_real',
  ],
  [
    'the walk from the end',
    'return Moment(time, time + 1u, time);',
    'return Moment(time, time, time + 1u);',
  ],
  [
    'where each walk puts out',
    '(row * DIRECTIONS + direction())',
    '(row * DIRECTIONS + 1u - direction())',
  ],
  ['which targets count', 'select(0.0, step.inverse_count, counted)', 'step.inverse_count'],
  [
    'a step that reads nothing',
    'table[from_table + column4], is_known',
    'table[from_table + column4], true',
  ],
  [
    'the loss of yes and no',
    'return max(z, vec4f(0.0)) - z * y',
    'return max(z, vec4f(0.0)) - 1.002 * z * y',
    'sigmoid',
  ],
  ['its gradient', '(sigmoid(z) - y)', '(sigmoid(z) - 0.99 * y)', 'sigmoid'],
  ['which outputs count', 'select(vec4f(0.0), gradient, counted)', 'gradient', 'sigmoid'],
  ['the last state', 'select(0u, length - 1u, is_first_direction)', 'length - 1u', 'ends'],
  ['the mean', 'Shares(0u, length, 1.0 / f32(length))', 'Shares(0u, length, 0.3)', 'mean'],
  ['whose state it is', 'let b = row % uniforms.batch_size;', 'let b = 0u;', 'mean'],
];

/** What only an encoder and a decoder run: scores, shares, what is seen with them, and their gradients. */
export const wrongInTranslation: readonly WrongSource[] = [
  ['a score', 'dot(v, tanh_safe(q + key[y + a])),', 'dot(v, tanh_safe(q + key[x + a])),'],
  [
    'the gradient of a key',
    'slopes += d * (1.0 - u * u);\n    }\n    let value',
    'slopes += d * (1.0 - u);\n    }\n    let value',
  ],
  ['the gradient of v', 'values += d * u;', 'values += 1.002 * d * u;'],
  ['where a source ends', '< vec4u(length);', '< vec4u(length + 1u);'],
  ['the gradient of a share', '(grad_y[at + c] - mean)', '(grad_y[at + c] - 0.99 * mean)'],
  [
    'whose source it looks at',
    'let place = s * uniforms.batch_size + row % uniforms.batch_size;\n      let share',
    'let place = s * uniforms.batch_size;\n      let share',
  ],
  [
    'the gradient of what is looked at',
    'sum += share * grad_y[y_row',
    'sum += 1.002 * share * grad_y[y_row',
  ],
];

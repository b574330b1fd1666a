/** Kernels got wrong, by what then is: a piece of their sources, and what is computed in its place. */
export const wrongSources: readonly (readonly [what: string, from: string, to: string])[] = [
  ['tanh', '1.0 - 2.0 / (exp(2.0 * size) + 1.0)', '1.0 - 2.002 / (exp(2.0 * size) + 1.0)'],
  ['sigmoid', 'return 1.0 / (1.0 + exp(', 'return 1.0 / (1.001 + exp('],
  ['backward', 'grad_c * (*unit).before[1] * forget', 'grad_c * forget'],
  ['the carry of dc', '(*unit).carry = grad_c * forget', '(*unit).carry = vec4f(0.0)'],
  ['where streams begin', '!= 0u; }', '== 0u; }'],
  ['the gradient of where they begin', 'sum += gates[', 'sum += 1.002 * gates['],
  ['Adam', 'params.share2 * g * g', 'params.share2 * abs(g)'],
  ['clipping', 'step.clip_norm / (sqrt(total.y)', 'step.clip_norm / (sqrt(total.x) * 1.001'],
];

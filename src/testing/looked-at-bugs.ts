/** Faults in kernels that measure for the eye: gradients through time, pins, nudged weights. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

export const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

const throughTimeBugs: PlantedBug[] = [
  // each row's mask off by one
  ...bugsIn('shaders/ops/softmax-cross-entropy.wgsl', 'gradient through time', [
    'targets[step.slot * step.slot_words + uniforms.first_row + row]',
    'targets[step.slot * step.slot_words + max(row, 1u) - 1u]',
  ]),
  // gradients of the wrong step, or of the wrong state
  ...bugsIn(
    'shaders/recurrence/state-gradients.wgsl',
    'gradient through time',
    ['unit.after[state] = states[now', 'unit.after[state] = states[before'],
    ['+ moment.time) *', '+ sizes.source_walked) *'],
    ['select(direct[handed], vec4f(0.0), sizes.starts == 1u)', 'vec4f(0.0)'],
    ['unit4 + plane] = unit.direct;', 'unit4 + plane] = gradient;'],
    ['vec4f(0.0), shut), vec4f(1.0), open)', 'vec4f(0.0), open), vec4f(1.0), shut)'],
  ),
  ...bugsIn(
    'shaders/recurrence/memory-line.wgsl',
    'gradient through time',
    ['var j = k + 1u', 'var j = k'],
    ['gradient_at(max(k, 1u) - 1u, t, unit4)', 'gradient_at(k, t, unit4)'],
  ),
  ...bugsIn(
    'shaders/ops/row-norms.wgsl',
    'gradient through time',
    ['max(tops, abs(load', 'max(tops, (load'],
    ['largest * sqrt(total)', 'sqrt(total)'],
  ),
];

const pinBugs: PlantedBug[] = bugsIn(
  'shaders/recurrence/gates-pinned.wgsl',
  'pins',
  // of other units, held the wrong way, rounded at the wrong place
  ['unit4) * GATES', 'unit4 + 1u) * GATES'],
  ['pin == vec4u(2u)', 'pin == vec4u(1u)'],
  ['preactivation >= vec4f(0.0)', 'preactivation >= vec4f(1.0)'],
  ['pins[first_pin + index]', 'pins[first_pin]'],
);

// with these the loss is right and its gradient is not
const nudgeBugs: PlantedBug[] = [
  ...bugsIn('shaders/cells/lstm.wgsl', 'nudged weights', [
    ' + grad_a * output * (1.0 - squashed * squashed)',
    '',
  ]),
  ...bugsIn('shaders/recurrence/stepwise-backward.wgsl', 'nudged weights', [
    'unit.received = received;',
    'unit.received = vec4f(0.0);',
  ]),
];

export const lookedAtBugs: readonly PlantedBug[] = [...throughTimeBugs, ...pinBugs, ...nudgeBugs];

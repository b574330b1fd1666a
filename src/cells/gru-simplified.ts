/**
 * The course's first GRU, without a reset gate: Γu = σ(W_u[c⟨t−1⟩, x] + b_u),
 * c̃ = tanh(W_c[c⟨t−1⟩, x] + b_c), c = Γu*c̃ + (1−Γu)*c⟨t−1⟩, a = c.
 */
import shader from '../../shaders/cells/gru-simplified.wgsl?raw';
import type { Cell } from './cell.ts';
import { fanOut } from './diagram.ts';
import { gru } from './gru.ts';

// the same gates and memory as in the full GRU
const [, update, candidate] = gru.gates;
const [memory] = gru.slots;

export const gruSimplified: Cell = {
  id: 'gru-simplified',
  name: 'GRU (simplified)',
  help: 'One gate: Γu decides how much of the memory is replaced by the candidate.',
  gates: [update, candidate],
  slots: [memory],
  equations: {
    carried: 'c',
    lines: [
      {
        trace: 'candidate',
        latex: String.raw`\now{\tilde{c}} = \tanh(W_c[\prev{c}, \now{x}] + b_c)`,
      },
      ...gru.equations.lines.filter(({ trace }) => trace === 'update' || trace === 'hidden'),
    ],
  },
  diagram: {
    nodes: {
      before: { at: [44, 70], kind: 'before', slot: 'hidden' },
      x: { at: [160, 300], kind: 'input' },
      update: { at: [250, 205], kind: 'gate', trace: 'update', activation: 'σ' },
      candidate: { at: [480, 205], kind: 'gate', trace: 'candidate', activation: 'tanh' },
      rest: { at: [250, 108], kind: 'one-minus' },
      keep: { at: [250, 70], kind: 'times' },
      write: { at: [480, 142], kind: 'times' },
      add: { at: [480, 70], kind: 'plus', trace: 'hidden' },
      now: { at: [716, 70], kind: 'now', trace: 'hidden' },
      above: { at: [630, 14], kind: 'above' },
    },
    wires: [
      ['before', 'keep'],
      ['update', 'rest'],
      ['rest', 'keep'],
      ['keep', 'add'],
      ['update', 'write', [250, 142]],
      ['candidate', 'write'],
      ['write', 'add'],
      ['add', 'now'],
      ['add', 'above', [630, 70]],
    ],
    vectors: [
      ...fanOut('before', { update: 250, candidate: 480 }, [120, 70], [120, 262]),
      ...fanOut('x', { update: 250, candidate: 480 }, [160, 262]),
    ],
  },
  phases: [{ gates: [0, 2], operand: { slot: 0, time: 'before' }, slots: [0, 1] }],
  backwardPhases: [{ receives: [0, 2], time: 'after', writes: [0, 2] }],
  shader,

  compose({ arithmetic: { add, multiply, oneMinus, sigmoid, tanh }, before, preactivation }) {
    const [cellBefore] = before;
    const update = sigmoid(preactivation(0, cellBefore));
    const candidate = tanh(preactivation(1, cellBefore));
    const cell = add(multiply(update, candidate), multiply(oneMinus(update), cellBefore));
    return { gates: [update, candidate], slots: [cell] };
  },
};

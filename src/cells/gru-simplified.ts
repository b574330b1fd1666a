/**
 * The course's first GRU, without a reset gate: Γu = σ(W_u[c⟨t−1⟩, x] + b_u),
 * c̃ = tanh(W_c[c⟨t−1⟩, x] + b_c), c = Γu*c̃ + (1−Γu)*c⟨t−1⟩, a = c.
 */
import shader from '../../shaders/cells/gru-simplified.wgsl?raw';
import type { Cell } from './cell.ts';
import { gruSimplifiedDiagram } from './diagrams/gru-simplified.ts';
import { gru } from './gru.ts';

// the same gates and memory as in the full GRU
const [, update, candidate] = gru.gates;
const [memory] = gru.states;

export const gruSimplified: Cell = {
  id: 'gru-simplified',
  name: 'GRU (simplified)',
  help: 'One gate: Γu decides how much of the memory is replaced by the candidate.',
  gates: [update, candidate],
  states: [memory],
  memory: { state: 0, retainedBy: { gate: 0, complement: true } },
  equations: {
    recurrent: 'c',
    lines: [
      {
        trace: 'candidate',
        latex: String.raw`\now{\tilde{c}} = \tanh(W_c[\prev{c}, \now{x}] + b_c)`,
      },
      ...gru.equations.lines.filter(({ trace }) => trace === 'update' || trace === 'hidden'),
    ],
  },
  diagram: gruSimplifiedDiagram,
  phases: [{ gates: [0, 2], operand: { state: 0, time: 'before' }, states: [0, 1] }],
  backwardPhases: [{ receives: [0, 2], time: 'after', writes: [0, 2] }],
  shader,

  compose({ arithmetic: { add, multiply, oneMinus, sigmoid, tanh }, before, preactivation }) {
    const [cellBefore] = before;
    const update = sigmoid(preactivation(0, cellBefore));
    const candidate = tanh(preactivation(1, cellBefore));
    const cell = add(multiply(update, candidate), multiply(oneMinus(update), cellBefore));
    return { gates: [update, candidate], states: [cell] };
  },
};

/**
 * GRU of cuDNN and PyTorch, reset after the product: c̃ = tanh(W_cx x + b_cx + Γr*q),
 * q = W_cc c⟨t−1⟩ + b_cc, Γu and Γr as in the full GRU, c = Γu*c̃ + (1−Γu)*c⟨t−1⟩, a = c.
 */
import shader from '../../shaders/cells/gru-reset-after.wgsl?raw';
import type { Cell } from './cell.ts';
import { gruResetAfterDiagram } from './diagrams/gru-reset-after.ts';
import { gru } from './gru.ts';

// the same gates and memory as in the full GRU, but for what the candidate sees
const [reset, update, candidate] = gru.gates;
const [memory] = gru.states;
const seesProduct = String.raw`\now{\tilde{c}} = \tanh(W_{cx} \now{x} + b_{cx} + \Gamma_r * (W_{cc} \prev{c} + b_{cc}))`;

export const gruResetAfter: Cell = {
  id: 'gru-reset-after',
  name: 'GRU (reset after)',
  help: 'PyTorch’s GRU: Γr is applied after the matrix product, so one product is enough.',
  // what x has a part in comes first, what the memory has a part in last: both lie side by side
  gates: [
    candidate,
    { ...reset, help: 'Reset gate: how much of the memory’s product the candidate sees.' },
    update,
    {
      id: 'recall',
      symbol: 'q',
      help: 'The memory’s product plus bias, before the reset gate.',
      scale: 'free',
    },
  ],
  inputGates: [1, 2, 0],
  recurrentGates: [1, 2, 3],
  vectors: { name: 'bias_hn', terms: [{ gate: 3 }] },
  states: [memory],
  memory: { state: 0, retainedBy: { gate: 2, complement: true } },
  equations: {
    recurrent: 'c',
    lines: gru.equations.lines.map((line) =>
      line.trace === 'candidate' ? { ...line, latex: seesProduct } : line,
    ),
  },
  diagram: gruResetAfterDiagram,
  phases: [
    { gates: [1, 3], writes: [0, 4], operand: { state: 0, time: 'before' }, states: [0, 1] },
  ],
  backwardPhases: [{ receives: [1, 3], time: 'after', writes: [0, 4] }],
  shader,

  compose({ arithmetic, before, preactivation, vectors }) {
    const { add, multiply, oneMinus, repeat, sigmoid, tanh } = arithmetic;
    const [cellBefore] = before;
    const reset = sigmoid(preactivation(1, cellBefore));
    const update = sigmoid(preactivation(2, cellBefore));
    const recall = add(preactivation(3, cellBefore), repeat(vectors[0]));
    const candidate = tanh(add(preactivation(0), multiply(reset, recall)));
    const cell = add(multiply(update, candidate), multiply(oneMinus(update), cellBefore));
    return { gates: [candidate, reset, update, recall], states: [cell] };
  },
};

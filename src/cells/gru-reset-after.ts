/**
 * GRU of cuDNN and PyTorch, reset after the product: c̃ = tanh(W_cx x + b_cx + Γr*q),
 * q = W_cc c⟨t−1⟩ + b_cc, Γu and Γr as in the full GRU, c = Γu*c̃ + (1−Γu)*c⟨t−1⟩, a = c.
 */
import shader from '../../shaders/cells/gru-reset-after.wgsl?raw';
import type { Cell } from './cell.ts';
import { fanOut } from './diagram.ts';
import { gru } from './gru.ts';

// the same gates and memory as in the full GRU, but for what the candidate sees
const [reset, update, candidate] = gru.gates;
const [memory] = gru.slots;
const seesProduct = String.raw`\now{\tilde{c}} = \tanh(W_{cx} \now{x} + b_{cx} + \Gamma_r * (W_{cc} \prev{c} + b_{cc}))`;

export const gruResetAfter: Cell = {
  id: 'gru-reset-after',
  name: 'GRU (reset after)',
  help: "PyTorch's GRU: Γr acts on the product of the memory, so one product is enough.",
  // what x has a part in comes first, what the memory has a part in last: both lie side by side
  gates: [
    candidate,
    { ...reset, help: "Reset gate: how much of the memory's product the candidate sees." },
    update,
    {
      id: 'recall',
      symbol: 'q',
      help: "The memory's product and bias, before the reset gate.",
      scale: 'free',
      hidden: true,
    },
  ],
  inputGates: [1, 2, 0],
  recurrentGates: [1, 2, 3],
  vectors: { name: 'bias_hn', terms: [{ gate: 3 }] },
  slots: [memory],
  equations: {
    carried: 'c',
    lines: gru.equations.lines.map((line) =>
      line.trace === 'candidate' ? { ...line, latex: seesProduct } : line,
    ),
  },
  diagram: {
    nodes: {
      before: { at: [44, 70], kind: 'before', slot: 'hidden' },
      x: { at: [160, 300], kind: 'input' },
      update: { at: [180, 205], kind: 'gate', trace: 'update', activation: 'σ' },
      reset: { at: [290, 205], kind: 'gate', trace: 'reset', activation: 'σ' },
      seen: { at: [370, 205], kind: 'times' },
      recall: { at: [475, 205], kind: 'gate', trace: 'recall', activation: 'linear' },
      candidate: { at: [596, 205], kind: 'gate', trace: 'candidate', activation: 'tanh' },
      rest: { at: [180, 106], kind: 'one-minus' },
      keep: { at: [180, 70], kind: 'times' },
      write: { at: [596, 138], kind: 'times' },
      add: { at: [596, 70], kind: 'plus', trace: 'hidden' },
      now: { at: [716, 70], kind: 'now', trace: 'hidden' },
      above: { at: [650, 14], kind: 'above' },
    },
    wires: [
      ['before', 'keep'],
      ['update', 'rest'],
      ['rest', 'keep'],
      ['keep', 'add'],
      ['reset', 'seen'],
      ['recall', 'seen'],
      ['seen', 'candidate', [370, 170], [536, 170], [536, 205]],
      ['update', 'write', [180, 138]],
      ['candidate', 'write'],
      ['write', 'add'],
      ['add', 'now'],
      ['add', 'above', [650, 70]],
    ],
    vectors: [
      ...fanOut('before', { update: 180, reset: 290, recall: 475 }, [120, 70], [120, 262]),
      ...fanOut('x', { update: 180, reset: 290, candidate: 596 }, [160, 262]),
    ],
  },
  phases: [{ gates: [1, 3], writes: [0, 4], operand: { slot: 0, time: 'before' }, slots: [0, 1] }],
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
    return { gates: [candidate, reset, update, recall], slots: [cell] };
  },
};

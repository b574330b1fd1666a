/**
 * LSTM whose gates see the memory cell through diagonal weights: ẑu and ẑf also get v_u*c⟨t−1⟩ and
 * v_f*c⟨t−1⟩, ẑo gets v_o*c; the rest is the LSTM's. (Gers, Schraudolph, Schmidhuber 2002)
 */
import shader from '../../shaders/cells/lstm-peephole.wgsl?raw';
import type { Cell, TimeStep } from './cell.ts';
import { lstmPeepholeDiagram } from './diagrams/lstm-peephole.ts';
import { lstm } from './lstm.ts';

export const lstmPeephole: Cell = {
  ...lstm,
  id: 'lstm-peephole',
  name: 'LSTM (peepholes)',
  help: 'An LSTM whose gates also see the memory cell.',
  equations: {
    recurrent: 'a',
    lines: [
      {
        trace: 'candidate',
        latex: String.raw`\now{\tilde{c}} = \tanh(W_c[\prev{a}, \now{x}] + b_c)`,
      },
      {
        trace: 'update',
        latex: String.raw`\Gamma_u = \sigma(W_u[\prev{a}, \now{x}] + v_u * \prev{c} + b_u)`,
      },
      {
        trace: 'forget',
        latex: String.raw`\Gamma_f = \sigma(W_f[\prev{a}, \now{x}] + v_f * \prev{c} + b_f)`,
      },
      {
        trace: 'cell',
        latex: String.raw`\now{c} = \Gamma_u * \now{\tilde{c}} + \Gamma_f * \prev{c}`,
      },
      {
        trace: 'output',
        latex: String.raw`\Gamma_o = \sigma(W_o[\prev{a}, \now{x}] + v_o * \now{c} + b_o)`,
      },
      {
        trace: 'hidden',
        latex: String.raw`\now{a} = \Gamma_o * \tanh(\now{c})`,
      },
    ],
  },
  diagram: lstmPeepholeDiagram,
  vectors: {
    name: 'weight_peephole',
    terms: [
      { gate: 0, times: { state: 1, time: 'before' } },
      { gate: 1, times: { state: 1, time: 'before' } },
      { gate: 3, times: { state: 1, time: 'now' } },
    ],
  },
  shader,

  compose<Value>({ arithmetic, before, preactivation, vectors }: TimeStep<Value>) {
    const { add, multiply, repeat, sigmoid, tanh } = arithmetic;
    const [hiddenBefore, cellBefore] = before;
    const [viewUpdate, viewForget, viewOutput] = vectors.map(repeat);
    const gate = (index: number, view: Value, cell: Value) =>
      sigmoid(add(preactivation(index, hiddenBefore), multiply(view, cell)));
    const update = gate(0, viewUpdate, cellBefore);
    const forget = gate(1, viewForget, cellBefore);
    const candidate = tanh(preactivation(2, hiddenBefore));
    const cell = add(multiply(update, candidate), multiply(forget, cellBefore));
    const output = gate(3, viewOutput, cell);
    const hidden = multiply(output, tanh(cell));
    return { gates: [update, forget, candidate, output], states: [hidden, cell] };
  },
};

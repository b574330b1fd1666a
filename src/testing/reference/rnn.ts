/** The plain recurrent cell, a = g(W_a[a_prev, x] + b_a), with g = tanh or ReLU. */
import { recurrent, recurrentBackward } from './cell.ts';
import type { ReferenceCell } from './cell.ts';
import { elementwise, sum } from './matrix.ts';

/** `slope`: g′ as a function of a = g(preactivation). */
function rnn(id: string, g: (x: number) => number, slope: (a: number) => number): ReferenceCell {
  return {
    id,
    gateCount: 1,
    states: ['hidden'],
    shapes: (hiddenSize) => ({ weight_hh: [hiddenSize, hiddenSize] }),

    forward(parameters, [input], previous) {
      const hidden = elementwise(g, sum(input, recurrent(parameters, 0, previous.hidden)));
      return { previous, states: { hidden }, traces: { hidden } };
    },

    backward(parameters, { previous, states }, stateGradients, gradients) {
      const input = elementwise((da, a) => da * slope(a), stateGradients.hidden, states.hidden);
      const hidden = recurrentBackward(parameters, gradients, 0, input, previous.hidden);
      return { input: [input], previous: { hidden } };
    },
  };
}

export const rnnTanh = rnn('rnn-tanh', Math.tanh, (a) => 1 - a * a);
/** The slope at 0 is 0, as in PyTorch. */
export const rnnRelu = rnn(
  'rnn-relu',
  (x) => Math.max(x, 0),
  (a) => (a > 0 ? 1 : 0),
);

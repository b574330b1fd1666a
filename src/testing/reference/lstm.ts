/**
 * The LSTM, and the LSTM whose gates see the memory cell.
 *   c̃ = tanh(W_c[a_prev, x] + b_c)      Γu, Γf, Γo = σ(W_·[a_prev, x] + b_·)
 *   c = Γu * c̃ + Γf * c_prev            a = Γo * tanh(c)
 * Gate order is PyTorch's i f g o = Γu Γf c̃ Γo.
 */
import { freeGates, recurrent, recurrentBackward } from './cell.ts';
import type { ReferenceCell } from './cell.ts';
import { splitColumns } from './layout.ts';
import { addColumnSums, elementwise, repeatRow, sigmoid, sum } from './matrix.ts';
import type { Matrix } from './matrix.ts';

const updateGate = 0;
const forgetGate = 1;
const candidateGate = 2;
const outputGate = 3;

/** Gradient by the preactivation of σ, from that by its value. */
const throughSigmoid = (d: number, gate: number) => d * gate * (1 - gate);
/** Gradient by the preactivation of tanh, from that by its value. */
const throughTanh = (d: number, value: number) => d * (1 - value * value);
const product = (a: number, b: number) => a * b;

export const lstm: ReferenceCell = {
  id: 'lstm',
  gateCount: 4,
  states: ['hidden', 'cell'],
  shapes: (hiddenSize) => ({ weight_hh: [4 * hiddenSize, hiddenSize] }),

  forward(parameters, input, previous, hold = freeGates) {
    const preactivation = (gate: number) =>
      sum(input[gate], recurrent(parameters, gate, previous.hidden));
    const update = hold('update', elementwise(sigmoid, preactivation(updateGate)));
    const forget = hold('forget', elementwise(sigmoid, preactivation(forgetGate)));
    const candidate = elementwise(Math.tanh, preactivation(candidateGate));
    const output = hold('output', elementwise(sigmoid, preactivation(outputGate)));
    const cell = sum(
      elementwise(product, update, candidate),
      elementwise(product, forget, previous.cell),
    );
    const hidden = elementwise((o, c) => o * Math.tanh(c), output, cell);
    return {
      previous,
      states: { hidden, cell },
      traces: { update, forget, output, candidate, cell, hidden },
    };
  },

  backward(parameters, { previous, traces }, stateGradients, gradients) {
    const { update, forget, output, candidate, cell } = traces;
    const dHidden = stateGradients.hidden;
    const dOutput = elementwise((da, c) => da * Math.tanh(c), dHidden, cell);
    const dCell = sum(
      stateGradients.cell,
      elementwise((da, o, c) => da * o * (1 - Math.tanh(c) ** 2), dHidden, output, cell),
    );
    const input = [
      elementwise(throughSigmoid, elementwise(product, dCell, candidate), update),
      elementwise(throughSigmoid, elementwise(product, dCell, previous.cell), forget),
      elementwise(throughTanh, elementwise(product, dCell, update), candidate),
      elementwise(throughSigmoid, dOutput, output),
    ];
    const [first, ...others] = input.map((d, gate) =>
      recurrentBackward(parameters, gradients, gate, d, previous.hidden),
    );
    return {
      input,
      previous: { hidden: sum(first, ...others), cell: elementwise(product, dCell, forget) },
      memory: dCell,
    };
  },
};

/**
 * Gers, Schraudolph and Schmidhuber, "Learning precise timing with LSTM recurrent networks", 2002:
 * Γu and Γf also see v_u * c_prev and v_f * c_prev, Γo sees v_o * c.
 * weight_peephole [3H] holds v_u, v_f, v_o.
 */
export const lstmPeephole: ReferenceCell = {
  id: 'lstm-peephole',
  gateCount: 4,
  states: ['hidden', 'cell'],
  shapes: (hiddenSize) => ({
    weight_hh: [4 * hiddenSize, hiddenSize],
    weight_peephole: [3 * hiddenSize],
  }),

  forward(parameters, input, previous, hold = freeGates) {
    const preactivation = (gate: number) =>
      sum(input[gate], recurrent(parameters, gate, previous.hidden));
    const [vUpdate, vForget, vOutput] = peepholes(parameters.weight_peephole, previous.cell.rows);
    const seen = (v: Matrix, c: Matrix) => elementwise(product, v, c);
    const update = hold(
      'update',
      elementwise(sigmoid, sum(preactivation(updateGate), seen(vUpdate, previous.cell))),
    );
    const forget = hold(
      'forget',
      elementwise(sigmoid, sum(preactivation(forgetGate), seen(vForget, previous.cell))),
    );
    const candidate = elementwise(Math.tanh, preactivation(candidateGate));
    const cell = sum(
      elementwise(product, update, candidate),
      elementwise(product, forget, previous.cell),
    );
    const output = hold(
      'output',
      elementwise(sigmoid, sum(preactivation(outputGate), seen(vOutput, cell))),
    );
    const hidden = elementwise((o, c) => o * Math.tanh(c), output, cell);
    return {
      previous,
      states: { hidden, cell },
      traces: { update, forget, output, candidate, cell, hidden },
    };
  },

  backward(parameters, { previous, traces }, stateGradients, gradients) {
    const { update, forget, output, candidate, cell } = traces;
    const [vUpdate, vForget, vOutput] = peepholes(parameters.weight_peephole, cell.rows);
    const dHidden = stateGradients.hidden;
    const dOutput = elementwise(
      throughSigmoid,
      elementwise((da, c) => da * Math.tanh(c), dHidden, cell),
      output,
    );
    const dCell = sum(
      stateGradients.cell,
      elementwise((da, o, c) => da * o * (1 - Math.tanh(c) ** 2), dHidden, output, cell),
      elementwise(product, dOutput, vOutput),
    );
    const dUpdate = elementwise(throughSigmoid, elementwise(product, dCell, candidate), update);
    const dForget = elementwise(throughSigmoid, elementwise(product, dCell, previous.cell), forget);
    const dCandidate = elementwise(throughTanh, elementwise(product, dCell, update), candidate);
    const input = [dUpdate, dForget, dCandidate, dOutput];
    const [first, ...others] = input.map((d, gate) =>
      recurrentBackward(parameters, gradients, gate, d, previous.hidden),
    );
    addPeephole(gradients.weight_peephole, 0, dUpdate, previous.cell);
    addPeephole(gradients.weight_peephole, 1, dForget, previous.cell);
    addPeephole(gradients.weight_peephole, 2, dOutput, cell);
    const dPreviousCell = sum(
      elementwise(product, dCell, forget),
      elementwise(product, dUpdate, vUpdate),
      elementwise(product, dForget, vForget),
    );
    return {
      input,
      previous: { hidden: sum(first, ...others), cell: dPreviousCell },
      memory: dCell,
    };
  },
};

/** v_u, v_f, v_o, each repeated over the batch: [B, H]. */
function peepholes(weight: Matrix, batchSize: number): Matrix[] {
  return splitColumns(weight, 3).map(({ values }) => repeatRow(values, batchSize));
}

/** dv += sum over the batch of d * c, v the peephole of this number. */
function addPeephole(gradient: Matrix, number: number, d: Matrix, c: Matrix): void {
  const { columns } = d;
  const target = gradient.values.subarray(number * columns, (number + 1) * columns);
  addColumnSums(target, elementwise(product, d, c));
}

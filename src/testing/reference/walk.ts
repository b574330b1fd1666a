/** One direction of one recurrent layer, walked through time and back. */
import type { ReferenceCell, CellParameters, CellState, TimeStep, GateHold } from './cell.ts';
import { joinColumns, splitColumns } from './layout.ts';
import { addColumnSums, addOuter, addRow, chooseRows, matrix, sum } from './matrix.ts';
import { times, timesTransposed } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** Parameters of one direction of a layer, or their gradients. */
export interface WalkParameters {
  weightIh: Matrix;
  biasIh: Float64Array;
  own: CellParameters;
}

export interface Walk {
  cell: ReferenceCell;
  parameters: WalkParameters;
  /** Per time step [B, I], whatever the direction. */
  inputs: Matrix[];
  isReverse: boolean;
  hold?: GateHold;
  /** [B]; absent: all T. Beyond a row's length its state stays as it is. */
  lengths?: ArrayLike<number>;
}

/** Time steps in the order of the walk. */
function order({ inputs, isReverse }: Walk): number[] {
  const timeSteps = inputs.map((_, t) => t);
  return isReverse ? timeSteps.reverse() : timeSteps;
}

/** Per row, whether time step t belongs to its sequence. */
function realRows({ lengths, inputs }: Walk, t: number): boolean[] {
  return Array.from({ length: inputs[t].rows }, (_, b) => !lengths || t < lengths[b]);
}

/** A walk from the end meets each row's padding first, so it starts at the row's own last token. */
export function walkForward(
  walk: Walk,
  initial: CellState,
): { steps: TimeStep[]; final: CellState } {
  const { cell, parameters, inputs } = walk;
  const steps: TimeStep[] = [];
  let states = initial;
  for (const t of order(walk)) {
    const product = timesTransposed(inputs[t], parameters.weightIh);
    const preactivations = splitColumns(addRow(product, parameters.biasIh), cell.gateCount);
    const step = cell.forward(parameters.own, preactivations, states, walk.hold);
    const before = states;
    states = mapStates(step.states, (after, name) =>
      chooseRows(realRows(walk, t), after, before[name]),
    );
    steps[t] = { ...step, states, traces: { ...step.traces, ...states } };
  }
  return { steps, final: states };
}

/** What reached a layer's states at a time step on every way: of a, and of c where that is not a. */
export type Reached = Record<'state', Matrix> & Partial<Record<'memory', Matrix>>;

/**
 * Given the gradients by the outputs, per time step [B, H]: adds to `gradientsAt` of it, returns the
 * gradients by the inputs and by the states, per time step, and by the initial states. `final`: what
 * reaches the states at the end of the walk besides; absent: nothing.
 */
export function walkBackward(
  walk: Walk,
  steps: TimeStep[],
  outputGradients: Matrix[],
  gradientsAt: (time: number) => WalkParameters,
  final?: CellState,
): { inputs: Matrix[]; reached: Reached[]; initial: CellState } {
  const { cell, parameters, inputs } = walk;
  const inputGradients: Matrix[] = [];
  const reached: Reached[] = [];
  const zeros = matrix(outputGradients[0].rows, outputGradients[0].columns);
  let flowing: CellState = final ?? Object.fromEntries(cell.states.map((name) => [name, zeros]));
  for (const t of order(walk).reverse()) {
    const isReal = realRows(walk, t);
    const after: CellState = { ...flowing, hidden: sum(flowing.hidden, outputGradients[t]) };
    const seen = mapStates(after, (d) => chooseRows(isReal, d, zeros));
    const gradients = gradientsAt(t);
    const d = cell.backward(parameters.own, steps[t], seen, gradients.own);
    const dPreactivations = joinColumns(d.input);
    addOuter(gradients.weightIh, dPreactivations, inputs[t]);
    addColumnSums(gradients.biasIh, dPreactivations);
    inputGradients[t] = times(dPreactivations, parameters.weightIh);
    reached[t] = { state: after.hidden, ...(d.memory ? { memory: d.memory } : {}) };
    flowing = mapStates(d.previous, (previous, name) => chooseRows(isReal, previous, after[name]));
  }
  return { inputs: inputGradients, reached, initial: flowing };
}

function mapStates(states: CellState, f: (state: Matrix, name: string) => Matrix): CellState {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, f(state, name)]));
}

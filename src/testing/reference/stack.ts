/**
 * Recurrent layers on top of one another, in one direction or both: layer l reads what layer l − 1
 * puts out, the forward half before the reverse half, times the factors of dropout.
 */
import type { CellParameters, CellState, TimeStep, GateHold } from './cell.ts';
import { cellById } from './cells.ts';
import { joinColumns, joinTime, splitColumns, splitTime } from './layout.ts';
import { addColumnSums, chooseRows, elementwise, matrix, repeatRow, sum } from './matrix.ts';
import type { Matrix, Tensors } from './matrix.ts';
import { directionsOf, layerInputSize, layerParameter } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';
import { walkBackward, walkForward } from './walk.ts';
import type { Walk, WalkParameters } from './walk.ts';

/** What a stack is given besides parameters, for one batch. */
export interface StackBatch {
  batchSize: number;
  timeSteps: number;
  /** [B]: the real time steps of each sequence; absent: all T. */
  lengths?: ArrayLike<number>;
  /** [B]: true where the stream starts anew, from zero or the learned state. Absent: none does. */
  resets?: ArrayLike<boolean | number>;
  /** Per layer above the first, the factors of its input, [T, B, D·H]. */
  dropout?: Float64Array[];
  /** Per layer and direction, what the gates become. Forward only. */
  holds?: (GateHold | undefined)[];
}

/** Entry layer · D + direction of each list belongs to that direction of that layer. */
export interface StackForward {
  /** Per time step [B, D·H]. */
  outputs: Matrix[];
  walks: { walk: Walk; steps: TimeStep[] }[];
  finalStates: Tensors[];
  /** Each [T, B, H]. */
  traces: Tensors[];
  /** [B]: whose state is zero or the learned one at the start. */
  startsAnew: boolean[];
}

export interface StackBackward {
  /** Per time step [B, I] of layer 0. */
  inputs: Matrix[];
  /** By the given initial states; 0 where a stream starts anew. */
  initialStates: Tensors[];
  /** By the states of every time step: `state` and, where that is another, `memory`, [T, B, H]. */
  reached: Tensors[];
}

/** `initialStates`: per layer and direction, each state vector [B, H]; absent: all start anew. */
export function stackForward(
  model: ModelShape,
  parameters: Tensors,
  inputs: Matrix[],
  batch: StackBatch,
  initialStates?: Tensors[],
): StackForward {
  const cell = cellById(model.cell);
  const directions = directionsOf(model);
  const startsAnew = Array.from(
    { length: batch.batchSize },
    (_, b) => !initialStates || Boolean(batch.resets?.[b]),
  );
  const walks: StackForward['walks'] = [];
  const finalStates: Tensors[] = [];
  let below = inputs;
  for (let layer = 0; layer < model.numLayers; layer += 1) {
    if (layer > 0) below = dropped(below, batch, layer);
    const halves = directions.map((isReverse) => {
      const own = walkParameters(model, parameters, layer, isReverse);
      const hold = batch.holds?.[walks.length];
      const walk = {
        cell,
        parameters: own,
        inputs: below,
        isReverse,
        hold,
        lengths: batch.lengths,
      };
      const given = initialStates?.[walks.length];
      const anew = freshState(model, parameters, batch.batchSize, layer, isReverse);
      const start = given ? chooseStates(startsAnew, anew, given) : anew;
      const { steps, final } = walkForward(walk, start);
      walks.push({ walk, steps });
      finalStates.push(asArrays(final));
      return steps.map(({ states }) => states.hidden);
    });
    below = halves[0].map((_, t) => joinColumns(halves.map((half) => half[t])));
  }
  const traces = walks.map(({ steps }) => joinTraces(steps.map((step) => step.traces)));
  return { outputs: below, walks, finalStates, traces, startsAnew };
}

/**
 * Adds to `gradientsAt` of every time step; `outputGradients` per time step [B, D·H], `finalGradients` by the final states of
 * each layer and direction, [B, H]; absent: nothing reaches them.
 */
export function stackBackward(
  model: ModelShape,
  batch: StackBatch,
  { walks, startsAnew }: StackForward,
  outputGradients: Matrix[],
  gradientsAt: (time: number) => Tensors,
  finalGradients?: readonly Tensors[],
): StackBackward {
  const directions = directionsOf(model);
  const initialStates: Tensors[] = [];
  const reached: Tensors[] = [];
  let above = outputGradients;
  for (let layer = model.numLayers - 1; layer >= 0; layer -= 1) {
    const halves = above.map((d) => splitColumns(d, directions.length));
    const inputGradients = directions.map((isReverse, direction) => {
      const index = layer * directions.length + direction;
      const { walk, steps } = walks[index];
      const own = (time: number) => walkParameters(model, gradientsAt(time), layer, isReverse);
      const half = halves.map((parts) => parts[direction]);
      const final = finalGradients && asMatrices(finalGradients[index], batch.batchSize);
      const d = walkBackward(walk, steps, half, own, final);
      reached[index] = joinTraces(d.reached);
      initialStates[index] = {};
      for (const [name, state] of Object.entries(d.initial)) {
        const zeros = matrix(state.rows, state.columns);
        initialStates[index][name] = chooseRows(startsAnew, zeros, state).values;
        if (!model.learnsInitialState) continue;
        const first = isReverse ? outputGradients.length - 1 : 0;
        const learned = gradientsAt(first)[layerParameter(`initial_${name}`, layer, isReverse)];
        addColumnSums(learned, chooseRows(startsAnew, state, zeros));
      }
      return d.inputs;
    });
    const [first, ...others] = inputGradients;
    above = first.map((d, t) => sum(d, ...others.map((half) => half[t])));
    if (layer > 0) above = dropped(above, batch, layer);
  }
  return { inputs: above, initialStates, reached };
}

/** Forward and backward alike: times the factors. */
function dropped(steps: Matrix[], { dropout }: StackBatch, layer: number): Matrix[] {
  if (!dropout) return steps;
  const [{ rows, columns }] = steps;
  const factors = splitTime(dropout[layer - 1], rows, columns);
  return steps.map((step, t) => elementwise((x, factor) => x * factor, step, factors[t]));
}

/** Zero or the learned state, for every row of the batch. */
function freshState(
  model: ModelShape,
  parameters: Tensors,
  batchSize: number,
  layer: number,
  isReverse: boolean,
): CellState {
  const state = (name: string) =>
    model.learnsInitialState
      ? repeatRow(parameters[layerParameter(`initial_${name}`, layer, isReverse)], batchSize)
      : matrix(batchSize, model.hiddenSize);
  return Object.fromEntries(cellById(model.cell).states.map((name) => [name, state(name)]));
}

function chooseStates(isFirst: boolean[], first: CellState, second: Tensors): CellState {
  return Object.fromEntries(
    Object.entries(first).map(([name, state]) => [
      name,
      chooseRows(isFirst, state, matrix(state.rows, state.columns, second[name])),
    ]),
  );
}

function walkParameters(
  model: ModelShape,
  tensors: Tensors,
  layer: number,
  isReverse: boolean,
): WalkParameters {
  const cell = cellById(model.cell);
  const rows = cell.gateCount * model.hiddenSize;
  const tensor = (name: string) => tensors[layerParameter(name, layer, isReverse)];
  const own: CellParameters = Object.fromEntries(
    Object.entries(cell.shapes(model.hiddenSize)).map(([name, shape]) => {
      const [columns, ownRows = 1] = shape.toReversed();
      return [name, matrix(ownRows, columns, tensor(name))];
    }),
  );
  return {
    weightIh: matrix(rows, layerInputSize(model, layer), tensor('weight_ih')),
    biasIh: tensor('bias_ih'),
    own,
  };
}

function joinTraces(steps: Record<string, Matrix>[]): Tensors {
  const ids = Object.keys(steps[0] ?? {});
  return Object.fromEntries(ids.map((id) => [id, joinTime(steps.map((step) => step[id]))]));
}

function asMatrices(arrays: Tensors, rows: number): CellState {
  const entries = Object.entries(arrays);
  return Object.fromEntries(
    entries.map(([name, values]) => [name, matrix(rows, values.length / rows, values)]),
  );
}

/** Copies, so that a result never shares memory with its input. */
function asArrays(matrices: Record<string, Matrix>): Tensors {
  return Object.fromEntries(
    Object.entries(matrices).map(([name, { values }]) => [name, values.slice()]),
  );
}

/**
 * What a cell of the reference is: one time step forward, one time step backward.
 * Every cell is affine in its input, so the layer computes `W_ih x + b_ih` and hands it over as one
 * [B, H] matrix per gate; the cell adds the recurrent part and its own mathematics.
 */
import { addOuter, rowBlock, times, timesTransposed } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** `hidden` is the activation a; `cell` the memory c of an LSTM. Each [B, H]. */
export type CellState = Record<string, Matrix>;

/** The cell's own parameters, or their gradients, by PyTorch's names without the layer. */
export type CellParameters = Record<string, Matrix>;

export interface TimeStep {
  previous: CellState;
  states: CellState;
  /**
   * `update` Γu, `reset` Γr, `forget` Γf, `output` Γo, `candidate` c̃, `cell` c, `hidden` a: those
   * the cell has, each [B, H]. Enough for backward.
   */
  traces: Record<string, Matrix>;
}

interface CellGradients {
  /** By the preactivation of each gate, PyTorch's order, each [B, H]. */
  input: Matrix[];
  /** By the states before this time step. */
  previous: CellState;
  /** By the memory c after this time step on every way, through a too; absent where c is a. */
  memory?: Matrix;
}

/** What a gate becomes, [B, H]: itself, or held. Backward knows nothing of it. */
export type GateHold = (gate: string, values: Matrix) => Matrix;
export const freeGates: GateHold = (_, values) => values;

export interface ReferenceCell {
  readonly id: string;
  /** G: how many gates are stacked in weight_ih, weight_hh and bias_ih. */
  readonly gateCount: number;
  /** The state vectors that are carried, in PyTorch's order. */
  readonly states: readonly string[];
  /** Shapes of the parameters beside weight_ih and bias_ih; a vector [N] is handed over as [1, N]. */
  shapes(hiddenSize: number): Record<string, number[]>;
  /** `input`: W_ih x + b_ih of each gate, each [B, H]. */
  forward(
    parameters: CellParameters,
    input: Matrix[],
    previous: CellState,
    hold?: GateHold,
  ): TimeStep;
  /**
   * `stateGradients`: of the loss by the states after this time step. Adds this time step's share
   * to `gradients`, one entry per own parameter.
   */
  backward(
    parameters: CellParameters,
    step: TimeStep,
    stateGradients: CellState,
    gradients: CellParameters,
  ): CellGradients;
}

/** Rows k·H … (k+1)·H of a stacked weight [G·H, H]: the weight of gate k, [H, H]. */
function gateWeight(stacked: Matrix, gate: number): Matrix {
  return rowBlock(stacked, gate * stacked.columns, stacked.columns);
}

/** W_k · state for each row of the batch: [B, H]. */
export function recurrent(parameters: CellParameters, gate: number, state: Matrix): Matrix {
  return timesTransposed(state, gateWeight(parameters.weight_hh, gate));
}

/**
 * Backward of `recurrent`: adds the weight's gradient and returns the state's, given the gradient
 * by the product.
 */
export function recurrentBackward(
  parameters: CellParameters,
  gradients: CellParameters,
  gate: number,
  productGradient: Matrix,
  state: Matrix,
): Matrix {
  addOuter(gateWeight(gradients.weight_hh, gate), productGradient, state);
  return times(productGradient, gateWeight(parameters.weight_hh, gate));
}

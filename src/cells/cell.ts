/**
 * The contract of a recurrent cell: only gate mathematics. How time is walked is a strategy's
 * business (`src/recurrence`), and every strategy serves every cell.
 *
 * A cell is one file here (sizes, gates, the composed form) and one under `shaders/cells` (the same
 * mathematics for four units at a time: `cell_forward` and `cell_backward`).
 */
import type { Tensor } from '../graph/tensor.ts';
import type { TraceRole } from '../protocol/catalogue.ts';
import type { Diagram } from '../protocol/diagram.ts';

export interface Gate {
  /** Names it in messages, in the equations and in the drawing; nobody reads a meaning into it. */
  id: string;
  /** As the course writes it. */
  symbol: string;
  /** Index of its weights in the course: `u` for W_u and b_u. Without one it has no row of W_x. */
  letter?: string;
  help: string;
  /** What it is to the cell. Without a role it is only saved for the backward pass, never shown. */
  role?: TraceRole;
  /** Range of its activation: 0…1, −1…1, 0… or any number. */
  scale: 'gate' | 'signed' | 'free';
  /** PyTorch's gate is 1 − this one: its rows of weights and bias are negated at every boundary. */
  negated?: boolean;
}

/** Neighbouring gates. */
type Gates = readonly [first: number, count: number];

/** Weights per unit beside the matrices: further biases, or diagonals that multiply a state. */
export interface UnitVectors {
  /** PyTorch's way of naming: `rnn.<name>_l0`. */
  name: string;
  /** Which gate each vector adds to, and which state it multiplies there; a bias multiplies none. */
  terms: readonly { gate: number; times?: { state: number; time: 'before' | 'now' } }[];
}

/** A vector kept for every time step. State 0 is what the layer puts out. */
export interface State {
  id: string;
  symbol: string;
  help: string;
  scale: 'signed' | 'free';
  /** Without a role it is not shown: a gate of the same id is, or it is saved for the backward pass. */
  role?: TraceRole;
}

/** What lasts from time step to time step, and the gate that says how much of it stays. */
export interface Memory {
  state: number;
  /** The share that stays is this gate, or what it leaves of 1. */
  retainedBy: { gate: number; complement: boolean };
}

/** What the cell computes, as the course writes it; made into MathML when the page is built. */
export interface Equations {
  /** The state that the recurrent weights multiply. */
  recurrent: 'a' | 'c';
  /**
   * In order, each with the trace it gives. LaTeX, where `\now{x}` and `\prev{x}` stand for
   * x^⟨t⟩ and x^⟨t−1⟩, `*` is element-wise and `[p, q]` are stacked vectors.
   */
  lines: readonly { trace: string; latex: string }[];
}

/** One recurrent product and the gate mathematics that follow it. */
export interface Phase {
  /** The gates whose preactivations the product completes: first, and how many. */
  gates: Gates;
  /** The gates that are written, where they are others than those. */
  writes?: Gates;
  /** What is multiplied: a state, of the time step before or of this one. */
  operand: { state: number; time: 'before' | 'now' };
  /** The states written. */
  states: readonly [first: number, count: number];
}

/** The same for the backward pass, in its order. */
export interface BackwardPhase {
  /** The gate gradients that are multiplied by the weights: first, and how many. */
  receives: Gates;
  /** Of the time step after this one, or of this one. */
  time: 'after' | 'now';
  /** The gate gradients written. */
  writes: Gates;
}

/** Plain ops on [B, H], for the composed form; on tensors of a graph, or on numbers at once. */
export interface Arithmetic<Value = Tensor> {
  add: (a: Value, b: Value) => Value;
  multiply: (a: Value, b: Value) => Value;
  oneMinus: (a: Value) => Value;
  sigmoid: (a: Value) => Value;
  tanh: (a: Value) => Value;
  relu: (a: Value) => Value;
  /** A unit vector [1, H] for every row of the batch. */
  repeat: (vector: Value) => Value;
}

export interface TimeStep<Value = Tensor> {
  arithmetic: Arithmetic<Value>;
  /** States of the time step before. */
  before: readonly Value[];
  /** W_x x + b of this gate, where it has them, plus `operand` times its recurrent weights. */
  preactivation: (gate: number, operand?: Value) => Value;
  /** The cell's unit vectors, each [1, H]. */
  vectors: readonly Value[];
}

export interface ComposedResult<Value = Tensor> {
  /** Activations in the order of `gates`. */
  gates: readonly Value[];
  states: readonly Value[];
}

export interface Cell {
  id: string;
  name: string;
  help: string;
  /** In the order of storage; PyTorch's, unless `inputGates` or `recurrentGates` say otherwise. */
  gates: readonly Gate[];
  /** The gate of each row block of PyTorch's weight_ih; they are the first ones stored. */
  inputGates?: readonly number[];
  /** The gate of each row block of PyTorch's weight_hh; they lie side by side. */
  recurrentGates?: readonly number[];
  vectors?: UnitVectors;
  /** Nothing is handed on: there are no recurrent weights, and a state is what the layer puts out alone. */
  isPlain?: true;
  states: readonly State[];
  /** Without one, every time step overwrites all that was there. */
  memory?: Memory;
  equations: Equations;
  /** How the course draws it; without one its gates and states are drawn alone. */
  diagram?: Diagram;
  phases: readonly Phase[];
  backwardPhases: readonly BackwardPhase[];
  /** Source of shaders/cells/<id>.wgsl. */
  shader: string;
  /** One time step in plain ops: slow, always right, the reference for the fused kernels. */
  compose<Value>(timeStep: TimeStep<Value>): ComposedResult<Value>;
}

/** The states that a time step hands to the next one, the first ones; others are worked out anew. */
export function recurrentStatesOf({ states }: Cell): readonly State[] {
  return states.filter(({ role }, state) => role || state === 0);
}

/** The gate of each row block of weight_ih, in PyTorch's order. */
export function inputGatesOf({ gates, inputGates }: Cell): readonly number[] {
  return inputGates ?? gates.map((_, gate) => gate);
}

/** The gate of each row block of weight_hh, in PyTorch's order. */
export function recurrentGatesOf({ gates, recurrentGates }: Cell): readonly number[] {
  return recurrentGates ?? gates.map((_, gate) => gate);
}

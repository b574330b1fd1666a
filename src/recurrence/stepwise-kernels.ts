/** The kernels and launches of strategy `stepwise`; twin of shaders/recurrence/stepwise-*.wgsl. */
import activations from '../../shaders/lib/activations.wgsl?raw';
import dropout from '../../shaders/lib/dropout.wgsl?raw';
import noDropout from '../../shaders/lib/dropout-none.wgsl?raw';
import random from '../../shaders/lib/random.wgsl?raw';
import stepNumbers from '../../shaders/lib/step.wgsl?raw';
import unit from '../../shaders/lib/unit.wgsl?raw';
import backwardFile from '../../shaders/recurrence/stepwise-backward.wgsl?raw';
import forwardFile from '../../shaders/recurrence/stepwise-forward.wgsl?raw';
import gatesFree from '../../shaders/recurrence/gates-free.wgsl?raw';
import gatesPinned from '../../shaders/recurrence/gates-pinned.wgsl?raw';
import lengthsAll from '../../shaders/recurrence/lengths-all.wgsl?raw';
import lengthsFull from '../../shaders/recurrence/lengths-full.wgsl?raw';
import lengthsBackward from '../../shaders/recurrence/lengths-backward.wgsl?raw';
import lengthsForward from '../../shaders/recurrence/lengths-forward.wgsl?raw';
import outputDropped from '../../shaders/recurrence/output-dropped.wgsl?raw';
import outputWhole from '../../shaders/recurrence/output-whole.wgsl?raw';
import packedBackward from '../../shaders/recurrence/packed-backward.wgsl?raw';
import packedForward from '../../shaders/recurrence/packed-forward.wgsl?raw';
import receivedAll from '../../shaders/recurrence/received-all.wgsl?raw';
import receivedSome from '../../shaders/recurrence/received-some.wgsl?raw';
import stateGradientsFile from '../../shaders/recurrence/state-gradients.wgsl?raw';
import time from '../../shaders/recurrence/time.wgsl?raw';
import vectorsNone from '../../shaders/recurrence/vectors-none.wgsl?raw';
import vectorsSome from '../../shaders/recurrence/vectors-some.wgsl?raw';
import {
  type BackwardPhase,
  type Cell,
  inputGatesOf,
  type Phase,
  recurrentGatesOf,
} from '../cells/cell.ts';
import type { Dispatch, Node, Target } from '../graph/op.ts';
import { quarter, type Tensor } from '../graph/tensor.ts';
import { productKernel } from '../ops/product.ts';
import type { LayerSizes, LayerTensors } from './strategy.ts';

export interface WalkAttributes {
  cell: Cell;
  sizes: LayerSizes;
  tensors: LayerTensors;
  /** Where the output goes, some of it dropped. */
  dropped?: Tensor;
  /** The states at the ends, see `Walk`. */
  finals: readonly (readonly Tensor[])[];
}

export interface WalkBackAttributes extends WalkAttributes {
  /** The direct gradient holds the gradients of the final states at the start. */
  isDirectGiven: boolean;
}

/** What all time steps of a phase launch, and the weights as it wants them. */
export interface WalkLaunch {
  kernel: Dispatch['kernel'];
  grid: Dispatch['grid'];
  weights: Tensor;
}

/** Rows of the batch that one invocation of the register forms takes. */
function rowBlockOf(batchSize: number): number {
  if (batchSize === 1) return 1;
  return batchSize > 8 ? 16 : batchSize > 4 ? 8 : 4;
}

/** What the kernels of a cell know of it. */
export function cellConstants(cell: Cell, { directions }: LayerSizes): Record<string, number> {
  const recurrent = recurrentGatesOf(cell);
  return {
    DIRECTIONS: directions,
    RECURRENT: recurrent.length,
    RECURRENT_FIRST: Math.min(...recurrent),
    VECTORS: cell.vectors?.terms.length ?? 1,
  };
}

/** Sources that both walks append. */
function walkLibraries({ cell, tensors }: WalkAttributes): string[] {
  return [
    cell.shader,
    unit,
    activations,
    time,
    stepNumbers,
    tensors.vectors ? vectorsSome : vectorsNone,
    ...(tensors.dropout === undefined ? [noDropout] : [dropout, random]),
  ];
}

/** Directions lie along z. */
function alongZ(
  { kernel, grid: [x, y] }: ReturnType<typeof productKernel>,
  { directions }: LayerSizes,
) {
  return { kernel, grid: [x, y, directions] as const };
}

export function forwardKernel(
  attributes: WalkAttributes,
  phase: Phase,
  index: number,
  target: Target,
) {
  const { cell, sizes, tensors } = attributes;
  const [firstGate, gates] = phase.gates;
  const [firstWritten, writtenGates] = phase.writes ?? phase.gates;
  // an even number of columns of vec4 fills a CPU's registers
  const units = target.form === 'cpu' && gates % 2 === 1 ? 2 : 1;
  const product = productKernel(
    target,
    {
      label: `recurrence/stepwise.forward ${cell.id} phase ${index}`,
      file: forwardFile,
      entryPoint: 'forward',
      libraries: [
        ...walkLibraries(attributes),
        tensors.pins ? gatesPinned : gatesFree,
        ...(tensors.lengths ? [lengthsForward] : [lengthsAll]),
        tensors.dropout === undefined ? outputWhole : outputDropped,
        ...(target.form === 'cpu' ? [packedForward] : []),
      ],
      constants: {
        ...cellConstants(cell, sizes),
        PHASE: index,
        LAYER: tensors.dropout ?? 0,
        FILLED_GATES: inputGatesOf(cell).length,
        FIRST_GATE: firstGate,
        PHASE_GATES: gates,
        UNITS: units,
        WRITTEN_FIRST: firstWritten,
        WRITTEN_GATES: writtenGates,
        FIRST_STATE: phase.states[0],
        PHASE_STATES: phase.states[1],
        OPERAND_STATE: phase.operand.state,
        OPERAND_TIME: phase.operand.time === 'now' ? 1 : 0,
      },
    },
    {
      rows: sizes.batchSize,
      columns4: quarter(sizes.hiddenSize) * gates,
      group: gates * units,
      rowBlock: rowBlockOf(sizes.batchSize),
    },
  );
  return alongZ(product, sizes);
}

export function forwardDispatch(
  { inputs: [gates], attributes }: Node<WalkAttributes>,
  walked: number,
  { kernel, grid, weights }: WalkLaunch,
): Dispatch {
  const { sizes, tensors, dropped } = attributes;
  const { states, pins } = tensors;
  return {
    label: `${states.name} ⟨t⟩`,
    kernel,
    bindings: {
      gates,
      weight_hh: weights,
      states,
      ...optional(tensors),
      ...(dropped ? { dropped } : {}),
      ...(pins ? { pins } : {}),
    },
    uniforms: {
      walked,
      ...stateUniforms(states, sizes),
    },
    grid,
  };
}

export function backwardKernel(
  attributes: WalkBackAttributes,
  phase: BackwardPhase,
  index: number,
  target: Target,
) {
  const { cell, sizes, tensors } = attributes;
  const [receivedFirst, receivedGates] = phase.receives;
  const receivesAll = receivedGates === cell.gates.length;
  const group = target.form === 'tiles' ? 1 : 2;
  const product = productKernel(
    target,
    {
      label: `recurrence/stepwise.backward ${cell.id} phase ${index}`,
      file: backwardFile,
      entryPoint: 'backward',
      libraries: [
        ...walkLibraries(attributes),
        gatesFree,
        ...heldLibraries(attributes),
        receivesAll ? receivedAll : receivedSome,
        ...(target.form === 'cpu' ? [packedBackward] : []),
      ],
      constants: {
        ...cellConstants(cell, sizes),
        PHASE: index,
        LAYER: tensors.dropout ?? 0,
        ...(tensors.stateGradients
          ? { ...heldGates(cell), ENDS: attributes.isDirectGiven ? 1 : 0 }
          : {}),
        RECEIVED_FIRST: receivedFirst,
        RECEIVED_GATES: receivedGates,
        WRITTEN_FIRST: phase.writes[0],
        WRITTEN_GATES: phase.writes[1],
      },
    },
    {
      rows: sizes.batchSize,
      columns4: quarter(sizes.hiddenSize),
      group,
      rowBlock: rowBlockOf(sizes.batchSize),
    },
  );
  return alongZ(product, sizes);
}

export function backwardDispatch(
  { inputs: [gates, gradHidden, direct], attributes }: Node<WalkBackAttributes>,
  walked: number,
  phase: BackwardPhase,
  { kernel, grid, weights }: WalkLaunch,
): Dispatch {
  const { sizes, tensors, isDirectGiven } = attributes;
  const { states } = tensors;
  const last = walked === sizes.timeSteps - 1;
  const after = phase.time === 'after';
  return {
    label: `${states.name} ⟨t⟩ gradient`,
    kernel,
    bindings: {
      gates,
      weight_hh: weights,
      states,
      grad_hidden: gradHidden,
      direct,
      ...optional(tensors),
      ...(tensors.stateGradients ? { state_gradients: tensors.stateGradients } : {}),
    },
    uniforms: {
      walked,
      source_walked: after && !last ? walked + 1 : walked,
      receives: after && last ? 0 : 1,
      starts: after && last && !isDirectGiven ? 1 : 0,
      ...stateUniforms(states, sizes),
    },
    grid,
  };
}

/** What backward does with the gradient of the hidden state besides using it. */
function heldLibraries({ tensors, isDirectGiven }: WalkBackAttributes): string[] {
  if (tensors.stateGradients) return [stateGradientsFile];
  if (tensors.lengths) return [lengthsForward, lengthsBackward];
  return isDirectGiven ? [lengthsFull, lengthsBackward] : [lengthsAll];
}

/** The gates of a step that keeps all of its memory, as bits: those held at 1, those held at 0. */
function heldGates({ memory, vectors }: Cell): Record<string, number> {
  if (!memory) return { OPEN_GATES: 0, SHUT_GATES: 0 };
  const { gate: keeping, complement } = memory.retainedBy;
  const bit = 1 << keeping;
  // what looks at the memory of before, held at an end of its range, passes nothing on to it
  const looking = (vectors?.terms ?? [])
    .filter(({ times }) => times?.state === memory.state && times.time === 'before')
    .reduce((bits, { gate }) => bits | (1 << gate), 0);
  return complement
    ? { OPEN_GATES: 0, SHUT_GATES: looking | bit }
    : { OPEN_GATES: bit, SHUT_GATES: looking & ~bit };
}

function optional({ vectors, lengths }: LayerTensors): Record<string, Tensor> {
  return { ...(vectors ? { vectors } : {}), ...(lengths ? { lengths } : {}) };
}

export function stateUniforms(states: Tensor, { timeSteps, batchSize, hiddenSize }: LayerSizes) {
  const hidden4 = quarter(hiddenSize);
  return {
    time_steps: timeSteps,
    batch_size: batchSize,
    hidden4,
    state_stride: (timeSteps + 1) * batchSize * hidden4,
    states_offset: states.offset4,
  };
}

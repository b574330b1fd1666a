/**
 * Does this GPU compute what it should? One training step of a tiny net of the same kind, with the
 * kernels that the real one uses, against the same mathematics on the CPU.
 */
import { inputGatesOf, recurrentGatesOf } from '../cells/cell.ts';
import type { Batch } from '../data/batches.ts';
import type { KernelForm } from '../gpu/device.ts';
import { UnsupportedDeviceError } from '../lib/errors.ts';
import { initialParameters } from '../model/initialisation.ts';
import type { Unrolling } from '../model/language-model.ts';
import type { NamedValues } from '../model/parameters.ts';
import { layerSuffix, type ModelShape } from '../model/shape.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { type Vector, VectorTape } from './cpu-vectors.ts';
import { type Engine, Net } from './net.ts';
import { Trainer } from './trainer.ts';

const seed = 20;
const unrolling = { timeSteps: 3, batchSize: 2, strategy: 'step' } as const satisfies Unrolling;
const tokens = [0, 3, 1, 4, 2, 2];
const targets = [1, 4, 2, 0, 0, 3];
/** What loss and norm may differ by, relative: far above rounding in f32, far below any mistake. */
const tolerance = 1e-4;

/** Kernels compiled, of how many. */
type OnKernel = (done: number, total: number) => void;

interface StepNumbers {
  loss: number;
  /** Of the gradient of all weights. */
  norm: number;
}

/** Of the same kind, so that the same kernels run; sizes that are no multiples of anything. */
function tinyShape({ cell, layers, embeddingSize }: ModelShape): ModelShape {
  const sizes = { hiddenSize: 6, vocabSize: 5, embeddingSize: embeddingSize > 0 ? 3 : 0 };
  return { cell, layers: Math.min(2, layers), ...sizes };
}

/** One step of the tiny net on the GPU. */
async function onGpu(
  engine: Engine,
  shape: ModelShape,
  optimizer: Optimizer,
  form: KernelForm,
  onKernel?: OnKernel,
): Promise<StepNumbers> {
  const batches = {
    fill(_: number, into: Batch) {
      into.tokens.set(tokens);
      into.targets.set(targets);
      into.reset.fill(0);
    },
  };
  const net = await Net.create(engine, { shape, optimizer, form, seed });
  try {
    const rates = { learningRate: 0.1, clipNorm: 1 };
    const trainer = await Trainer.create(net, unrolling, batches, rates, onKernel);
    try {
      trainer.run(1);
      const read = await trainer.readLosses();
      return { loss: read?.losses[0] ?? NaN, norm: read?.norms[0] ?? NaN };
    } finally {
      trainer.destroy();
    }
  } finally {
    net.destroy();
  }
}

/** The same step on the CPU, by the cell's composed form. */
function onCpu(shape: ModelShape, named: readonly NamedValues[]): StepNumbers {
  const { cell, layers, hiddenSize, embeddingSize, vocabSize } = shape;
  const { timeSteps, batchSize } = unrolling;
  const tape = new VectorTape();
  const weights = new Map(named.map(({ name, values }) => [name, tape.vector(values)]));
  const get = (name: string) => weights.get(name) as Vector;
  const signs = cell.gates.map(({ negated }) => (negated ? -1 : 1));
  /** Rows of a gate in a matrix or bias, with the sign that the cell gives them. */
  const signed = (gate: number, rows: Vector) => tape.part(rows, 0, hiddenSize, signs[gate]);
  const { arithmetic } = tape;
  let loss = 0;
  for (let row = 0; row < batchSize; row++) {
    const zeros = () => cell.slots.map(() => tape.vector(new Float64Array(hiddenSize)));
    const before = Array.from({ length: layers }, zeros);
    for (let time = 0; time < timeSteps; time++) {
      const token = tokens[time * batchSize + row];
      const oneHot = tape.vector(Array.from({ length: vocabSize }, (_, t) => Number(t === token)));
      let x =
        embeddingSize > 0
          ? tape.part(get('embedding.weight'), token * embeddingSize, embeddingSize)
          : oneHot;
      for (let layer = 0; layer < layers; layer++) {
        const of = (name: string) => get(`rnn.${name}${layerSuffix(layer)}`);
        const read = x;
        const { slots } = cell.compose({
          arithmetic,
          before: before[layer],
          vectors: (cell.vectors?.terms ?? []).map((_, index) =>
            tape.part(of(cell.vectors?.name ?? ''), index * hiddenSize, hiddenSize),
          ),
          preactivation(gate, operand) {
            const terms: Vector[] = [];
            const at = inputGatesOf(cell).indexOf(gate) * hiddenSize;
            if (at >= 0) {
              terms.push(signed(gate, tape.product(of('weight_ih'), read, at, hiddenSize)));
              terms.push(tape.part(of('bias_ih'), at, hiddenSize, signs[gate]));
            }
            const from = recurrentGatesOf(cell).indexOf(gate) * hiddenSize;
            if (operand) {
              terms.push(signed(gate, tape.product(of('weight_hh'), operand, from, hiddenSize)));
            }
            return terms.reduce((sum, term) => arithmetic.add(sum, term));
          },
        });
        before[layer] = [...slots];
        x = slots[0];
      }
      const received = tape.product(get('head.weight'), x, 0, vocabSize);
      const logits = arithmetic.add(received, get('head.bias'));
      const target = targets[time * batchSize + row];
      const share = 1 / tokens.length;
      loss += share * tape.crossEntropy(logits, target, share);
    }
  }
  tape.backward();
  const squares = [...weights.values()].map(({ gradient }) =>
    gradient.reduce((sum, d) => sum + d * d, 0),
  );
  return { loss, norm: Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) };
}

const agrees = (got: number, expected: number) =>
  Math.abs(got - expected) <= tolerance * (1 + Math.abs(expected));

/** Results are kept per device: the same kind of net is tested once. */
const tested = new WeakMap<Engine, Map<string, Promise<StepNumbers>>>();

/**
 * The first of some kernel forms, the wanted one first, that computes what it should.
 * @throws UnsupportedDeviceError when none does
 */
export async function soundForm(
  engine: Engine,
  shape: ModelShape,
  optimizer: Optimizer,
  forms: readonly KernelForm[],
  onKernel?: OnKernel,
): Promise<KernelForm> {
  const tiny = tinyShape(shape);
  const expected = onCpu(tiny, initialParameters(tiny, seed));
  const known = tested.get(engine) ?? new Map<string, Promise<StepNumbers>>();
  tested.set(engine, known);
  let got: StepNumbers = { loss: NaN, norm: NaN };
  for (const form of forms) {
    const key = [tiny.cell.id, tiny.layers, tiny.embeddingSize, optimizer.id, form].join(' ');
    const result = known.get(key) ?? onGpu(engine, tiny, optimizer, form, onKernel);
    known.set(key, result);
    result.catch(() => known.delete(key));
    got = await result;
    if (agrees(got.loss, expected.loss) && agrees(got.norm, expected.norm)) return form;
  }
  throw new UnsupportedDeviceError({
    where: 'device',
    what: 'this GPU computes wrong numbers in a step whose result is known',
    values: {
      gpu: engine.gpu.name,
      kernels: forms.join(', '),
      loss: got.loss,
      'right loss': expected.loss,
      'gradient norm': got.norm,
      'right norm': expected.norm,
    },
    advice: 'Update the graphics driver, or use another browser or GPU',
  });
}

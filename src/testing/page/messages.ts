/** What a worker might say, with numbers that differ from field to field: a swap shows. */
import type { Settings } from '../../config/settings.ts';
import { catalogue } from '../../worker/catalogue.ts';
import { describeTranslation } from '../../model/describe-source.ts';
import { describeUnrolled } from '../../model/describe-unrolled.ts';
import { encoderDecoder } from '../../model/encoder-decoder.ts';
import { softmax } from '../../model/objective.ts';
import { recordTraining } from '../../model/recordings.ts';
import { optimizers } from '../../optimizers/index.ts';
import { cells } from '../../cells/index.ts';
import type { Problem } from '../../lib/problems.ts';
import type { CellInfo } from '../../protocol/catalogue.ts';
import type { EngineInfo } from '../../protocol/engine-info.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import type { NetInfo } from '../../protocol/net-info.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import type { TrainingProgress } from '../../protocol/training.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { taggerGraph, trainingGraph } from '../model-graphs.ts';
import { parameterShapes } from '../reference/model-shape.ts';
import { uniformNumbers } from '../reference/random-model.ts';

/** Problems, and what the page says of them. */
export const tooLarge: Problem = {
  ...{ code: 'over memory budget', values: { bytes: 3 * 2 ** 30, budget: 2 ** 30 } },
};
export const saidTooLarge =
  'net: it would take more memory than a page should: size 3 GiB, budget 1 GiB. Choose a smaller batch size, fewer time steps or a smaller hidden size.';
export const emptyText: Problem = { code: 'text empty', values: { name: 'words.txt' } };
export const noNumber: Problem = {
  ...{ code: 'not finite', values: { step: 1235, learningRate: 0.25, clipNorm: 5 } },
};
export const saidNoNumber =
  'training: for five steps the loss or the gradient norm was not a finite number: first step 1,235, learning rate 0.25, clip norm 5. Go back and train with a lower learning rate, or rewind.';
export const wrongNumbers: Problem = {
  code: 'wrong numbers',
  values: {
    ...{ engine: 'gpu', name: 'Some GPU', kernels: 'tiles', cell: 'lstm' },
    ...{ number: 'loss', got: '2.5', right: '2.25' },
  },
};
export const cutOff: Problem = { code: 'file cut off', values: { needed: 1234, given: 567 } };
export const saidCutOff =
  'checkpoint: the file is cut off: bytes needed 1,234, bytes there 567. Choose a .safetensors file that is complete and was not changed.';

export function engineOf(changes: Partial<EngineInfo> = {}): EngineInfo {
  return {
    kind: 'gpu',
    name: 'Some engine',
    isFallback: false,
    kernels: 'tiles',
    threads: 1,
    aloneBecause: null,
    ...changes,
  };
}

export function textOf(changes: Partial<TextInfo> = {}): TextInfo {
  return {
    source: 'builtin',
    name: 'alice',
    title: 'Alice’s Adventures in Wonderland',
    tokens: 1234567,
    hash: '0123456789abcdef',
    symbols: [
      { symbol: ' ', count: 54321 },
      { symbol: 'e', count: 4321 },
      { symbol: '\n', count: 1 },
    ],
    trainTokens: 1111111,
    heldOutTokens: 123456,
    chanceLoss: 4.3125,
    unigramEntropy: 3.1875,
    bigramEntropy: 2.4375,
    encoding: 'utf-8',
    replacements: 0,
    rare: { symbols: 0, characters: 0 },
    partOf: null,
    preview: 'The start of what is trained on',
    heldOutPreview: 'The start of what is held out',
    lines: ['the first line', 'a second line', 'some third line'],
    ...changes,
  };
}

interface NetSizes {
  layers?: number;
  hiddenSize?: number;
  vocabSize?: number;
  embeddingSize?: number;
  /** 2: a tagger of batches with masks, whose layers read both ways. */
  directions?: 1 | 2;
  outputSize?: number;
}

/** A net that nobody builds; its drawing and its parameters are those that a real one would have. */
export function netOf(cell: string, sizes: NetSizes = {}, changes: Partial<NetInfo> = {}): NetInfo {
  const { layers = 2, hiddenSize = 4, vocabSize = 7, embeddingSize = 0 } = sizes;
  const { directions = 1, outputSize = vocabSize } = sizes;
  const own = { hiddenSize, vocabSize, embeddingSize, directions, outputSize };
  const shape = { cell: cells.find(({ id }) => id === cell)!, layers, ...own };
  const unrolling = { timeSteps: 6, batchSize: 3, strategy: 'stepwise' } as const;
  const { graph } =
    directions === 2
      ? taggerGraph(shape, { ...unrolling, hasLengths: true }, optimizers[0])
      : trainingGraph(shape, unrolling, optimizers[0]);
  return {
    parameters: 81920,
    parameterList: parameterShapes({ cell, numLayers: layers, ...own }),
    bytes: 3.25 * 1024 * 1024,
    dispatchesPerStep: 140,
    tokensPerStep: 2048,
    kernels: 'tiles',
    avoided: null,
    layers,
    directions,
    hiddenSize,
    cell,
    unrolled: describeUnrolled(graph),
    plan: 'plan training, staged',
    memory: [
      { name: 'arena 0', bytes: 2.5 * 1024 * 1024 },
      { name: 'weights', bytes: 768 * 1024 },
      { name: 'uniforms', bytes: 512 },
    ],
    ...changes,
  };
}

/** An encoder that reads both ways, and a decoder that looks back. */
export function translatorNetOf(cell: string): NetInfo {
  const sizes = { layers: 1, hiddenSize: 4, vocabSize: 7, embeddingSize: 0 };
  const encoder = { vocabSize: 9, directions: 2, hasAttention: true } as const;
  const model = encoderDecoder({
    ...{ ...sizes, encoder },
    cell: cells.find(({ id }) => id === cell)!,
  });
  const unrolling = { timeSteps: 6, batchSize: 3, strategy: 'stepwise', hasLengths: true } as const;
  const { graph } = recordTraining(model, softmax, optimizers[0], unrolling);
  return { ...netOf(cell, { layers: 1 }), unrolled: describeTranslation(graph) };
}

/** A run that was read from a file, or as it was kept. */
export function loadedOf(
  settings: Settings,
  changes: Partial<Extract<WorkerMessage, { type: 'run.loaded' }>> = {},
): WorkerMessage {
  const losses = { firstStep: 1, losses: new Float32Array(0), norms: new Float32Array(0) };
  return {
    ...{ type: 'run.loaded', info: netOf(settings.cell), text: textOf(), settings, source: null },
    ...{ curves: { losses, validations: [] }, leftOut: [], ...changes },
  };
}

export function progressOf(changes: Partial<TrainingProgress>): WorkerMessage {
  const progress: TrainingProgress = {
    state: 'running',
    step: 1,
    epoch: 0,
    tokensPerSecond: 0,
    seconds: 0,
    ...changes,
  };
  return { type: 'training.progress', progress };
}

export function cellInfo(id: string): CellInfo {
  return catalogue().cells.find((cell) => cell.id === id)!;
}

/** Values for every trace of a cell, apart from trace to trace and from unit to unit. */
export function gatesFrameOf(cell: string, changes: Partial<GatesFrame> = {}): GatesFrame {
  const { hiddenSize = 4, tokens = [...'ab c\n'], layer = 1 } = changes;
  const info = cellInfo(cell);
  const next = uniformNumbers(40 + layer);
  const traces = [...info.traces, ...info.saved].map(({ id, scale }) => ({
    id,
    values: Float32Array.from({ length: tokens.length * hiddenSize }, () => {
      const share = 0.05 + 0.9 * next();
      return scale === 'gate' ? share : scale === 'signed' ? 2 * share - 1 : 6 * share - 2;
    }),
  }));
  const starts = info.traces
    .filter(({ role }) => role === 'activation' || role === 'memory')
    .map(({ id }) => ({ id, values: Float32Array.from({ length: hiddenSize }, next) }));
  return {
    step: 321,
    layer,
    direction: 0,
    tokens,
    skipped: [],
    hiddenSize,
    traces,
    starts,
    expected: null,
    loss: 1.75,
    pinned: 0,
    unpinned: null,
    ...changes,
  };
}

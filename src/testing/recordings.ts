/**
 * What PyTorch computed, as scripts/record-pytorch.py wrote it down. Weights and batches are drawn
 * here from the recorded seeds, in the order in which the script draws them.
 */
import { readFileSync } from 'node:fs';
import { StreamBatches } from '../data/batches.ts';
import { Vocabulary } from '../data/vocabulary.ts';
import { noToken } from '../ops/no-token.ts';
import type { Tensors } from './reference/matrix.ts';
import type { ModelShape } from './reference/model-shape.ts';
import {
  randomBatch,
  randomLengths,
  randomParameters,
  randomStates,
} from './reference/random-model.ts';
import { type Batch, maskedTarget } from './reference/sequence-model.ts';

/** A net, a batch, and what PyTorch made of them. */
interface RecordedCase {
  title: string;
  model: ModelShape;
  parameters: Tensors;
  batch: Batch;
  /** Absent: every sequence starts anew. */
  initialStates?: Tensors[];
  loss: number;
  /** [T, B, C]; of no meaning beyond a sequence's length. */
  logits: Float64Array;
  finalStates: Tensors[];
  /** Of the loss by every parameter. */
  gradients: Tensors;
  /** Of the loss by the given states. */
  stateGradients?: Tensors[];
}

/** A training run of PyTorch's own optimizers. */
export interface RecordedRun {
  name: string;
  model: ModelShape;
  steps: number;
  /** Of each output yes or no, or one of several classes. */
  objective: 'softmax' | 'sigmoid';
  /** `sgd`, `momentum`, `rmsprop`, `adam`, `adamw`. */
  optimizer: string;
  learningRate: number;
  momentum: number;
  weightDecay: number;
  /** 0: not clipped. */
  clipNorm: number;
  clipValue: number;
  /** To start from. */
  parameters: Tensors;
  batches: Batch[];
  losses: Float64Array;
  /** Before any clipping. */
  norms: Float64Array;
  /** After the last step. */
  finalParameters: Tensors;
}

interface CaseFields {
  model: ModelShape;
  batchSize: number;
  timeSteps: number;
  seed: number;
  maskedShare: number;
  lengths: number[] | null;
  start: 'zero' | 'given' | 'learned';
}

interface Contents {
  pytorch: string;
  text: string;
  /** Of the cases' weights. */
  scale: number;
  cases: CaseFields[];
  runs: (Omit<RecordedRun, 'parameters' | 'batches'> & { seed: number })[];
}

/** By the names of runs. */
const batchesOf: Readonly<Record<string, (model: ModelShape, step: number) => Batch>> = {
  characters: textStream,
  tagger: taggedSequences,
  '0 or 1': delayedSequences,
};

const { contents, tensors } = read('pytorch.safetensors');

/** What the training run on characters reads, and the nets whose weights were saved. */
export const recordedText = contents.text;
export const recordedCases: readonly RecordedCase[] = contents.cases.map(caseOf);
export const recordedRuns: readonly RecordedRun[] = contents.runs.map(runOf);

/** A safetensors file of float64, which the page itself neither writes nor reads. */
function read(file: string): { contents: Contents; tensors: Map<string, Float64Array> } {
  const bytes = new Uint8Array(readFileSync(new URL(`fixtures/${file}`, import.meta.url)));
  const headerBytes = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const start = 8 + headerBytes;
  const { __metadata__: metadata, ...entries } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(8, start)),
  ) as { __metadata__: { recordings: string } } & Record<string, { data_offsets: number[] }>;
  const values = Object.entries(entries).map(([name, { data_offsets: offsets }]) => {
    const [from, to] = offsets.map((offset) => start + offset);
    return [name, new Float64Array(bytes.buffer.slice(from, to))] as const;
  });
  return { contents: JSON.parse(metadata.recordings) as Contents, tensors: new Map(values) };
}

/** Tensors whose names begin like this, by the rest of their names. */
function tensorsOf(prefix: string): Tensors {
  const found = [...tensors].filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, values]) => [name.slice(prefix.length), values]));
}

/** Per state [L · D, B, H] → per layer and direction, each state [B, H]. */
function statesOf(prefix: string, { numLayers, directions = 1 }: ModelShape): Tensors[] {
  const states = Object.entries(tensorsOf(prefix));
  const count = numLayers * directions;
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(
      states.map(([name, values]) => {
        const size = values.length / count;
        return [name, values.subarray(index * size, (index + 1) * size)];
      }),
    ),
  );
}

function caseOf(fields: CaseFields, index: number): RecordedCase {
  const { model, batchSize, timeSteps, seed, maskedShare, start } = fields;
  const sizes = { ...model, batchSize, timeSteps };
  const prefix = `cases.${index}.`;
  const lengths = fields.lengths ?? undefined;
  const isGiven = start === 'given';
  return {
    title: titleOf(fields),
    model,
    parameters: randomParameters(model, seed, contents.scale),
    batch: randomBatch(sizes, seed + 2, maskedShare, lengths),
    initialStates: isGiven ? randomStates(model, batchSize, seed + 1) : undefined,
    loss: tensors.get(`${prefix}loss`)?.[0] ?? NaN,
    logits: tensors.get(`${prefix}logits`) ?? new Float64Array(),
    finalStates: statesOf(`${prefix}final.`, model),
    gradients: tensorsOf(`${prefix}gradient.`),
    stateGradients: isGiven ? statesOf(`${prefix}initial.`, model) : undefined,
  };
}

function titleOf({ model, batchSize, timeSteps, lengths, start }: CaseFields): string {
  const { cell, numLayers, directions, hiddenSize, embeddingSize } = model;
  return [
    `${cell}, ${numLayers} layers, ${directions === 2 ? 'both directions' : 'one direction'}`,
    `T ${timeSteps}, B ${batchSize}, H ${hiddenSize}`,
    embeddingSize > 0 ? 'embedding' : 'one-hot',
    lengths ? `lengths ${lengths.join(' ')}` : 'full',
    `${start} state`,
  ].join(', ');
}

function runOf(fields: Contents['runs'][number], index: number): RecordedRun {
  const { model, seed, steps, name } = fields;
  const batchOf = batchesOf[name] ?? randomStream;
  return {
    ...fields,
    parameters: randomParameters(model, seed),
    batches: Array.from({ length: steps }, (_, step) => batchOf(model, step)),
    losses: tensors.get(`runs.${index}.losses`) ?? new Float64Array(),
    norms: tensors.get(`runs.${index}.norms`) ?? new Float64Array(),
    finalParameters: tensorsOf(`runs.${index}.parameter.`),
  };
}

/** State carried from batch to batch. */
function randomStream(model: ModelShape, step: number): Batch {
  const sizes = { batchSize: 3, timeSteps: 6 };
  const batch = randomBatch({ ...model, ...sizes }, 1000 + step);
  return { ...batch, resets: Array<boolean>(sizes.batchSize).fill(step === 0) };
}

function textStream(_model: ModelShape, step: number): Batch {
  const [batchSize, timeSteps] = [4, 10];
  const { tokens: ids } = Vocabulary.fromText(contents.text).encode(contents.text);
  const [tokens, targets] = [0, 1].map(() => new Uint32Array(batchSize * timeSteps));
  const resets = new Uint32Array(batchSize);
  const streams = new StreamBatches(ids, ids.length, batchSize, timeSteps);
  streams.fill(step, { tokens, targets });
  streams.starts(step, resets);
  return { batchSize, timeSteps, tokens, targets, resets };
}

/** The class of a token is decided by the token after it; the last one is of a class of its own. */
function taggedSequences(model: ModelShape, step: number): Batch {
  const sizes = { batchSize: 6, timeSteps: 12 };
  const { batchSize, timeSteps } = sizes;
  const { outputSize: classes = 0 } = model;
  const lengths = randomLengths(batchSize, timeSteps, 2000 + step);
  const { tokens } = randomBatch({ ...model, ...sizes }, 3000 + step);
  const targets = Uint32Array.from({ length: tokens.length }, (_, position) => {
    const left = lengths[position % batchSize] - 1 - Math.floor(position / batchSize);
    if (left < 0) return maskedTarget;
    return left > 0 ? tokens[position + batchSize] % (classes - 1) : classes - 1;
  });
  return { batchSize, timeSteps, tokens, targets, lengths, resets: Array<boolean>(6).fill(true) };
}

/**
 * Whether the token after it is an odd one is told of each token two steps later, and behind the last
 * one nothing is read.
 */
function delayedSequences(model: ModelShape, step: number): Batch {
  const sizes = { batchSize: 6, timeSteps: 12 };
  const { batchSize, timeSteps } = sizes;
  const delay = 2;
  const words = randomLengths(batchSize, timeSteps - delay, 4000 + step);
  const { tokens: drawn } = randomBatch({ ...model, ...sizes, outputSize: 1 }, 5000 + step);
  const tokens = Uint32Array.from(drawn);
  const targets = new Uint32Array(tokens.length).fill(maskedTarget);
  words.forEach((length, row) => {
    const at = (time: number) => time * batchSize + row;
    for (let time = 0; time < length; time++) {
      targets[at(time + delay)] = time + 1 < length ? drawn[at(time + 1)] % 2 : 0;
    }
    for (let time = length; time < timeSteps; time++) tokens[at(time)] = noToken;
  });
  const lengths = words.map((length) => length + delay);
  return { batchSize, timeSteps, tokens, targets, lengths, resets: Array<boolean>(6).fill(true) };
}

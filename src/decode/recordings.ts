/** Decoding: a model of one input for one time step, fed back to itself. */
import { Graph } from '../graph/graph.ts';
import { type Tensor, wholeTensor, wordsOf } from '../graph/tensor.ts';
import type { Model, ModelOutput } from '../model/model.ts';
import { recordParameters, type Unrolling } from '../model/module.ts';
import { inputShape, recordCarry, recordFresh } from '../model/recordings.ts';
import { bitWords, recordWords, sample } from './sample.ts';

export interface DecodingRecording extends ModelOutput {
  graph: Graph;
  /** Ring of tokens [capacity, B]: slot s reads row s and writes row s + 1. */
  tokens: Tensor;
  /** Per slot and sequence, what was drawn: [capacity, B, 25] words. */
  drawn: Tensor;
  /** A bit for each token that may not be drawn. */
  barred: Tensor;
  /** [B] 1 for the first token; absent where nothing depends on it. */
  fresh?: Tensor;
}

export interface DecodingOptions {
  hasPins?: boolean;
  /** Sequences that are drawn side by side. */
  batchSize?: number;
}

/**
 * Run once per token; the state is carried on, the prefix never run again. Also of models that carry
 * none from batch to batch: what is drawn is one sequence.
 */
export function recordDecoding(
  model: Model,
  capacity: number,
  { hasPins = false, batchSize = 1 }: DecodingOptions = {},
): DecodingRecording {
  const graph = new Graph();
  const unrolling: Unrolling = { timeSteps: 1, batchSize, strategy: 'stepwise', hasPins };
  const parameters = recordParameters(graph, model.specs);
  // what reads numbers draws none, see forecast.ts: it is recorded all the same
  const shape = inputShape(model.inputs[0], 1, batchSize);
  const size = wordsOf(shape, 'u32');
  const tokens = graph.state('sampled', [capacity * size], 'u32');
  const drawn = graph.state('drawn', [capacity * batchSize * recordWords], 'u32');
  const resets = graph.input('resets', [batchSize]);
  const fresh = recordFresh(graph, model, batchSize);
  const current = wholeTensor(tokens.storage, shape);
  const read = { tokens: current, gathering: { tokenStride: size } };
  // what also reads a source draws nothing here, see beam.ts: it is recorded all the same
  const sequences = Object.fromEntries(model.inputs.map(({ name }) => [name, read]));
  const output = model.forward(graph, parameters, { sequences, fresh }, unrolling);
  const barred = graph.state('barred', [bitWords(output.logits.columns)], 'u32');
  graph.record(sample, [output.logits, tokens, drawn, barred], {});
  const { nothing } = graph;
  const lossless = { losses: nothing, partials: nothing, resets };
  recordCarry(
    { stacks: model.stacks.slice(0, 1), carries: true },
    { graph, ...output },
    unrolling,
    lossless,
    1,
  );
  return { graph, tokens, drawn, barred, fresh, ...output };
}

/** Decoding: a model of one input for one time step and one sequence, fed back to itself. */
import { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Model, ModelOutput } from '../model/model.ts';
import { recordParameters, type Unrolling } from '../model/module.ts';
import { recordCarry, recordFresh } from '../model/recordings.ts';
import { recordWords, sample } from './sample.ts';

export interface DecodingRecording extends ModelOutput {
  graph: Graph;
  /** Ring of tokens: slot s reads entry s and writes entry s + 1. */
  tokens: Tensor;
  /** Per slot, what was drawn: [capacity, 24] words. */
  drawn: Tensor;
  /** 1 for the first token; absent where nothing depends on it. */
  fresh?: Tensor;
}

/** Run once per token; the state is carried on, the prefix never run again. */
export function recordDecoding(model: Model, capacity: number, hasPins = false): DecodingRecording {
  const graph = new Graph();
  const unrolling: Unrolling = { timeSteps: 1, batchSize: 1, strategy: 'step', hasPins };
  const parameters = recordParameters(graph, model.specs);
  const tokens = graph.state('sampled', [capacity], 'u32');
  const drawn = graph.state('drawn', [capacity * recordWords], 'u32');
  const resets = graph.input('resets', [1]);
  const fresh = recordFresh(graph, model, 1);
  const current = { ...tokens, shape: [1, 1], rows: 1, columns: 1 };
  const [{ name }] = model.inputs;
  const sequences = { [name]: { tokens: current, gathering: { tokenStride: 1 } } };
  const output = model.forward(graph, parameters, { sequences, fresh }, unrolling);
  graph.record(sample, [output.logits, tokens, drawn], {});
  const { nothing } = graph;
  const carried = { losses: nothing, partials: nothing, resets };
  recordCarry(model, { graph, ...output }, unrolling, carried, 1);
  return { graph, tokens, drawn, fresh, ...output };
}

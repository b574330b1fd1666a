/** A series that goes on: a model of numbers for one time step, which reads what is given or what it said. */
import { Graph } from '../graph/graph.ts';
import { type Tensor, wholeTensor, wordsOf } from '../graph/tensor.ts';
import type { Model, ModelOutput } from '../model/model.ts';
import { recordParameters, type Unrolling } from '../model/module.ts';
import { inputShape, recordCarry, recordFresh } from '../model/recordings.ts';
import { feedBack } from './feed-back.ts';

export interface ForecastRecording extends ModelOutput {
  graph: Graph;
  /** What the next step reads of each series, or `noToken` for what this one answers. [B, F] */
  given: Tensor;
  /** Ring of what is read: slot s reads row s and writes row s + 1. [capacity, B · F] */
  words: Tensor;
  /** Bits of what each slot answers. [capacity, B · F] */
  answered: Tensor;
  /** [B] 1 for the first step; absent where nothing depends on it. */
  fresh?: Tensor;
}

/** Run once per time step; the state is carried on. @param batchSize series side by side */
export function recordForecast(
  model: Model,
  capacity: number,
  batchSize: number,
): ForecastRecording {
  const graph = new Graph();
  const unrolling: Unrolling = { timeSteps: 1, batchSize, strategy: 'stepwise' };
  const parameters = recordParameters(graph, model.specs);
  const [spec] = model.inputs;
  const { name, features = 1 } = spec;
  const shape = inputShape(spec, 1, batchSize);
  const size = wordsOf(shape, 'u32');
  const words = graph.state('fed', [capacity, size], 'u32');
  const answered = graph.state('answered', [capacity, size], 'u32');
  const given = graph.input('given', [batchSize, features]);
  const resets = graph.input('resets', [batchSize]);
  const fresh = recordFresh(graph, model, batchSize);
  const tokens = wholeTensor(words.storage, shape);
  const read = { [name]: { tokens, gathering: { tokenStride: size } } };
  const output = model.forward(graph, parameters, { sequences: read, fresh }, unrolling);
  graph.record(feedBack, [output.logits, given, words, answered], {});
  const lossless = { losses: graph.nothing, partials: graph.nothing, resets };
  recordCarry(
    { stacks: model.stacks, carries: true },
    { graph, ...output },
    unrolling,
    lossless,
    1,
  );
  return { graph, given, words, answered, fresh, ...output };
}

/** A text that is given token by token: a model of one time step, whose states are carried on. */
import { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Model, ModelOutput } from '../model/model.ts';
import { recordParameters, type Unrolling } from '../model/module.ts';
import { inputShape, recordCarry, recordFresh } from '../model/recordings.ts';

export interface FollowingRecording extends ModelOutput {
  graph: Graph;
  /** What is read. [1, 1] */
  token: Tensor;
  /** [1] 1 for the first token; absent where nothing depends on it. */
  fresh?: Tensor;
}

/** Run once per token. Also of models that carry nothing from batch to batch: it is one sequence. */
export function recordFollowing(model: Model): FollowingRecording {
  const graph = new Graph();
  const unrolling: Unrolling = { timeSteps: 1, batchSize: 1, strategy: 'stepwise' };
  const parameters = recordParameters(graph, model.specs);
  const [spec] = model.inputs;
  const token = graph.input('token', inputShape(spec, 1, 1));
  const resets = graph.input('resets', [1]);
  const fresh = recordFresh(graph, model, 1);
  const read = { [spec.name]: { tokens: token, gathering: {} } };
  const output = model.forward(graph, parameters, { sequences: read, fresh }, unrolling);
  graph.readBack.add(output.logits.storage);
  const lossless = { losses: graph.nothing, partials: graph.nothing, resets };
  recordCarry(
    { stacks: model.stacks, carries: true },
    { graph, ...output },
    unrolling,
    lossless,
    1,
  );
  return { graph, token, fresh, ...output };
}

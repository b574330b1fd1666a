/**
 * What every use of a weight adds to its gradient, in float64: the gradient of the losses from time
 * step t on, of a net that starts there from the states of before, sums the uses from t on; so its
 * difference to the one from t + 1 on is the use at t.
 */
import type { Tensors } from './matrix.ts';
import type { ModelShape } from './model-shape.ts';
import { runForward, runSequenceModel } from './sequence-model.ts';

/** @returns for each time step every parameter's summand: of the mean loss of the line */
export function summandsOf(
  model: ModelShape,
  parameters: Tensors,
  line: readonly number[],
): Tensors[] {
  const timeSteps = line.length - 1;
  const batch = (from: number, to: number) => ({
    batchSize: 1,
    timeSteps: to - from,
    tokens: line.slice(from, to),
    targets: line.slice(from + 1, to + 1),
  });
  const fromOn = Array.from({ length: timeSteps }, (_, t) => {
    const before = t > 0 ? runForward(model, parameters, batch(0, t)).finalStates : undefined;
    const share = (timeSteps - t) / timeSteps;
    const { gradients } = runSequenceModel(model, parameters, batch(t, timeSteps), before);
    return mapValues(gradients, (value) => value * share);
  });
  return fromOn.map((gradients, t) =>
    mapValues(gradients, (value, name, at) => value - (fromOn[t + 1]?.[name][at] ?? 0)),
  );
}

function mapValues(
  tensors: Tensors,
  value: (value: number, name: string, at: number) => number,
): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, values]) => [
      name,
      values.map((each, at) => value(each, name, at)),
    ]),
  );
}

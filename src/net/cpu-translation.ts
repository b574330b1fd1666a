/**
 * An encoder and a decoder on the CPU, see model/encoder-decoder.ts: the source is read to its end, the
 * bridge leads to where the decoder begins, and with attention every answer also looks back.
 */
import { recurrentStatesOf } from '../cells/cell.ts';
import type { EncoderSizes, ModelShape } from '../model/shape.ts';
import { layerSuffix } from '../model/stack-shape.ts';
import { headOver, type Named, of, stackOver, startsOf } from './cpu-stack.ts';
import type { Forward } from './cpu-step.ts';
import type { Vector, VectorTape } from './cpu-vectors.ts';

const names = { stack: 'encoder', embedding: 'source_embedding' };

export const translated: Forward = (tape, shape, parameters, { tokens, source, starts }) => {
  const sizes = shape.encoder as EncoderSizes;
  const { vocabSize, directions, hasAttention } = sizes;
  const encoder = { ...shape, vocabSize, directions };
  const begins = { states: new Map(), isFresh: true };
  const read = { tokens: source, starts: startsOf(tape, encoder, parameters, begins, names) };
  const encoded = stackOver(tape, encoder, parameters, read, names);
  const begun = new Map([...starts, ...bridged(tape, shape, parameters, encoded.ends)]);
  const decoded = stackOver(tape, shape, parameters, { tokens, starts: begun });
  const answered = hasAttention
    ? looked(tape, parameters, decoded.read, encoded.read)
    : decoded.read;
  return { logits: headOver(tape, parameters, answered), ends: decoded.ends };
};

/** Where the decoder begins, by the names of its states. */
function bridged(
  tape: VectorTape,
  { cell, layers, hiddenSize, encoder }: ModelShape,
  parameters: Named,
  ends: Named,
): Named {
  const begun = new Map<string, Vector>();
  for (let layer = 0; layer < layers; layer++) {
    for (const { id } of recurrentStatesOf(cell)) {
      const name = `states.${id}${layerSuffix(layer)}`;
      const forward = of(ends, name);
      if (encoder?.directions !== 2) begun.set(name, forward);
      else {
        const both = tape.joined([forward, of(ends, `states.${id}${layerSuffix(layer, 1)}`)]);
        const weight = of(parameters, `bridge.weight_${id}_l${layer}`);
        begun.set(name, tape.product(weight, both, 0, hiddenSize));
      }
    }
  }
  return begun;
}

/** Each state with its look back at all of the source behind it. */
function looked(
  tape: VectorTape,
  parameters: Named,
  asking: readonly Vector[],
  source: readonly Vector[],
): Vector[] {
  const own = (name: string) => of(parameters, `attention.${name}`);
  const { add, tanh } = tape.arithmetic;
  const rows = own('vector').values.length;
  const keys = source.map((a) => tape.product(own('weight_source'), a, 0, rows));
  return asking.map((s) => {
    const query = tape.product(own('weight_state'), s, 0, rows);
    const scores = keys.map((key) => tape.product(own('vector'), tanh(add(query, key)), 0, 1));
    const context = tape.weightedSum(tape.softmax(tape.joined(scores)), source);
    return tape.joined([s, context]);
  });
}

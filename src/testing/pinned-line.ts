/** A small net with gates pinned, read over a line, beside the reference with the same pins. */
import { stretch } from '../data/sequences.ts';
import type { Backend } from '../backend/backend.ts';
import { languageModel } from '../model/language-model.ts';
import { tagger } from '../model/tagger.ts';
import type { Hold, Pin } from '../protocol/pin.ts';
import { parameterSpecs } from '../model/shape.ts';
import { directionsOf } from '../model/stack-shape.ts';
import { adam } from '../optimizers/adam.ts';
import { Inspector, type LineReading } from '../training/inspector.ts';
import { Net } from '../training/net.ts';
import { checkAbsolute } from './close-to.ts';
import type { GateHold } from './reference/cell.ts';
import { matrix } from './reference/matrix.ts';
import { randomParameters, uniformNumbers } from './reference/random-model.ts';
import { runForward } from './reference/sequence-model.ts';
import { netShapeOf } from './run-net.ts';

export const hiddenSize = 5;
export const layers = 2;
export const vocabSize = 7;
const next = uniformNumbers(3);
export const tokens = Uint32Array.from({ length: 12 }, () => Math.floor(next() * vocabSize));

export const modelOf = (cell: string, directions: 1 | 2 = 1) => ({
  cell,
  directions,
  numLayers: layers,
  hiddenSize,
  vocabSize,
  embeddingSize: 0,
});
export const parametersOf = (cell: string, directions: 1 | 2 = 1) =>
  randomParameters(modelOf(cell, directions), 6, 3);

/** @param directions 2: a tagger */
export async function createNet(
  engine: Backend,
  cell: string,
  directions: 1 | 2 = 1,
): Promise<Net> {
  const sizes = { layers, hiddenSize, vocabSize, embeddingSize: 0 };
  const shape = netShapeOf({ cell, directions, ...sizes });
  const parameters = parametersOf(cell, directions);
  const initial = parameterSpecs(shape).map(({ name, shape: extents }) => ({
    name,
    shape: extents,
    values: Float32Array.from(parameters[name]),
  }));
  const form = engine.form;
  return Net.create(engine, {
    model: directions === 2 ? tagger(shape) : languageModel(shape),
    optimizer: adam,
    form,
    seed: 1,
    initial,
  });
}

/** The same pins for the reference, by units instead of words. */
export function holdsOf(pins: readonly Pin[], directions: 1 | 2 = 1): GateHold[] {
  const values: Record<Hold, (value: number) => number> = {
    free: (value) => value,
    zero: () => 0,
    one: () => 1,
    rounded: (value) => (value >= 0.5 ? 1 : 0),
  };
  return Array.from(
    { length: layers * directions },
    (_, walk): GateHold =>
      (gate, { rows, columns, values: all }) => {
        const result = matrix(rows, columns, all.slice());
        for (const pin of pins) {
          const own = (pin.layer - 1) * directions + (pin.direction ?? 0);
          if (own !== walk || pin.gate !== gate) continue;
          for (let at = 0; at < all.length; at++) {
            const isMeant = pin.unit === null || pin.unit === at % columns;
            if (isMeant) result.values[at] = values[pin.hold](all[at]);
          }
        }
        return result;
      },
  );
}

export function lineOf(line: ArrayLike<number>, holds: GateHold[]) {
  const given = Array.from(line);
  const targets = [...given.slice(1), 0xffffffff];
  return { batchSize: 1, timeSteps: given.length, tokens: given, targets, holds };
}

export async function readPinned(net: Net, pins: readonly Pin[]) {
  const inspector = await Inspector.create(net, [stretch(tokens)], { layersAtOnce: layers, pins });
  const readings = await inspector.run([0, 1]);
  inspector.destroy();
  return readings;
}

/** Gates, states and the loss of the line; what was read. */
export async function checkPinned(
  net: Net,
  cell: string,
  title: string,
  pins: readonly Pin[],
): Promise<LineReading[]> {
  const directions = directionsOf(net.shape);
  const batch = lineOf(tokens, holdsOf(pins, directions));
  const expected = runForward(modelOf(cell, directions), parametersOf(cell, directions), batch);
  const got = await readPinned(net, pins);
  got.forEach(({ traces, layer, direction }, walk) => {
    for (const { id, values } of traces) {
      const name = `${title}: ${id} of layer ${layer + 1}, direction ${direction}`;
      checkAbsolute({ name, got: values, expected: expected.traces[walk][id] }, 2e-5);
    }
  });
  const losses = { name: `${title}: loss`, got: [got[0].loss], expected: [expected.loss] };
  checkAbsolute(losses, 1e-5);
  return got;
}

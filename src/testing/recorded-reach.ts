/** How far losses of an answer reach back, as scripts/record-reach.py wrote down what PyTorch computes. */
import { readFileSync } from 'node:fs';
import type { Backend } from '../backend/backend.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { Direction } from '../protocol/direction.ts';
import { Net } from '../training/net.ts';
import { ThroughTime } from '../training/through-time.ts';
import { checkScaled } from './close-to.ts';
import {
  modelOf,
  parametersOf,
  type RecordedPair,
  recordedScale,
  reversedBatch,
} from './recorded-encoder-decoders.ts';

/** A pair alone, and the watched layer: its direction is that of the encoder's. */
export interface RecordedReach extends RecordedPair {
  layer: number;
  direction: Direction;
  input: number[];
  state: number[];
  memory: number[];
  line: number[];
}

const file = new URL('./fixtures/pytorch-reach.json', import.meta.url);
const recorded = JSON.parse(readFileSync(file, 'utf8')) as { cases: RecordedReach[] };
export const recordedReaches = recorded.cases;

/** Every norm, and what the gates alone do. */
export async function checkReach(engine: Backend, reach: RecordedReach): Promise<void> {
  const model = modelOf(reach);
  const weights = parametersOf(model, reach, reach.seed, recordedScale);
  const initial = model.specs.map(({ name, shape }) => {
    return { name, shape, values: Float32Array.from(weights[name]) };
  });
  const { form } = engine;
  const net = await Net.create(engine, { model, optimizer: sgd, form, seed: 1, initial });
  const [source, tokens, targets] = lineOf(reach);
  const line = { source, tokens, targets };
  const measure = await ThroughTime.create(net, line, reach.layer, reach.direction);
  const got = await measure.run();
  measure.destroy();
  net.destroy();
  for (const name of ['input', 'state', 'memory', 'line'] as const) {
    // where the state is the memory, that is what it is called
    const values = got[name] ?? got.state;
    checkScaled({ name, got: values, expected: reach[name] }, 2e-5);
  }
}

/** What is read, then what is written and what is wanted, of a pair alone. */
export function lineOf(pair: RecordedPair): Uint32Array<ArrayBuffer>[] {
  const { source, tokens, targets } = reversedBatch(pair, pair.seed + 1);
  return [source, tokens, targets].map((one) => Uint32Array.from(one));
}

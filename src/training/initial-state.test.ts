/** Wherever a sequence begins, it does so from the learned state: beside training, in every view. */
import { stretch } from '../data/sequences.ts';
import type { Backend } from '../backend/backend.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAbsolute, checkScaled } from '../testing/close-to.ts';
import {
  comparedNorms,
  createLineNet,
  type LineCase,
  measureLine,
  modelOfLine,
} from '../testing/line-gradients.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import { runForward } from '../testing/reference/sequence-model.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { heldOutBatches } from '../data/held-out.ts';
import { Evaluator } from './evaluator.ts';
import { Inspector } from './inspector.ts';
import type { Net } from './net.ts';
import { Sampler } from './sampler.ts';

const line: LineCase = {
  ...{ cell: 'lstm', layers: 2, hiddenSize: 6, vocabSize: 7, embeddingSize: 0 },
  ...{ form: 'registers', watched: 1, learnsInitialState: true },
};
const model = modelOfLine(line);
/** Large enough to decide what is sampled. */
const parameters = randomParameters(model, 5, 4);
const tokens = [3, 0, 6, 1, 1, 5, 2, 4, 0];

let engine: Backend;
let net: Net;
beforeAll(async () => {
  engine = await openTestEngine();
  net = await createLineNet(engine, line, parameters);
});
afterAll(() => {
  net.destroy();
  closeTestEngine(engine);
});

function read(given: readonly number[], net = model) {
  const targets = [...given.slice(1), 0];
  const batch = { batchSize: 1, timeSteps: given.length, tokens: given, targets };
  return runForward(net, parameters, batch);
}

describe('a learned initial state', () => {
  it('is where the gates view starts', async () => {
    const inspector = await Inspector.create(net, [stretch(tokens)], { layersAtOnce: 2 });
    const readings = await inspector.run([0, 1]);
    inspector.destroy();
    const { traces: expected } = read(tokens);
    readings.forEach(({ starts, traces }, layer) => {
      for (const { id, values } of starts) {
        const learned = parameters[`rnn.initial_${id}_l${layer}`];
        expect(values).toEqual(Float32Array.from(learned));
      }
      for (const { id, values } of traces) {
        checkAbsolute({ name: id, got: values, expected: expected[layer][id] }, 5e-6);
      }
    });
  });

  it('is where validation starts, once, and again the next time', async () => {
    const unrolling = { batchSize: 1, timeSteps: 4, strategy: 'stepwise' } as const;
    const evaluator = await Evaluator.create(
      net,
      unrolling,
      heldOutBatches(Uint8Array.from(tokens), unrolling),
    );
    await evaluator.compile();
    const got: number[] = [];
    for (let turn = 0; turn < 2; turn++) {
      evaluator.begin(Infinity);
      while (!evaluator.isComplete) evaluator.runChunk();
      got.push((await evaluator.finish()).loss);
    }
    evaluator.destroy();
    const losses = read(tokens).losses.slice(0, -1);
    const expected = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    checkAbsolute({ name: 'loss', got, expected: [expected, expected] }, 5e-6);
  });

  it('is where every sample starts, and not where it goes on', async () => {
    const sampler = await Sampler.create(net);
    await sampler.compile();
    const drawn: number[][] = [];
    for (let turn = 0; turn < 2; turn++) {
      sampler.start({ prompt: Uint32Array.of(3), length: 9, seed: 1, temperature: 0, topK: 0 });
      // in two submits
      const parts = [await sampler.run(4), await sampler.run(64)];
      drawn.push(parts.flat(2).map(({ token }) => token));
    }
    sampler.destroy();
    const greedy = (of: typeof model) => {
      const text = [3];
      while (text.length < 10) {
        const last = read(text, of).logits.slice(-line.vocabSize);
        text.push(last.indexOf(Math.max(...last)));
      }
      return text.slice(1);
    };
    expect(greedy(model)).not.toEqual(greedy({ ...model, learnsInitialState: false }));
    expect(drawn).toEqual([greedy(model), greedy(model)]);
  });

  it('is where the gradient through time is measured from', async () => {
    const got = await measureLine(engine, line, parameters, tokens);
    for (const norms of comparedNorms(line, parameters, tokens, got)) checkScaled(norms, 2e-5);
  });
});

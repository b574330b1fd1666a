import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { schedule } from '../graph/schedule.ts';
import { type Tensor, wholeTensor } from '../graph/tensor.ts';
import { type Backend, backends } from '../testing/backends.ts';
import { checkAbsolute } from '../testing/close-to.ts';
import {
  adam,
  adamw,
  clipGradients,
  clipValues,
  globalNorm,
  momentum,
  rmsprop,
  sgd,
} from '../testing/reference/optimizers.ts';
import { randomValues } from '../testing/run-graph.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { openPlan } from '../testing/test-plan.ts';
import { optimizers } from './index.ts';
import { recordNorm } from './norm.ts';
import type { Optimizer } from './optimizer.ts';

const learningRate = 0.02;
const steps = 20;
const beta = 0.8;
const decay = 0.1;
/** The software adapter is slow with the barriers of tiles: there, both at once. */
const clips = {
  registers: [
    { clipNorm: 0, clipValue: 0 },
    { clipNorm: 3, clipValue: 0 },
    { clipNorm: 0, clipValue: 0.3 },
    { clipNorm: 3, clipValue: 0.3 },
  ],
  tiles: [{ clipNorm: 3, clipValue: 0.3 }],
};
/** Words of the flat buffers: two parameters, each a whole number of sections. */
const words = 33 * 64 + 64;

let engine: Backend;

interface Clips {
  clipNorm: number;
  clipValue?: number;
}

/** The update alone, over gradients that the test writes. */
async function openUpdate(optimizer: Optimizer, form: ProductForm) {
  const graph = new Graph();
  graph.parameter('weights', [33, 64]);
  graph.parameter('biases', [61]);
  const partials = recordNorm(graph);
  optimizer.record(graph, partials);
  const plan = schedule(graph, { name: 'update', slots: 1, limits: engine.limits, form });
  const opened = await openPlan(engine, plan);
  const flat = (role: string) => {
    const storage = graph.storages.find((s) => s.role === role && s.flat);
    return storage && wholeTensor(storage, [storage.words]);
  };
  const [parameters, gradients, moments] = ['parameter', 'gradient', 'moment'].map(flat);
  if (!parameters || !gradients) throw new Error('no weights in the plan');
  const padTo = ({ storage }: Tensor, values: Float64Array) => {
    const words = new Float32Array(storage.words);
    words.set(values);
    return words;
  };
  return {
    set(values: Float64Array) {
      opened.write(parameters, padTo(parameters, values));
    },
    step(number: number, values: Float64Array, { clipNorm, clipValue = 0 }: Clips) {
      opened.write(gradients, padTo(gradients, values));
      const [beta1, beta2] = optimizer.betas ?? [0, 0];
      opened.setNumbers({
        number,
        learning_rate: learningRate,
        clip_norm: clipNorm,
        clip_value: clipValue,
        momentum: beta,
        weight_decay: optimizer.heeds.includes('weightDecay') ? decay : 0,
        bias_correction_1: 1 - beta1 ** (number + 1),
        bias_correction_2: 1 - beta2 ** (number + 1),
      });
      opened.run();
    },
    /** Weights, then moments. */
    async read() {
      const wanted = [parameters, ...(moments ? [moments] : [])];
      const found = await opened.read(wanted);
      return Float32Array.from(
        wanted.flatMap(({ storage }) => [...new Float32Array(found.get(storage) as ArrayBuffer)]),
      );
    },
    destroy: () => {
      opened.destroy();
    },
  };
}

const references = {
  adam,
  adamw: () => adamw(decay),
  momentum: () => momentum(beta),
  rmsprop,
  sgd,
};

/** Rounding of weights up to 1, and of changes of the size of the learning rate. */
const tolerance = (count: number) => 1e-6 + 1e-6 * learningRate * count;

const places = backends.flatMap((backend) =>
  backend.forms
    .filter((form) => form !== 'quads')
    .map((form) => ({ backend, form, name: `${form} on ${backend.name}` })),
);

describe.each(places)('optimizers in $name', ({ backend, form }) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  for (const optimizer of optimizers) {
    const id = optimizer.id as keyof typeof references;

    it.each(form === 'tiles' ? clips.tiles : clips.registers)(
      `${optimizer.name} follows the reference for ${steps} steps, clipped to norm $clipNorm, value $clipValue`,
      async (clipping) => {
        const update = await openUpdate(optimizer, form);
        const reference = references[id]();
        const parameters = { all: randomValues(words, 9) };
        update.set(parameters.all);
        for (let step = 0; step < steps; step++) {
          // some shorter than the clip, most longer
          const gradients = { all: randomValues(words, step + 40, step % 5 === 0 ? 0.01 : 1) };
          expect(globalNorm(gradients) > 3).toBe(step % 5 !== 0);
          update.step(step, gradients.all, clipping);
          clipValues(gradients, clipping.clipValue);
          clipGradients(gradients, clipping.clipNorm);
          reference.update(parameters, gradients, learningRate);
        }
        const got = (await update.read()).subarray(0, words);
        checkAbsolute({ name: id, got, expected: parameters.all }, tolerance(steps));
        update.destroy();
      },
    );

    it(`${optimizer.name} changes nothing by a gradient that is not finite`, async () => {
      const update = await openUpdate(optimizer, form);
      const reference = references[id]();
      const parameters = { all: randomValues(words, 1) };
      update.set(parameters.all);
      const stepBoth = (number: number, values: Float64Array) => {
        update.step(number, values, { clipNorm: 1 });
        const gradients = { all: values.slice() };
        clipGradients(gradients, 1);
        reference.update(parameters, gradients, learningRate);
      };
      stepBoth(0, randomValues(words, 2));
      const before = await update.read();
      for (const [number, poison] of [NaN, Infinity, -Infinity].entries()) {
        const gradients = randomValues(words, 3 + number);
        gradients[words - 70 + number] = poison;
        for (const clipping of [{ clipNorm: 0 }, { clipNorm: 1, clipValue: 0.5 }]) {
          update.step(1, gradients, clipping);
        }
        expect(await update.read()).toEqual(before);
      }
      // the next good step is the one that follows on the first
      stepBoth(1, randomValues(words, 9));
      const after = await update.read();
      expect(after).not.toEqual(before);
      const got = after.subarray(0, words);
      checkAbsolute({ name: id, got, expected: parameters.all }, tolerance(2));
      update.destroy();
    });
  }
});

/** Sequences that a small net draws, each from nothing to its end, and what the reference says of them. */
import { expect } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import type { Draw } from '../decode/sample.ts';
import { sequenceModel } from '../model/sequence-model.ts';
import { noToken } from '../ops/no-token.ts';
import { sgd } from '../optimizers/sgd.ts';
import { Net } from '../training/net.ts';
import { type SampleRequest, Sampler } from '../training/sampler.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { checkAbsolute } from './close-to.ts';
import {
  cutShare,
  drawable,
  probabilities,
  rankOf,
  type SamplingOptions,
} from './reference/sample.ts';
import { randomParameters } from './reference/random-model.ts';
import { maskedTarget, runForward } from './reference/sequence-model.ts';
import { modelOf, netShapeOf } from './run-net.ts';

const sizes = { cell: 'lstm', layers: 2, hiddenSize: 10, vocabSize: 9, embeddingSize: 5 };
const end = 8;
const limit = 12;

export const drawRequest: SampleRequest = {
  prompt: Uint32Array.of(noToken),
  length: 40,
  ends: { token: end, limit },
  seed: 5,
  temperature: 1,
  topK: 0,
};

/** Some of everything that keeps tokens out. */
export const ruledRequest: Partial<SampleRequest> = {
  ...{ temperature: 3, topK: 6, topP: 0.93, barred: [2, 5] },
  ends: { token: end, limit, least: 3, isLast: true },
};

export interface DrawingNet {
  form: ProductForm;
  learnsInitialState?: boolean;
}

export async function withSampler(
  backend: Backend,
  { form, learnsInitialState = false }: DrawingNet,
  use: (sampler: Sampler) => Promise<void>,
): Promise<void> {
  const shape = { ...sizes, learnsInitialState };
  const parameters = parametersOf(learnsInitialState);
  const model = sequenceModel(netShapeOf(shape), false);
  const initial = model.specs.map(({ name, shape: extents }) => ({
    name,
    shape: extents,
    values: Float32Array.from(parameters[name]),
  }));
  const net = await Net.create(backend, { model, initial, optimizer: sgd, form, seed: 1 });
  const sampler = await Sampler.create(net);
  try {
    await sampler.compile();
    await use(sampler);
  } finally {
    sampler.destroy();
    net.destroy();
  }
}

export async function drawAll(
  sampler: Sampler,
  own: Partial<SampleRequest> = {},
  stepsAtOnce = 64,
): Promise<Draw[][]> {
  sampler.start({ ...drawRequest, ...own });
  const sequences: Draw[][] = [];
  while (sampler.remaining > 0) sequences.push(...(await sampler.run(stepsAtOnce)));
  return sequences;
}

/** Rounds of sequences, no two alike but by chance, each with the odds that it has on its own. */
export async function checkDrawnSequences(
  backend: Backend,
  net: DrawingNet,
  own: Partial<SampleRequest> = {},
): Promise<void> {
  await withSampler(backend, net, async (sampler) => {
    const request = { ...drawRequest, ...own };
    const { prompt, firsts = [prompt[0]], length } = request;
    // those of a sample before are over, whatever state they left
    await drawAll(sampler, { length: 1, seed: 8 });
    const sequences = await drawAll(sampler, own, 5);
    expect(sequences.length).toBe(length);
    for (const sequence of sequences) {
      const ends = sequence.findIndex(({ token }) => token === end);
      expect(sequence.length).toBe(ends < 0 ? limit : ends + 1);
      if (request.ends?.isLast) expect(ends).toBeGreaterThanOrEqual(request.ends.least ?? 0);
    }
    const lengths = new Set(sequences.map((sequence) => sequence.length));
    expect([lengths.has(limit), lengths.size > 2]).toEqual([true, true]);
    const texts = sequences.map((one) => one.map(({ token }) => token).join());
    expect(new Set(texts).size).toBeGreaterThan(0.7 * length);
    const promptOf = (at: number) =>
      Uint32Array.of(firsts[at % firsts.length], ...prompt.subarray(1));
    checkOdds(sequences, promptOf, request, net.learnsInitialState ?? false);
  });
}

function checkOdds(
  sequences: readonly Draw[][],
  promptOf: (at: number) => Uint32Array,
  request: SampleRequest,
  learns: boolean,
): void {
  const expected = sequences.flatMap((sequence, at) =>
    oddsOf(sequence, promptOf(at), request, learns),
  );
  // where rounding decides whether one more token is drawn from, the reference does not
  const clear = expected.map(({ margin }) => margin > 1e-5);
  expect(clear.filter((isClear) => !isClear).length).toBeLessThan(0.02 * clear.length);
  for (const name of ['probability', 'cut'] as const) {
    const values = (odds: readonly { probability: number; cut: number }[]) =>
      odds.filter((_, at) => clear[at]).map((one) => one[name]);
    checkAbsolute({ name, got: values(sequences.flat()), expected: values(expected) }, 2e-6);
  }
  expect(sequences.flat().map(({ rank }) => rank)).toEqual(expected.map(({ rank }) => rank));
}

/** What the reference gives for each draw, where the sequence begins with these tokens. */
function oddsOf(
  sequence: readonly Draw[],
  prompt: Uint32Array,
  { temperature, topK, topP = 1, barred = [], ends }: SampleRequest,
  learnsInitialState: boolean,
) {
  const rules = { temperature, topK, topP: Math.fround(topP) };
  const tokens = [...prompt, ...sequence.map(({ token }) => token)].slice(0, -1);
  const targets = tokens.map(() => maskedTarget);
  const batch = { batchSize: 1, timeSteps: tokens.length, tokens, targets };
  const model = modelOf({ ...sizes, learnsInitialState } as Parameters<typeof modelOf>[0]);
  const { logits } = runForward(model, parametersOf(learnsInitialState), batch);
  return sequence.map(({ token }, index) => {
    const at = (prompt.length - 1 + index) * sizes.vocabSize;
    const row = logits.subarray(at, at + sizes.vocabSize);
    const ids = Array.from(row, (_, id) => id);
    const mustEnd = ends?.isLast === true && index === limit - 1;
    const out = ids.filter((id) =>
      id === end ? index < (ends?.least ?? 0) : mustEnd || barred.includes(id),
    );
    const options: SamplingOptions = { ...rules, barred: new Set(out) };
    return {
      probability: probabilities(row, options)[token],
      cut: cutShare(row, options),
      margin: drawable(row, options).margin,
      rank: rankOf(row, token),
    };
  });
}

function parametersOf(learnsInitialState: boolean) {
  const shape = { ...sizes, learnsInitialState } as Parameters<typeof modelOf>[0];
  return randomParameters(modelOf(shape), 7, 6);
}

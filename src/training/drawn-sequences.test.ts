/** Sequences that are drawn side by side, each from nothing to its end, and then the next ones. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import type { Draw } from '../decode/sample.ts';
import { sequenceModel } from '../model/sequence-model.ts';
import { noToken } from '../ops/no-token.ts';
import { sgd } from '../optimizers/sgd.ts';
import { backends } from '../testing/backends.ts';
import { checkAbsolute } from '../testing/close-to.ts';
import { maskedTarget, runForward } from '../testing/reference/sequence-model.ts';
import { probabilities, rankOf } from '../testing/reference/sample.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import { modelOf, netShapeOf } from '../testing/run-net.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { Net } from './net.ts';
import { type SampleRequest, Sampler, sequencesAtOnce } from './sampler.ts';

const sizes = { cell: 'lstm', layers: 2, hiddenSize: 10, vocabSize: 9, embeddingSize: 5 };
const end = 8;
const request: SampleRequest = {
  prompt: Uint32Array.of(noToken),
  length: 40,
  ends: { token: end, limit: 12 },
  seed: 5,
  temperature: 1,
  topK: 0,
};

describe.each(backends)('sequences drawn on $name', (target) => {
  const { forms } = target;
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  async function withSampler<Result>(
    use: (sampler: Sampler) => Promise<Result>,
    { learnsInitialState = false, form = forms[0] } = {},
  ): Promise<Result> {
    const shape = { ...sizes, learnsInitialState };
    const parameters = randomParameters(modelOf(shape), 7, 6);
    const model = sequenceModel(netShapeOf(shape), false);
    const initial = model.specs.map(({ name, shape: extents }) => ({
      name,
      shape: extents,
      values: Float32Array.from(parameters[name]),
    }));
    const net = await Net.create(backend, {
      ...{ model, initial, optimizer: sgd, form, seed: 1 },
    });
    const sampler = await Sampler.create(net);
    await sampler.compile();
    try {
      return await use(sampler);
    } finally {
      sampler.destroy();
      net.destroy();
    }
  }

  async function drawn(sampler: Sampler, own: Partial<SampleRequest> = {}, stepsAtOnce = 64) {
    sampler.start({ ...request, ...own });
    const sequences: Draw[][] = [];
    while (sampler.remaining > 0) sequences.push(...(await sampler.run(stepsAtOnce)));
    return sequences;
  }

  /** What the reference gives for each draw, when the sequence begins with these tokens. */
  function expectedOf(sequence: readonly Draw[], prompt: ArrayLike<number>, learns: boolean) {
    const shape = { ...sizes, learnsInitialState: learns };
    const model = modelOf(shape);
    const tokens = [...Array.from(prompt), ...sequence.map(({ token }) => token)].slice(0, -1);
    const batch = {
      ...{ batchSize: 1, timeSteps: tokens.length, tokens },
      targets: tokens.map(() => maskedTarget),
    };
    const { logits } = runForward(model, randomParameters(model, 7, 6), batch);
    return sequence.map(({ token }, index) => {
      const at = (prompt.length - 1 + index) * sizes.vocabSize;
      const row = logits.subarray(at, at + sizes.vocabSize);
      return {
        probability: probabilities(row, { temperature: 1, topK: 0 })[token],
        rank: rankOf(row, token),
      };
    });
  }

  function check(sequences: readonly Draw[][], prompt: ArrayLike<number>, learns = false): void {
    const expected = sequences.flatMap((sequence) => expectedOf(sequence, prompt, learns));
    checkAbsolute(
      {
        name: 'probabilities',
        got: sequences.flat().map(({ probability }) => probability),
        expected: expected.map(({ probability }) => probability),
      },
      2e-6,
    );
    expect(sequences.flat().map(({ rank }) => rank)).toEqual(expected.map(({ rank }) => rank));
  }

  it.each(forms)(
    'begin from nothing, and stop with their end or at the limit, in %s',
    async (form) => {
      const sequences = await withSampler((sampler) => drawn(sampler), { form });
      expect(sequences.length).toBe(40);
      expect(40 % sequencesAtOnce).not.toBe(0);
      for (const sequence of sequences) {
        const ends = sequence.findIndex(({ token }) => token === end);
        expect(sequence.length).toBe(ends < 0 ? 12 : ends + 1);
      }
      const lengths = new Set(sequences.map(({ length }) => length));
      expect([lengths.has(12), lengths.size > 4]).toEqual([true, true]);
      check(sequences, request.prompt);
      const texts = sequences.map((one) => one.map(({ token }) => token).join());
      expect(new Set(texts).size).toBeGreaterThan(30);
    },
  );

  it('begin with what is given', async () => {
    const prompt = Uint32Array.of(noToken, 3, 1, 4);
    const sequences = await withSampler((sampler) => drawn(sampler, { prompt, length: 20 }, 5));
    expect(sequences.length).toBe(20);
    check(sequences, prompt);
  });

  it('begin from learned states, each of them', async () => {
    const learned = { learnsInitialState: true };
    const sequences = await withSampler((sampler) => drawn(sampler, { length: 20 }), learned);
    check(sequences, request.prompt, true);
  });

  it('are those of their seed, in however many steps they are drawn, and however many', async () => {
    await withSampler(async (sampler) => {
      const all = await drawn(sampler);
      for (const stepsAtOnce of [1, 5, 64]) {
        expect(await drawn(sampler, {}, stepsAtOnce)).toEqual(all);
      }
      for (const length of [1, 16, 17]) {
        expect(await drawn(sampler, { length }, 3)).toEqual(all.slice(0, length));
      }
      const others = await drawn(sampler, { seed: 6 });
      expect(others).not.toEqual(all);
      const likeliest = await drawn(sampler, { temperature: 0, length: 18 });
      expect(likeliest).toEqual(likeliest.map(() => likeliest[0]));
    });
  });

  it('give way to others that are started while they are read', async () => {
    await withSampler(async (sampler) => {
      const all = await drawn(sampler, { length: 3 });
      sampler.start({ ...request, seed: 9 });
      const stale = sampler.run(64);
      sampler.start({ ...request, length: 3 });
      expect(await stale).toEqual([]);
      const sequences: Draw[][] = [];
      while (sampler.remaining > 0) sequences.push(...(await sampler.run(64)));
      expect(sequences).toEqual(all);
    });
  });
});

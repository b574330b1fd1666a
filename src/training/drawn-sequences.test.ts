/** Sequences that are drawn side by side, each from nothing to its end, and then the next ones. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import type { Draw } from '../decode/sample.ts';
import { noToken } from '../ops/no-token.ts';
import { backends } from '../testing/backends.ts';
import {
  checkDrawnSequences,
  drawAll,
  drawRequest,
  ruledRequest,
  withSampler,
} from '../testing/drawn-sequences.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { sequencesAtOnce } from './sampler.ts';

describe.each(backends)('sequences drawn on $name', (target) => {
  const { forms } = target;
  const [form] = forms;
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  it.each(forms)(
    'begin from nothing, and stop with their end or at the limit, in %s',
    async (own) => {
      // the last round is not full
      expect(drawRequest.length % sequencesAtOnce).not.toBe(0);
      await checkDrawnSequences(backend, { form: own });
    },
  );

  it('begin with what is given', async () => {
    const prompt = Uint32Array.of(noToken, 3, 1, 4);
    await checkDrawnSequences(backend, { form }, { prompt });
  });

  it('begin with several tokens in turn', async () => {
    // no round begins with the same one as the round before
    const firsts = [1, 4, 6];
    expect(sequencesAtOnce % firsts.length).not.toBe(0);
    await checkDrawnSequences(backend, { form }, { firsts });
  });

  it('end where they may and have nothing in them that is barred', async () => {
    await checkDrawnSequences(backend, { form }, ruledRequest);
  });

  it('begin from learned states, each of them', async () => {
    await checkDrawnSequences(backend, { form, learnsInitialState: true });
  });

  it('are those of their seed, in however many steps they are drawn, and however many', async () => {
    await withSampler(backend, { form }, async (sampler) => {
      const all = await drawAll(sampler);
      for (const stepsAtOnce of [1, 5, 64]) {
        expect(await drawAll(sampler, {}, stepsAtOnce)).toEqual(all);
      }
      for (const length of [1, 16, 17]) {
        expect(await drawAll(sampler, { length }, 3)).toEqual(all.slice(0, length));
      }
      const others = await drawAll(sampler, { seed: 6 });
      expect(others).not.toEqual(all);
      const likeliest = await drawAll(sampler, { temperature: 0, length: 18 });
      expect(likeliest).toEqual(likeliest.map(() => likeliest[0]));
    });
  });

  it('give way to others that are started while they are read', async () => {
    await withSampler(backend, { form }, async (sampler) => {
      const all = await drawAll(sampler, { length: 3 });
      sampler.start({ ...drawRequest, seed: 9 });
      const stale = sampler.run(64);
      sampler.start({ ...drawRequest, length: 3 });
      expect(await stale).toEqual([]);
      const sequences: Draw[][] = [];
      while (sampler.remaining > 0) sequences.push(...(await sampler.run(64)));
      expect(sequences).toEqual(all);
    });
  });
});

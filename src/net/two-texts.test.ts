/** Two nets on each other's texts, beside a net in float64; and who wrote what. */
import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../config/settings.ts';
import type { PackingWork } from '../data/packing/packing.ts';
import { uniformFloats } from '../lib/random.ts';
import { languageModelTask } from '../tasks/language-model/language-model.ts';
import { checkNormWise } from '../testing/close-to.ts';
import { runForward } from '../testing/reference/sequence-model.ts';
import { compareTexts, drawnToken, heldOutText, type TextRun } from './two-texts.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const work: PackingWork = { ...quiet, pause: () => Promise.resolve(), now: () => 0 };
const shape = { cell: 'lstm', numLayers: 1, hiddenSize: 5, embeddingSize: 0 };

async function runOn(text: string, seed: number, own: Partial<Settings> = {}): Promise<TextRun> {
  const settings: Settings = { ...defaultSettings(), hiddenSize: 5, heldOut: 25, ...own };
  const data = await languageModelTask.open({ kind: 'paste', text }, settings, quiet);
  const net = data.model(settings);
  const weights = net.model.specs.map(({ name, shape: of }, stream) => {
    const count = of.reduce((product, size) => product * size, 1);
    return { name, shape: of, values: uniformFloats(seed, stream, count, -2, 2) };
  });
  return { data, net, weights, step: seed };
}

function bitsOf({ data, weights }: TextRun, text: string): number {
  const targets = Array.from(data.inputs.encode(text).tokens);
  const tokens = [...data.beginning(), ...targets.slice(0, -1)];
  const parameters = Object.fromEntries(
    weights.map(({ name, values }) => [name, Float64Array.from(values)]),
  );
  const batch = { batchSize: 1, timeSteps: tokens.length, tokens, targets };
  const { losses } = runForward({ ...shape, vocabSize: data.inputs.size }, parameters, batch);
  return losses.reduce((sum, nats) => sum + nats, 0) / Math.LN2 / text.length;
}

// of the same letters
const cat = 'the cat sat on the mat. '.repeat(80);
const man = 'a man can see the nose. '.repeat(80);

describe('two nets, two texts', () => {
  it('pay for each text what a net in float64 says', async () => {
    const runs = [await runOn(cat, 3), await runOn(man, 4)] as const;
    const { nets } = await compareTexts(runs, work);
    expect(nets.map(({ step, characters }) => [step, characters])).toEqual([
      [3, 480],
      [4, 480],
    ]);
    const texts = await Promise.all(runs.map(({ data }) => heldOutText(data)));
    for (const [at, { costs }] of nets.entries()) {
      const expected = texts.map((text) => bitsOf(runs[at], text));
      const got = costs.map(({ bits }) => bits);
      checkNormWise({ name: `bits of net ${at}`, got, expected }, 5e-3);
      expect(costs.map(({ lacking }) => lacking)).toEqual([0, 0]);
    }
    // nobody's own is dearer by nature: these weights know nothing
    expect(nets[0].costs[1].bits).not.toBe(nets[0].costs[0].bits);
  });

  it('spell what they lack, and pay for that', async () => {
    const greek = 'ωμεγα the cat. '.repeat(100);
    const runs = [await runOn(cat, 3), await runOn(greek, 4)] as const;
    const { nets } = await compareTexts(runs, work);
    const held = await heldOutText(runs[1].data);
    const lacking = Array.from(held).filter((letter) => !cat.includes(letter)).length;
    expect(lacking).toBeGreaterThan(50);
    expect(nets[0].costs.map((cost) => cost.lacking)).toEqual([0, lacking]);
    expect(nets[0].costs[1].bits * held.length).toBeGreaterThan(8 * lacking);
  });

  it.each(['character', 'word', 'piece'] as const)(
    'write as many texts each by %s, of their own symbols',
    async (level) => {
      const own = { level, vocabulary: 270 };
      const runs = [await runOn(cat, 3, own), await runOn('δεν ωμεγα. '.repeat(200), 4, own)];
      const { written } = await compareTexts([runs[0], runs[1]], work);
      const by = written.map((one) => one.by);
      expect(by.filter((net) => net === 0)).toHaveLength(5);
      expect(by).toHaveLength(10);
      expect(by).not.toEqual([...by].sort());
      expect(new Set(written.map(({ text }) => text)).size).toBe(10);
      // pieces may be single bytes, and bytes any symbol
      const letters = ['thecasonm', 'δενωμγα'];
      for (const { text, by: net } of level === 'piece' ? [] : written) {
        expect(text).toMatch(new RegExp(`^[${letters[net]}.\\s]+$`));
      }
    },
  );

  it('say when nothing is held out', async () => {
    const none = await runOn(man, 4);
    Object.defineProperty(none.data, 'border', { value: man.length });
    await expect(compareTexts([await runOn(cat, 3), none], work)).rejects.toMatchObject({
      problem: { code: 'nothing held out', values: { title: 'Pasted text' } },
    });
  });
});

it('a token is drawn as often as its share of the sharpened softmax, and what is barred never', () => {
  const logits = Float32Array.of(Math.log(1), Math.log(2), Math.log(4), Math.log(8));
  const times = 4000;
  const counts = [0, 0, 0, 0];
  for (let at = 0; at < times; at++) counts[drawnToken(logits, at / times, 2)]++;
  const shares = [1, 2, 0, 8].map((one) => one ** (1 / 0.8));
  const all = shares.reduce((sum, share) => sum + share, 0);
  counts.forEach((count, token) => {
    expect(Math.abs(count - (times * shares[token]) / all)).toBeLessThanOrEqual(1);
  });
});

/** What a sentence costs is the sum of what its tokens cost, and each of these is the reference's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { nothingLabel } from '../data/tokens/token-set.ts';
import { optimizers } from '../optimizers/index.ts';
import type { ScoreFrame, ScorePlace } from '../protocol/score.ts';
import { languageModelTask } from '../tasks/language-model/language-model.ts';
import { backends } from '../testing/backends.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { scoreFrames } from './score-frames.ts';
import { Inspector } from '../training/inspector.ts';
import { Net } from '../training/net.ts';
import { predictions } from '../training/predictions.ts';

const text = 'The cat sat. A dog ran on. The owl saw it all! '.repeat(9);
const settings: Settings = {
  ...defaultSettings(),
  hiddenSize: 9,
  timeSteps: 6,
  batchSize: 2,
  seed: 3,
};
const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

describe.each(backends)('sentences scored on $name', (target) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  async function open(own: Partial<Settings>) {
    const data = await languageModelTask.open(
      { kind: 'paste', text },
      { ...settings, ...own },
      quiet,
    );
    const { model, objective } = data.model({ ...settings, ...own });
    const [optimizer] = optimizers;
    const { form } = backend;
    const net = await Net.create(backend, { model, objective, optimizer, form, seed: 3 });
    const score = async (lines: string[], chosen: ScorePlace | null = null) => {
      const frames = await scoreFrames({ net, data, pins: [] }, { lines, chosen });
      if (!frames) throw new Error('this net scores nothing');
      if (!('next' in frames)) return frames.frame(4);
      const frame: ScoreFrame = await frames.next(4);
      frames.destroy();
      return frame;
    };
    return { net, data, score };
  }

  it.each([
    { level: 'character', sequences: 'stream' },
    { level: 'word', sequences: 'sentence' },
  ] as const)('one beside another: $level, $sequences', async (own) => {
    const { net, data, score } = await open(own);
    const lines = ['The cat saw it.', 'A ⊗ dog', '⊗'];
    const place = { line: 0, at: 2 };
    const { sentences, alternatives } = await score(lines, place);
    const alone = await score([lines[0]]);
    const costs = sentences[0].tokens.map(({ nats }) => nats);
    // no sentence is another one’s beginning
    alone.sentences[0].tokens.forEach(({ nats }, at) => expect(nats).toBeCloseTo(costs[at], 5));

    const ids = Array.from(data.inputs.encode(lines[0]).tokens);
    const ends = own.sequences === 'sentence';
    const wanted = ends ? [...ids, data.targets.end!] : ids;
    const read = ends ? data.line(lines[0]).tokens : [...data.beginning(), ...ids.slice(0, -1)];
    const line = { tokens: Uint32Array.from(read), targets: Uint32Array.from(wanted) };
    const inspector = await Inspector.create(net, [line], { hasLogits: true });
    const [{ logits }] = await inspector.run([0]);
    inspector.destroy();
    const { size } = data.targets;
    const expected = predictions(logits!, net.objective, size, wanted, true);
    expect(sentences[0].tokens.map(({ label }) => label)).toEqual(
      wanted.map((id) => data.targets.label(id)),
    );
    expected.forEach(({ targetProbability }, at) =>
      expect(Math.exp(-costs[at])).toBeCloseTo(targetProbability!, 5),
    );
    const odds = expected[2].odds!;
    const better = odds.filter((one) => one > odds[wanted[2]]).length;
    expect(alternatives).toMatchObject({ ...place, rank: better + 1 });
    const { all } = alternatives!;
    expect(all[0].probability).toBeCloseTo(Math.max(...odds), 5);
    expect(all.some(({ label }) => label === data.targets.label(wanted[2]))).toBe(true);

    expect(sentences[0].before).toBe(ends ? nothingLabel : data.inputs.label(read[0]));
    expect(sentences[1].skipped).toEqual(['⊗']);
    expect(sentences[0].characters).toBe(lines[0].length);
    net.destroy();
  });

  it('none where nothing can be read, and no more than there is room for', async () => {
    const { net, score } = await open({ level: 'character', sequences: 'stream' });
    expect((await score(['⊗⊗'])).sentences).toMatchObject([{ tokens: [], skipped: ['⊗'], cut: 0 }]);
    const [long] = (await score(['a'.repeat(1003)])).sentences;
    expect([long.tokens.length, long.cut]).toEqual([1000, 3]);
    net.destroy();
  });
});

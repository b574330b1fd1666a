/** The quiz as a net answers it: by the sentence that it scores as the likelier one. */
import { expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { optimizers } from '../optimizers/index.ts';
import type { QuizFrame } from '../protocol/quiz.ts';
import { languageModelTask } from '../tasks/language-model/language-model.ts';
import { lines } from '../tasks/lines/lines.ts';
import type { TaskData } from '../tasks/task.ts';
import { Net } from '../training/net.ts';
import { quizFrames } from './quiz-frames.ts';
import { scoreFrames } from './score-frames.ts';

const trained = 'We know the cat. The dog has no idea. They know no one there. '.repeat(6);
const heldOut = Array.from(
  { length: 9 },
  (_, at) => `The cat has no ${at} dog. They know ${at} dog there. We know no one. `,
).join('');
const text = trained + heldOut;
const settings: Settings = {
  ...defaultSettings(),
  ...{ hiddenSize: 9, timeSteps: 6, batchSize: 2, seed: 3 },
  heldOut: Math.round((100 * heldOut.length) / text.length),
};
const work = { signal: new AbortController().signal, onProgress: () => undefined };

async function withNet(data: TaskData, own: Settings, look: (net: Net) => Promise<void>) {
  const backend = new WasmBackend();
  const { model, objective } = data.model(own);
  const [optimizer] = optimizers;
  const { form } = backend;
  const net = await Net.create(backend, { model, objective, optimizer, form, seed: 3 });
  await look(net);
  net.destroy();
  backend.destroy();
}

it.each([
  { level: 'character', sequences: 'stream' },
  { level: 'word', sequences: 'stream' },
  { level: 'word', sequences: 'sentence' },
  { level: 'piece', sequences: 'sentence' },
] as const)('each question is two sentences scored: $level, $sequences', async (own) => {
  const all = { ...settings, ...own };
  const data = await languageModelTask.open({ kind: 'paste', text }, all, work);
  await withNet(data, all, async (net) => {
    const live = { net, data, pins: [] };
    const frames = await quizFrames(live);
    if (!frames || !('next' in frames)) throw new Error('there is nothing to ask');
    const frame: QuizFrame = await frames.next(7);
    frames.destroy();
    expect(frame.step).toBe(7);
    const { questions } = frame;
    expect(questions.length).toBeGreaterThan(10);
    for (const { before, words, after, stood, title, first } of questions.slice(0, 4)) {
      expect(title).toBe(data.info.title);
      expect(heldOut).toContain(`${before}${words[stood]}${after}`);
      expect(trained).not.toContain(`${before}${words[stood]}${after}`);
      const scored = await scoreFrames(live, {
        lines: words.map((word) => before + word + after),
        chosen: null,
      });
      if (!scored || !('next' in scored)) throw new Error('this net scores nothing');
      const { sentences } = await scored.next(7);
      scored.destroy();
      const [a, b] = sentences.map(({ tokens }) =>
        Math.exp(-tokens.reduce((sum, { nats }) => sum + nats, 0)),
      );
      expect(first.net).toBeCloseTo(a / (a + b), 4);
      expect(first.bigram).toBeGreaterThan(0);
      expect(first.bigram).toBeLessThan(1);
      // know stands 12 times in what is trained on, and so does no
      expect(first.unigram).toBe(0.5);
    }
  });
});

it('nothing is asked of a text without such words, nor of what is no text', async () => {
  const data = await languageModelTask.open(
    { kind: 'paste', text: 'abc '.repeat(99) },
    settings,
    work,
  );
  await withNet(data, settings, async (net) => {
    const still = await quizFrames({ net, data, pins: [] });
    if (!still || 'next' in still) throw new Error('there is nothing to measure');
    expect(still.frame(3)).toEqual({
      ...{ step: 3, questions: [], asTheyStand: { count: 0, unigram: 0 } },
    });
  });
  const names = await lines.open({ kind: 'paste', text: 'Ada\nBob\nCid\nDan\n' }, settings, work);
  await withNet(names, settings, async (net) => {
    expect(await quizFrames({ net, data: names, pins: [] })).toBeNull();
  });
});

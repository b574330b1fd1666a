/** A net’s answers to a quiz, beside the sentences that it scores. */
import { expect } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { optimizers } from '../optimizers/index.ts';
import type { QuizFrame } from '../protocol/quiz.ts';
import { languageModelTask } from '../tasks/language-model/language-model.ts';
import type { TaskData } from '../tasks/task.ts';
import { Net } from '../training/net.ts';
import { quizFrames } from '../views/quiz-frames.ts';
import { scoreFrames } from '../views/score-frames.ts';

const trained = 'We know the cat. The dog has no idea. They know no one there. '.repeat(6);
const heldOut = Array.from(
  { length: 9 },
  (_, at) => `The cat has no ${at} dog. They know ${at} dog there. We know no one. `,
).join('');
const text = trained + heldOut;
export const settings: Settings = {
  ...defaultSettings(),
  ...{ hiddenSize: 9, timeSteps: 6, batchSize: 2, seed: 3 },
  heldOut: Math.round((100 * heldOut.length) / text.length),
};
export const work = { signal: new AbortController().signal, onProgress: () => undefined };

export async function withNet(data: TaskData, own: Settings, look: (net: Net) => Promise<void>) {
  const backend = new WasmBackend();
  const { model, objective } = data.model(own);
  const [optimizer] = optimizers;
  const { form } = backend;
  const net = await Net.create(backend, { model, objective, optimizer, form, seed: 3 });
  await look(net);
  net.destroy();
  backend.destroy();
}

export async function checkAnswers(own: Pick<Settings, 'level' | 'sequences'>): Promise<void> {
  const all = { ...settings, ...own };
  const data = await languageModelTask.open({ kind: 'paste', text }, all, work);
  await withNet(data, all, async (net) => {
    const live = { net, data, pins: [] };
    // some at a time
    const frames = await quizFrames(live, 1500);

    if (!frames || !('next' in frames)) throw new Error('there is nothing to ask');
    expect(frames.runs).toBeGreaterThan(2);
    const frame: QuizFrame = await frames.next(7);
    frames.destroy();
    expect(frame.step).toBe(7);
    const { questions } = frame;
    expect(questions.length).toBeGreaterThan(10);
    for (const { before, words, after, stood, title, first } of questions.slice(-4)) {
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
}

/** The quiz as a net answers it: by the sentence that it scores as the likelier one. */
import { expect, it } from 'vitest';
import { languageModelTask } from '../tasks/language-model/language-model.ts';
import { lines } from '../tasks/lines/lines.ts';
import { checkAnswers, settings, withNet, work } from '../testing/quiz-answers.ts';
import { quizFrames } from './quiz-frames.ts';

it.each([
  { level: 'character', sequences: 'stream' },
  { level: 'word', sequences: 'stream' },
  { level: 'word', sequences: 'sentence' },
  { level: 'piece', sequences: 'sentence' },
] as const)('each question is two sentences scored: $level, $sequences', (own) =>
  checkAnswers(own),
);

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

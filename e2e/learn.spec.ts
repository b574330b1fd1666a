/** What `npm run learn` measures in minutes, for a task that takes seconds. */
import { type LearnRow, learnOne } from '../bench/learn/main.ts';
import { atLeast, atMost, type Target } from '../bench/learn/targets.ts';
import { expect, test } from './support/test.ts';

const verb: Target = {
  task: 'agreement',
  settings: { cell: 'gru', gap: 5, lossOn: 'verb' },
  steps: 120,
  metric: 'verb_accuracy',
  goals: [atLeast('verb_accuracy', 0.95)],
};

test('the page learns to put a verb in the number of its subject, and is measured beside a guess', async ({
  browser,
  baseURL,
}) => {
  const learn = (target: Target): Promise<LearnRow> =>
    learnOne({ browser, address: String(baseURL), engine: 'cpu' }, target, 1);
  const learned = await learn(verb);
  expect(learned).toMatchObject({ isMet: true, bounds: [{ label: 'guess', value: 0.5 }] });
  expect(learned.curve.map(([step]) => step)).toEqual(
    Array.from({ length: 13 }, (_, at) => 10 * at),
  );
  const [[, untrained], ...later] = learned.curve;
  expect(untrained).toBeLessThan(0.6);
  expect(later.at(-1)).toEqual([120, learned.curve[12][1]]);
  const missed = await learn({ ...verb, steps: 12, goals: [atMost('loss', 0)] });
  expect(missed.isMet).toBe(false);
});

/** A run that trains on although it has gone wrong: it is told, and the way back leads to before it. */
import type { PlaygroundApp } from '../src/ui/playground-app.ts';
import { keepAt, valuesOf } from './support/kept.ts';
import { Playground, smallNet as small } from './support/playground.ts';
import { expect, test } from './support/test.ts';

/** Without decay, which at a rate of 10 would put every weight back to zero. */
const smallNet = { ...small, weightDecay: 0 };

const noticeOf = ({ page }: Playground) =>
  page.getByRole('status', { name: 'Divergence', exact: true });

/** Puts losses into the page's curves as if they had been trained. */
function drawLosses(playground: Playground, losses: number[], norms = losses) {
  return playground.page.evaluate(
    ({ losses, norms }) => {
      const { curve } = (document.querySelector('playground-app') as PlaygroundApp).session;
      const run = { losses: Float32Array.from(losses), norms: Float32Array.from(norms) };
      curve.append({ firstStep: curve.steps + 1, ...run });
    },
    { losses, norms },
  );
}

test('divergence is told while training goes on; undo leads to before it, and so does a reload', async ({
  playground,
}) => {
  const notice = noticeOf(playground);
  await playground.open(smallNet);
  const kept = 8;
  await keepAt(playground, kept);
  const before = await valuesOf(playground);
  expect(before.step).toBe(kept);
  await playground.setField('Learning rate', 10);
  await playground.setField('Clip norm', 0);
  await expect(notice).toHaveCount(0);

  await playground.train();
  await expect(notice).toContainText(
    /^\s*Training has diverged: since step \d+ the loss has been/,
    {
      timeout: 60_000,
    },
  );
  await expect(notice).toContainText('Try a learning rate below 10, or a clip norm above 0.');
  await expect(notice).toContainText(
    `Until training recovers, the kept run stays as it was at step ${kept.toLocaleString('en')}.`,
  );
  await expect(playground.alert).toHaveCount(0);
  const told = await playground.number('Step');
  await playground.reached(told + 5);
  await playground.pause();
  await expect(notice).toBeVisible();

  const undone = await playground.messageAfter('training.undone', () =>
    playground.button(`Back to step ${kept.toLocaleString('en')} at half the rate`).click(),
  );
  expect(undone).toMatchObject({ step: kept, learningRate: 5 });
  await expect(notice).toHaveCount(0);
  await expect(playground.field('Learning rate')).toHaveValue('5');
  expect(await valuesOf(playground)).toEqual(before);
  await expect(playground.page.getByText(/^Went back from step [\d,]+\.$/)).toBeVisible();

  // it diverges again, and is not what is found after a reload
  await playground.train();
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await playground.pause();
  await playground.load(smallNet);
  await expect(playground.button(`Continue from step ${kept.toLocaleString('en')}`)).toBeVisible();
});

test('what was dismissed is not told again; a rewind clears it', async ({ playground }) => {
  const notice = noticeOf(playground);
  await playground.open({ ...smallNet, learningRate: 10, clipNorm: 0 });
  await playground.train();
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await expect(playground.button('Back to step 0 at half the rate')).toBeVisible();
  // units may be found stuck before the loss is known to stay above chance, which is another reason
  await playground.reached(250);
  await expect(notice).toContainText('worse than guessing');
  await playground.button('Dismiss').click();
  await expect(notice).toHaveCount(0);
  await playground.reached((await playground.number('Step')) + 50);
  await expect(notice).toHaveCount(0);

  await playground.pause();
  await playground.rewind();
  await playground.train();
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await playground.pause();
  await playground.rewind();
  await expect(notice).toHaveCount(0);
});

test('an LSTM at rate 10 with clipping on is told, its perplexity with an exponent', async ({
  playground,
}) => {
  await playground.open({ ...smallNet, learningRate: 10, clipNorm: 5 });
  await playground.train();
  await expect(noticeOf(playground)).toContainText('a clip norm below 5', {
    timeout: 60_000,
  });
  await playground.messageAfter('validation.result', () => playground.pause());
  await expect(playground.output('Perplexity')).toHaveText(/^(\d\.\d{3}e\d+|e\^[\d.e]+)$/);
});

test('charts of losses high and low', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...smallNet, sampleLength: 20 });
  await test.step('a spike squashes none and breaks no read-out', async () => {
    await playground.stepTo(1);
    const chart = page.getByRole('img', { name: 'Training and validation loss by step' });
    const falling = Array.from({ length: 300 }, (_, step) => 1.5 + 2.8 * Math.exp(-step / 60));
    await drawLosses(playground, falling);
    await expect(playground.output('Training loss')).toHaveText('1.5192');
    await expect(chart).not.toHaveAttribute('aria-description');
    await drawLosses(playground, [6.6e29]);
    await expect(playground.output('Training loss')).toHaveText('6.600e29');
    await expect(chart).toHaveAttribute(
      'aria-description',
      'The highest value, 6.6e29 at step 302, is cut off.',
    );
    await drawLosses(playground, new Array<number>(60).fill(1.5));
    await expect(playground.output('Training loss')).toHaveText('1.5000');
    await page.getByText('Show as table').click();
    await expect(page.getByRole('cell', { name: '6.600e29' })).toHaveCount(0);
    await playground.rewind();
    await expect(chart).not.toHaveAttribute('aria-description');
  });

  await test.step('those of a text of one symbol begin at 0 and reach the last step', async () => {
    await playground.upload('a.txt', 'a'.repeat(4000));
    await playground.trainTo(40);
    await expect(playground.output('Training loss')).toHaveText('0.0000');
    await expect(playground.output('Perplexity')).toHaveText(/^1(\.0+)?$/);
    await playground.sampled(() => playground.button('Generate').click());
    await expect(playground.output('Sampled text')).toHaveText('a'.repeat(20));
    const step = await playground.number('Step');
    const axes = () =>
      playground.page.evaluate(() => {
        const app = document.querySelector('playground-app') as PlaygroundApp;
        const panel = app.renderRoot.querySelector('loss-panel')!;
        return [...panel.renderRoot.querySelectorAll('line-chart')].map((chart) => chart.axes);
      });
    for (const index of [0, 1]) {
      await expect.poll(async () => (await axes())[index].x.max).toBeGreaterThanOrEqual(step);
      expect((await axes())[index].y.min).toBeGreaterThanOrEqual(0);
    }
  });
});

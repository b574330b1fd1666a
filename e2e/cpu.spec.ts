/** A browser as it comes, without WebGPU: everything works on the CPU. */
import { findChromium, withoutUnseenPages } from '../scripts/browser.mjs';
import { isKeptAt, offer, valuesOf } from './support/kept.ts';
import { lag } from './support/pace.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test.use({
  launchOptions: {
    slowMo: lag,
    executablePath: findChromium() ?? undefined,
    args: [withoutUnseenPages, '--no-sandbox', '--disable-background-networking'],
  },
});

test('trains at once, samples, shows gates, keeps and resumes', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...smallNet, sampleLength: 40 });
  expect(
    await page.evaluate(async () => (await navigator.gpu?.requestAdapter()) ?? null),
  ).toBeNull();
  const cores = await page.evaluate(() => Math.min(16, navigator.hardwareConcurrency));
  const readout = cores === 1 ? 'CPU, 1 thread' : `CPU, ${cores} threads`;
  await expect(playground.output('Engine')).toHaveText(readout);
  await expect(playground.alert).toHaveCount(0);
  await expect(page.getByText('How to use a GPU')).toBeVisible();

  const step = await playground.trainTo(30);
  await expect(playground.output('Training loss')).toHaveText(/^\d\.\d{4}$/);
  await expect(playground.output('Validation loss')).toHaveText(/^\d\.\d{4}$/);
  const drawn = await playground.sampled(() => playground.button('Generate').click());
  expect(drawn).toHaveLength(40);
  const frame = await playground.gates('Alice was beginning', 1);
  expect(frame.traces.length).toBeGreaterThan(0);
  expect((await playground.netInfo()).kernels).toBe('cpu');

  await isKeptAt(playground, step);
  const before = await valuesOf(playground);
  await playground.load();
  await offer(playground)
    .getByRole('button', { name: `Continue from step ${step.toLocaleString('en')}` })
    .click();
  await expect(playground.output('Step')).toHaveText(step.toLocaleString('en'));
  expect(await valuesOf(playground)).toEqual(before);
  await playground.trainTo(step + 10);
});

test('any number of threads gives the same bits', async ({ playground }) => {
  const results: unknown[] = [];
  for (const threads of [1, 2, 3]) {
    await playground.open(smallNet, `?chunk=1&threads=${threads}`);
    await expect(playground.output('Engine')).toHaveText(
      threads === 1 ? 'CPU, 1 thread' : `CPU, ${threads} threads`,
    );
    await playground.stepTo(20);
    results.push(await valuesOf(playground));
  }
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
});

test('what does not apply to the CPU says so', async ({ playground }) => {
  const { page } = playground;
  await playground.open(smallNet);
  await page.locator('summary').filter({ hasText: 'More: training' }).click();
  await expect(playground.select('Kernels')).toBeDisabled();
  await expect(page.getByText('No effect on the CPU')).toBeAttached();
  await playground.select('Engine').selectOption('cpu');
  await expect(page.getByText('How to use a GPU')).toHaveCount(0);
});

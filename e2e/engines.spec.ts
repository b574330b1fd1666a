/** A run is not bound to what it began on: it goes from the GPU to the CPU and back. */
import { chooseFile, isKeptAt, offer, savedFile, valuesOf } from './support/kept.ts';
import { smallNet, type Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { armWorker, cause } from './support/worker-faults.ts';

const readout = { gpu: /^GPU: .*\(software\)$/, cpu: /^CPU, \d+ threads?$/ };

async function continues(playground: Playground, step: number): Promise<void> {
  await offer(playground)
    .getByRole('button', { name: `Continue from step ${step.toLocaleString('en')}` })
    .click();
  await expect(playground.output('Step')).toHaveText(step.toLocaleString('en'));
}

for (const [from, to] of [
  ['gpu', 'cpu'],
  ['cpu', 'gpu'],
] as const) {
  test(`a run kept on the ${from} goes on on the ${to}`, async ({ playground }) => {
    await playground.open({ ...smallNet, engine: from });
    await expect(playground.output('Engine')).toHaveText(readout[from]);
    const step = await playground.trainTo(10);
    await isKeptAt(playground, step);
    const before = await valuesOf(playground);
    await playground.open({ ...smallNet, engine: to });
    await continues(playground, step);
    await expect(playground.output('Engine')).toHaveText(readout[to]);
    expect(await valuesOf(playground)).toEqual(before);
    await playground.trainTo(step + 5);
    await expect(playground.alert).toHaveCount(0);
  });
}

test('a software adapter counts as no GPU, unless it is asked for', async ({ playground }) => {
  await playground.open(smallNet);
  await expect(playground.output('Engine')).toHaveText(readout.cpu);
  await playground.page.getByText('How to use a GPU').click();
  await expect(playground.page.getByText('only a software GPU')).toBeVisible();
  await playground.page.locator('summary').filter({ hasText: 'More: training' }).click();
  await playground.select('Engine').selectOption('gpu');
  await expect(playground.output('Engine')).toHaveText(readout.gpu);
  await expect(playground.page.getByText('How to use a GPU')).toHaveCount(0);
});

test('another engine takes the run over, with every weight', async ({ playground }) => {
  await playground.open({ ...smallNet, engine: 'gpu' });
  const step = await playground.trainTo(10);
  const before = await valuesOf(playground);
  await playground.page.locator('summary').filter({ hasText: 'More: training' }).click();
  await playground.select('Engine').selectOption('cpu');
  await expect(playground.output('Engine')).toHaveText(readout.cpu);
  await expect(playground.output('Step')).toHaveText(step.toLocaleString('en'));
  expect(await valuesOf(playground)).toEqual(before);
  await playground.train();
  await playground.reached(step + 10);
  await playground.select('Engine').selectOption('gpu');
  await expect(playground.output('Engine')).toHaveText(readout.gpu);
  await playground.reached(step + 20);
  await playground.pause();
  await chooseFile(playground, await savedFile(playground));
});

test('a GPU that fails for good: training continues on the CPU', async ({ playground }) => {
  const { page } = playground;
  await armWorker(page);
  await playground.open({ ...smallNet, engine: 'gpu', sampleLength: 20_000 });
  const step = await playground.trainTo(10);
  await playground.keptAt(step);
  await playground.train();
  await playground.reached(step + 5);
  const recovered = await playground.messageAfter('run.recovered', () => cause(page, 'GPU error'));
  expect(recovered.step).toBeGreaterThanOrEqual(step);
  await expect(playground.alert).toContainText('the GPU reported an error');
  await expect(playground.alert).toContainText('Training continues on the CPU from step');
  await expect(playground.output('Engine')).toHaveText(readout.cpu);
  await playground.reached(recovered.step + 10);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(playground.alert).toHaveCount(0);
  await playground.pause();
  await expect(playground.button('Generate')).toBeEnabled();
});

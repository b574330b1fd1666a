/** Whatever breaks: a banner that says so, a run that has clearly stopped, no nonsense in any output. */
import { smallNet, type Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { someOf } from './support/thorough.ts';
import { armWorker, breakWorker, cause, withholdWorker } from './support/worker-faults.ts';

test.use({ provokesErrors: true });

const onGpu = { ...smallNet, engine: 'gpu' } as const;

/** Everything that is shown or read out; never a number gone wrong. */
async function expectNoNonsense({ page }: Playground): Promise<void> {
  const shown = await page.locator('body').ariaSnapshot();
  expect(shown).toContain('Train');
  expect(shown).not.toMatch(/\bNaN\b|Infinity|undefined|\[object/);
}

/** As the banner advises. */
async function reload(playground: Playground): Promise<void> {
  const loaded = playground.page.waitForEvent('load');
  await playground.button('Reload the page').click();
  await loaded;
  await playground.netIsReady();
  await expect(playground.alert).toHaveCount(0);
}

async function expectStopped(playground: Playground): Promise<void> {
  for (const name of ['Train', 'Pause', 'One step', 'Generate']) {
    await expect(playground.button(name), name).toBeDisabled();
  }
  await expect(playground.output('Characters per second')).toHaveText('0');
  await expectNoNonsense(playground);
}

for (const how of someOf(['no WebGPU', 'no adapter'] as const)) {
  test(`${how}: it trains on the CPU, with a quiet word on how to get a GPU`, async ({
    playground,
  }) => {
    const { page } = playground;
    await breakWorker(page, how);
    await playground.open(smallNet);
    await expect(playground.output('Engine')).toHaveText(/^CPU, \d+ threads?$/);
    await page.getByText('How to use a GPU').click();
    const note = page.locator('engine-note');
    await expect(note).toContainText('chrome://gpu');
    await expect(note).toContainText('On Linux');
    await playground.trainTo(10);
    await expect(playground.alert).toHaveCount(0);
    await expectNoNonsense(playground);
  });
}

test('a GPU that is lost at birth: it trains on the CPU at once, and says why', async ({
  playground,
}) => {
  await breakWorker(playground.page, 'GPU lost at birth');
  await playground.open(onGpu);
  await expect(playground.output('Engine')).toHaveText(/^CPU, \d+ threads?$/);
  await playground.trainTo(10);
  await expect(playground.alert).toHaveCount(0);
  await expectNoNonsense(playground);
});

test('a GPU that is lost as soon as it computes: the net is built and trains', async ({
  playground,
}) => {
  await breakWorker(playground.page, 'GPU lost as soon as it computes');
  await playground.open(onGpu);
  await playground.trainTo(10);
  await expect(playground.output('Training loss')).toHaveText(/^\d\.\d{4}$/);
  await expectNoNonsense(playground);
});

test('kernels that do not compile: the net is refused, with the reason', async ({ playground }) => {
  await breakWorker(playground.page, 'no pipeline');
  await playground.load(onGpu);
  await expect(playground.alert).toContainText('planted: no pipeline');
  for (const name of ['Pause', 'One step', 'Rewind', 'Generate']) {
    await expect(playground.button(name)).toBeDisabled();
  }
  await expectNoNonsense(playground);
});

test('a worker that throws at once or does not load is reported', async ({ playground }) => {
  await breakWorker(playground.page, 'throws at once');
  await playground.load(onGpu);
  await expect(playground.alert).toContainText('planted: does not start');
  await expect(playground.alert).toContainText('Reload the page');
  await expectStopped(playground);

  await playground.page.unrouteAll();
  await withholdWorker(playground.page);
  await playground.load(onGpu);
  await expect(playground.alert).toContainText('the training worker stopped');
  await expectStopped(playground);

  await playground.page.unrouteAll();
  await reload(playground);
});

for (const engine of someOf(['cpu', 'gpu'] as const)) {
  test(`a worker that throws while the ${engine} trains and samples stops the run with a banner`, async ({
    playground,
  }) => {
    const message = 'planted: the worker broke';
    await armWorker(playground.page);
    await playground.open({ ...smallNet, engine, sampleLength: 20_000 });
    await playground.train();
    await playground.reached(10);
    await playground.button('Generate').click();
    await cause(playground.page, 'worker throws');
    await expect(playground.alert).toContainText(message);
    await expect(playground.alert).toContainText('Reload the page');
    await expectStopped(playground);
    const step = await playground.output('Step').textContent();
    expect(await playground.number('Step')).toBeGreaterThanOrEqual(10);
    await expect(playground.output('Training loss')).toHaveText(/^\d\.\d{4}$/);
    await expect(playground.button('Stop')).toBeDisabled();
    // Nothing moves behind it, for as long as a readback of losses would take to show.
    await playground.framesPass(30);
    await expect(playground.output('Step')).toHaveText(step ?? '');
    await expectStopped(playground);
    await reload(playground);
  });
}

test('a GPU that computes wrong numbers: safer kernels with a note, or a refusal', async ({
  playground,
}) => {
  const { page } = playground;
  await armWorker(page);
  await playground.open({ ...onGpu, kernels: 'quads' });
  await cause(page, 'quads wrong');
  const ready = await playground.messageAfter('net.ready', async () => {
    await playground.select('Cell').selectOption('rnn-tanh');
  });
  expect(ready.info.kernels).toBe('registers');
  const notes = playground.page.getByRole('status', { name: 'Notes', exact: true });
  await expect(notes).toContainText('The net uses the kernels “registers”');
  await expect(notes).toContainText('other numbers on the GPU than on the CPU');
  await cause(page, 'all kernels wrong');
  await playground.select('Cell').selectOption('gru');
  await expect(playground.alert).toContainText('other numbers on the GPU than on the CPU');
  await expect(playground.alert).toContainText('use another browser or GPU');
  await expect(playground.select('Cell')).toHaveValue('rnn-tanh');
  await playground.trainTo(10);
  await expectNoNonsense(playground);
});

test('device lost while training: the page says so, waits, and goes on from the last state', async ({
  playground,
}) => {
  const { page } = playground;
  await armWorker(page);
  await playground.open({ ...onGpu, sampleLength: 20_000 });
  const step = await playground.trainTo(10);
  await playground.keptAt(step);
  await playground.train();
  await playground.reached(step + 10);
  await playground.button('Generate').click();
  // the next one comes when the page was read, however soon that is
  await cause(page, 'no new device');
  const recovered = await playground.messageAfter('run.recovered', async () => {
    await cause(page, 'device lost');
    await expect(playground.alert).toContainText('planted: the driver was reset');
    await expect(playground.alert).toContainText('The page is requesting it again');
    await expect(playground.output('Characters per second')).toHaveText('0');
    await expectNoNonsense(playground);
    await cause(page, 'new devices');
  });
  expect(recovered.step).toBeGreaterThanOrEqual(step);
  await expect(playground.alert).toHaveCount(0);
  await playground.reached(recovered.step + 10);
  await playground.pause();
  await expect(playground.button('Generate')).toBeEnabled();
  await expectNoNonsense(playground);
});

test('a GPU that does not answer is left alone until it does', async ({ playground }) => {
  // ten of its seconds are one
  await armWorker(playground.page, 10);
  await playground.open(onGpu);
  await playground.train();
  await playground.reached(10);
  const notice = playground.page.getByRole('status', { name: 'GPU', exact: true });
  await cause(playground.page, 'GPU silent');
  await expect(notice).toContainText('The GPU has not answered for 5 seconds');
  const step = await playground.number('Step');
  await cause(playground.page, 'GPU answers');
  await expect(notice).toHaveCount(0);
  await playground.reached(step + 10);
});

/** Every kernel of the running net is there: what is asked of the GPU next is of another one. */
async function compileAll(playground: Playground): Promise<void> {
  await playground.messageAfter('validation.result', () =>
    playground.button('Validate now').click(),
  );
  await playground.sampled(() => playground.button('Generate').click());
  await playground.settled();
}

test('a GPU without memory refuses the net and leaves the running one alone', async ({
  playground,
}) => {
  await armWorker(playground.page);
  await playground.open({ ...onGpu, sampleLength: 20 });
  await playground.trainTo(10);
  await compileAll(playground);
  const before = await playground.parameters();
  await cause(playground.page, 'no memory');
  await playground.select('Cell').selectOption('gru');
  await playground.button('New net').click();
  await expect(playground.alert).toContainText('the GPU has no memory for a part of it');
  await expect(playground.select('Cell')).toHaveValue('lstm');
  expect((await playground.parameters()).parameters).toEqual(before.parameters);
  await playground.stepTo(before.step + 3);
});

test('a later net that does not compile leaves the running one alone', async ({ playground }) => {
  await armWorker(playground.page);
  await playground.open({ ...onGpu, sampleLength: 20 });
  await playground.trainTo(10);
  await compileAll(playground);
  const before = await playground.parameters();
  await cause(playground.page, 'pipelines fail');
  await playground.select('Cell').selectOption('gru');
  await playground.button('New net').click();
  await expect(playground.alert).toContainText('planted: no pipeline');
  await expect(playground.select('Cell')).toHaveValue('lstm');
  const after = await playground.parameters();
  expect(after.parameters).toEqual(before.parameters);
  await playground.stepTo(after.step + 3);
  await expectNoNonsense(playground);
});

test('a loss that is no number stops training; the curve stays, Rewind goes back', async ({
  playground,
}) => {
  await armWorker(playground.page);
  await playground.open(onGpu);
  const initial = await playground.parameters();
  await playground.stepTo(10);
  await cause(playground.page, 'weights spoilt');
  const failure = await playground.messageAfter('failure', () => playground.train());
  expect(failure.problem).toMatchObject({ code: 'not finite', values: { step: 11 } });
  await expect(playground.alert).toContainText('was not a finite number');
  await expect(playground.alert).toContainText('Rewind');
  for (const name of ['Train', 'Pause', 'One step']) {
    await expect(playground.button(name)).toBeDisabled();
  }
  await expect(playground.output('Training loss')).toHaveText(/^\d\.\d{4}$/);
  await expectNoNonsense(playground);
  await playground.page.getByText('Show as table').click();
  const rows = playground.page.getByRole('group', { name: 'Last steps' }).getByRole('row');
  // and the heading
  await expect(rows).toHaveCount(1 + 10);

  // Such weights may not even give odds to draw from.
  await playground.messageAfter('sample.ended', () => playground.button('Generate').click());
  await expectNoNonsense(playground);
  await playground.alert.getByRole('button', { name: 'Rewind' }).click();
  await expect(playground.output('Step')).toHaveText('0');
  await expect(playground.alert).toHaveCount(0);
  expect((await playground.parameters()).parameters).toEqual(initial.parameters);
  await playground.trainTo(20);
  await expect(playground.output('Training loss')).toHaveText(/^\d\.\d{4}$/);
  await expectNoNonsense(playground);
});

/** What a person does with the page: run, settings, links, samples, keyboard, small screens. */
import { readFile } from 'node:fs/promises';
import { defaultSettings } from '../src/config/settings.ts';
import { linkTo, smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test.use({ triesSteps: true });

test('every accessible name resolves, and one click trains', async ({ playground }) => {
  const { page } = playground;
  await playground.load();
  for (const name of ['Train', 'Pause', 'One step', 'Rewind', 'Generate']) {
    await expect(playground.button(name), name).toBeVisible();
  }
  await expect(page.getByLabel('Upload a text', { exact: true })).toHaveAttribute('type', 'file');
  for (const name of ['Text', 'Cell', 'Input', 'Optimizer', 'Layer']) {
    await expect(playground.select(name), name).toBeVisible();
  }
  const fields = [
    ...['Layers', 'Hidden size', 'Embedding size', 'Batch size', 'Time steps', 'Learning rate'],
    ...['Clip norm', 'Seed', 'Held out', 'Temperature', 'Top-k', 'Sample length'],
  ];
  for (const name of fields) await expect(playground.field(name), name).toBeVisible();
  const slider = page.getByRole('slider', { name: 'Learning rate slider', exact: true });
  await expect(slider).toBeVisible();
  for (const name of ['Prompt', 'Line']) {
    await expect(playground.words(name), name).toBeVisible();
  }
  const outputs = [
    ...['Step', 'Training loss', 'Validation loss', 'Perplexity', 'Characters per second'],
    ...['Parameters', 'Dispatches per step', 'Sampled text'],
  ];
  for (const name of outputs) await expect(playground.output(name), name).toHaveCount(1);
  for (const name of ['Loss', 'Gates', 'Sample']) {
    await expect(page.getByRole('region', { name, exact: true }), name).toBeVisible();
  }

  await playground.train();
  await playground.reached(2);
  await expect(playground.output('Training loss')).toHaveText(/^\d\.\d{4}$/);
  await expect(playground.output('Parameters')).toHaveText(/^[\d,]+$/);
  await expect(playground.output('Dispatches per step')).toHaveText(/^\d+$/);
  await expect(playground.output('Characters per second')).toHaveText(/^[1-9][\d,]*$/);
  await playground.pause();
  const spoken = playground.output('Spoken progress');
  await expect(spoken).toHaveText(/^\s*(Paused\. Step \d.*, training loss \d|Validation loss \d)/);
  // however long it takes: the test's own limit is the only one
  await expect(playground.output('Validation loss')).toHaveText(/^\d\.\d{4}$/, { timeout: 0 });
  const loss = await playground.number('Validation loss');
  expect(Math.abs((await playground.number('Perplexity')) / Math.exp(loss) - 1)).toBeLessThan(1e-3);
});

test('step, pause, rewind: the same weights again, bit for bit', async ({ playground }) => {
  await playground.open(smallNet);
  const { parameters: initial } = await playground.parameters();
  await playground.button('One step').click();
  await expect(playground.output('Step')).toHaveText('1');
  await playground.stepTo(12);
  const { parameters: stepped } = await playground.parameters();
  expect(stepped).not.toEqual(initial);
  await playground.rewind();
  await expect(playground.output('Training loss')).toHaveText('–');
  expect((await playground.parameters()).parameters).toEqual(initial);
  await expect(playground.button('Rewind')).toBeDisabled();
  await playground.stepTo(12);
  expect((await playground.parameters()).parameters).toEqual(stepped);
  const paused = await playground.trainTo(30);
  expect(await playground.number('Step')).toBe(paused);
});

test('learning rate, clip norm and temperature act while training', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...smallNet, sampleLength: 20_000, temperature: 0 });
  await playground.train();
  await playground.reached(10);
  const tuned = (name: string, value: number) =>
    playground.setField(name, value).then(() => playground.settings());
  expect((await tuned('Learning rate', 0.0005)).learningRate).toBe(0.0005);
  expect((await tuned('Clip norm', 1)).clipNorm).toBe(1);
  await expect(playground.button('Pause')).toBeEnabled();
  await page.getByRole('slider', { name: 'Learning rate slider', exact: true }).fill('0');
  await expect(playground.field('Learning rate')).toHaveValue('0.00001');

  // At temperature 0 every character is the likeliest; above, soon one is not.
  const { tokens } = await playground.messageAfter('sample.tokens', () =>
    playground.button('Generate').click(),
  );
  expect(tokens.every(({ rank }) => rank === 1)).toBe(true);
  await playground.setField('Temperature', 5);
  await expect
    .poll(async () =>
      (await playground.messageAfter('sample.tokens', () => Promise.resolve())).tokens.some(
        ({ rank }) => rank > 1,
      ),
    )
    .toBe(true);
  await playground.button('Stop').click();
  await expect(playground.button('Stop')).toBeDisabled();
  await playground.pause();

  // A rate of (almost) nothing changes (almost) nothing; without a clip the same step goes further.
  await playground.rewind();
  const { parameters: initial } = await playground.parameters();
  const moved = async () => {
    await playground.stepTo(1);
    const { parameters } = await playground.parameters();
    await playground.rewind();
    return Math.max(
      ...parameters.flatMap(({ values }, at) =>
        [...values].map((value, i) => Math.abs(value - initial[at].values[i])),
      ),
    );
  };
  expect(await moved()).toBeLessThan(2e-5);
  await playground.setField('Learning rate', 0.01);
  expect(await moved()).toBeGreaterThan(5e-3);
});

test('a changed net asks first; the link keeps every setting', async ({ playground }) => {
  const { page } = playground;
  await playground.open(smallNet);
  await playground.stepTo(3);
  const { parameters } = await playground.parameters();
  const dialog = page.getByRole('dialog', { name: 'Cell GRU needs a new net.' });
  await playground.select('Cell').selectOption('gru');
  await expect(dialog).toContainText('3 steps');
  await playground.button('Keep the weights').click();
  await expect(playground.select('Cell')).toHaveValue('lstm');
  expect((await playground.parameters()).parameters).toEqual(parameters);
  await expect(playground.output('Step')).toHaveText('3');

  await playground.select('Cell').selectOption('gru');
  await playground.messageAfter('net.ready', () => playground.button('New net').click());
  await expect(playground.output('Step')).toHaveText('0');
  expect((await playground.netInfo()).cell).toBe('gru');

  // At step 0 there is nothing to lose: no question.
  await playground.setField('Layers', 2);
  await playground.select('Input').selectOption('embedding');
  await playground.setField('Embedding size', 12);
  await playground.setField('Learning rate', 0.004);
  await playground.setField('Temperature', 1.2);
  await playground.words('Prompt').fill('Alice & Bob #1');
  await playground.select('Units by').selectOption('mean');
  await expect(dialog).toBeHidden();
  const wanted = await playground.settings();
  expect(wanted).not.toEqual(defaultSettings());
  await expect(page).toHaveURL(/unitorder=mean/);
  await page.reload();
  await playground.netIsReady();
  expect(await playground.settings()).toEqual(wanted);
  const info = await playground.netInfo();
  expect([info.cell, info.layers, info.hiddenSize]).toEqual(['gru', 2, 16]);
  await expect(playground.words('Prompt')).toHaveValue('Alice & Bob #1');
});

test('a link that does not fit is clamped, with a note', async ({ playground }) => {
  const notes = playground.output('Notes');
  await playground.loadAddress(
    '/#v=1&hidden=5000&layers=-3&batch=4&steps=8&rate=fast&cell=nope&colour=red&hidden%00=1',
  );
  await playground.netIsReady();
  await expect(notes).toContainText('Hidden size: 5000 became 1024');
  await expect(notes).toContainText('Layers: -3 became 1');
  await expect(notes).toContainText('“fast” is not a number');
  await expect(notes).toContainText('there is no “nope”');
  await expect(notes).toContainText('“colour” that this page does not know');
  expect((await playground.netInfo()).hiddenSize).toBe(1024);

  // The same page follows another link.
  await playground.messageAfter('net.ready', () =>
    playground.page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      linkTo({ ...smallNet, cell: 'gru' }),
    ),
  );
  expect((await playground.netInfo()).cell).toBe('gru');
});

test('samples: unknown prompt characters, odds of a character, copy, save', async ({
  playground,
}) => {
  const { page } = playground;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open({ ...smallNet, prompt: 'Al☃ice', sampleLength: 300 });
  const sample = page.getByRole('region', { name: 'Sample', exact: true });
  const { tokens } = await playground.messageAfter('sample.tokens', () =>
    playground.button('Generate').click(),
  );
  await expect(sample.getByText('left out of the prompt: ☃')).toBeVisible();
  await expect(sample.getByText('300 characters, started at step 0')).toBeVisible();
  const text = (await playground.output('Sampled text').textContent()) ?? '';
  expect([...text].length).toBe(300);
  expect(text.startsWith(tokens.map(({ symbol }) => symbol).join(''))).toBe(true);

  await playground.output('Sampled text').click({ position: { x: 12, y: 12 } });
  const odds = sample.getByRole('list', { name: 'Most likely characters' });
  await expect(odds).toBeVisible();
  await expect(odds.getByRole('listitem').nth(9)).toBeVisible();
  const told = /^(\d+):\s*“(.+)”\s*drawn with probability ([\d.]+), rank (\d+)$/u;
  const words = (await sample.getByText('drawn with probability').innerText()).trim();
  const [, place, , probability, rank] = told.exec(words) ?? [];
  const token = tokens[Number(place) - 1];
  expect([probability, rank], words).toEqual([token.probability.toFixed(4), String(token.rank)]);
  expect(token.top).toHaveLength(10);
  const shares = await odds.locator('.number').allTextContents();
  expect(shares.slice(0, 10)).toEqual(token.top.map((entry) => entry.probability.toFixed(4)));

  await playground.button('Copy text').click();
  await expect(playground.button('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  const download = page.waitForEvent('download');
  await playground.button('Save text').click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('alice-lstm-step0-sample.txt');
  expect(await readFile(await file.path(), 'utf8')).toBe(text);
});

test('the keyboard alone trains, pauses, reads gates and odds', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...smallNet, sampleLength: 20 });
  await page.keyboard.press('Tab');
  await expect(playground.button('Train')).toBeFocused();
  await page.keyboard.press('Enter');
  await playground.reached(5);
  await expect(playground.button('Pause')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(playground.button('Train')).toBeEnabled();
  await expect(playground.button('Train')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(playground.button('One step')).toBeFocused();
  const step = await playground.number('Step');
  await page.keyboard.press('Enter');
  await expect(playground.output('Step')).toHaveText((step + 1).toLocaleString('en'));

  const canvas = page.locator('gate-map canvas[data-trace=forget]');
  await canvas.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(playground.output('Gate value')).toHaveText(/^Γf unit \d+ at character 2 “.+”: /);

  await playground.button('Generate').focus();
  await playground.sampled(() => page.keyboard.press('Enter'));
  // Only text that is on screen can be focused.
  const text = playground.output('Sampled text');
  await text.focus();
  await expect(text).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByText('drawn with probability')).toContainText('20:');
});

test('log steps, theme, held-out preview', async ({ playground }) => {
  const { page } = playground;
  await page.emulateMedia({ colorScheme: 'light' });
  await playground.open(smallNet);
  await playground.trainTo(30);
  await playground.settled();
  await expect(playground.output('Validation loss')).toHaveText(/\d/);
  const chart = page.getByRole('img', { name: 'Training and validation loss by step' });
  let linear = await chart.screenshot();
  // the last points are drawn when the picture stays as it is
  await expect(async () => {
    const before = linear;
    await playground.framesPass(30);
    linear = await chart.screenshot();
    expect(linear.equals(before)).toBe(true);
  }).toPass();
  await page.getByRole('checkbox', { name: 'log steps' }).check();
  await expect.poll(async () => (await chart.screenshot()).equals(linear)).toBe(false);

  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-theme', 'light');
  await playground.button('Colours: same as system').click();
  await playground.button('Colours: light').click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await playground.netIsReady();

  await page.getByText('Preview', { exact: true }).click();
  const { preview, heldOutPreview } = await playground.textInfo();
  const shown = (name: string) => page.getByLabel(name, { exact: true });
  await expect(shown('Start of the text')).toHaveText(preview);
  await expect(shown('Start of the held-out part')).toHaveText(heldOutPreview);
});

test('a phone shows everything without scrolling sideways', async ({ playground }) => {
  const { page } = playground;
  await page.setViewportSize({ width: 390, height: 844 });
  await playground.open(smallNet);
  await playground.trainTo(10);
  await playground.sampled(() => playground.button('Generate').click());
  await playground.settled();
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(390);
  for (const heading of ['Text', 'Model', 'Training']) {
    await page
      .locator('summary')
      .filter({ hasText: new RegExp(`^\\s*${heading}\\s*$`) })
      .click();
  }
  for (const name of ['Train', 'Pause', 'One step', 'Rewind', 'Generate', 'Upload a text']) {
    const control = name.startsWith('Upload')
      ? page.locator('label', { hasText: name })
      : playground.button(name);
    await control.scrollIntoViewIfNeeded();
    const box = (await control.boundingBox())!;
    expect(box.x, name).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, name).toBeLessThanOrEqual(390);
  }
  for (const name of ['Hidden size', 'Learning rate', 'Temperature']) {
    await playground.field(name).scrollIntoViewIfNeeded();
    const box = (await playground.field(name).boundingBox())!;
    expect(box.x + box.width, name).toBeLessThanOrEqual(390);
  }
  expect(await width()).toBeLessThanOrEqual(390);
});

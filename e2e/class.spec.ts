/** What a class needs, in a browser as it comes, on the CPU: a link for all, the wall, experiments. */
import type { Page } from '@playwright/test';
import { findChromium, withoutUnseenPages } from '../scripts/browser.mjs';
import { dialog, valuesOf } from './support/kept.ts';
import { lag } from './support/pace.ts';
import { Playground, smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { someOf } from './support/thorough.ts';

test.use({
  triesSteps: true,
  launchOptions: {
    slowMo: lag,
    executablePath: findChromium() ?? undefined,
    args: [withoutUnseenPages, '--no-sandbox', '--disable-background-networking'],
  },
});

const bar = ({ page }: Playground) => page.getByRole('region', { name: 'Experiment' });
const region = ({ page }: Playground, name: string) => page.getByRole('region', { name });

/** Sets an experiment up, and gives what the page says of it. */
async function tried(playground: Playground, name: string): Promise<string> {
  await playground.button(name).click();
  await expect(playground.button('Stay here')).toBeVisible({ timeout: 0 });
  return bar(playground).innerText();
}

test('a copied link opens the same page for others', async ({ playground, context }) => {
  const { page } = playground;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await playground.open({ ...smallNet, layers: 2, layer: 2, line: 'Alice was', temperature: 0.3 });
  await playground.button('Close Sample').click();
  // the keyboard is where it comes back
  await expect(playground.button('Show Sample')).toBeFocused();
  await page.getByRole('tab', { name: 'Equations', exact: true }).click();
  await page.getByLabel('Gate to pin').selectOption('Γf');
  await playground.button('Pin to 0').click();
  await playground.button('Copy link').click();
  await expect(page.getByText('Link copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('&view=loss,gates,equations&pins=2.forget.0');

  const other = new Playground(await context.newPage());
  await other.loadAddress(link);
  await other.netIsReady();
  expect(await other.settings()).toEqual(await playground.settings());
  for (const name of ['Loss', 'Gates']) await expect(region(other, name)).toBeVisible();
  await expect(region(other, 'Sample')).toHaveCount(0);
  await expect(other.page.getByRole('tab', { name: 'Equations' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(other.page.getByRole('list', { name: 'Pinned gates' })).toHaveText('Γf layer 2: 0');
  // a reload finds it so, and back and forward follow what is opened in the tab
  await expect(other.page).toHaveURL(link);
  await other.page.reload();
  await other.netIsReady();
  await expect(other.page).toHaveURL(link);
  await expect(other.page.getByRole('list', { name: 'Pinned gates' })).toHaveText('Γf layer 2: 0');
  await other.page.evaluate(() => (location.hash = location.hash.replace(/&view.*/, '')));
  await expect(region(other, 'Sample')).toBeVisible();
  await expect(other.page.getByRole('tabpanel')).toHaveCount(0);
  await other.page.goBack();
  await expect(region(other, 'Sample')).toHaveCount(0);
  await expect(other.page.getByRole('tabpanel')).toBeVisible();
  await other.button('Show Sample').click();
  await expect(other.button('Close Sample')).toBeFocused();
});

/** Controls and read-outs of which a part lies where no scrolling brings it, and text that is small. */
function lookAt(page: Page) {
  return page.evaluate(() => {
    const elementsOf = (root: ParentNode): HTMLElement[] =>
      [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot ? elementsOf(element.shadowRoot) : []),
      ]);
    const all = elementsOf(document).filter((element) => element.checkVisibility());
    const width = document.documentElement.clientWidth;
    const isCut = (element: HTMLElement) => {
      const { left, right, width: wide, height } = element.getBoundingClientRect();
      return wide > 2 && height > 2 && (left < -1 || right > width + 1);
    };
    const looked = all.filter((element) =>
      element.matches('button, output, h1, h2, canvas, input'),
    );
    const zooms = all.flatMap((element) =>
      element.matches('h1, h2, canvas, button, dt') ? [element.currentCSSZoom] : [],
    );
    return {
      sideways: document.documentElement.scrollWidth - width,
      cut: looked
        .filter((element) => isCut(element) && !element.closest('[role=tablist], .stage'))
        .map((element) => `${element.localName} ${element.textContent.trim().slice(0, 30)}`),
      overfull: all
        .filter((element) => element.matches('section[role=region]'))
        .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)
        .map((section) => section.getAttribute('aria-label')),
      smallest: Math.min(...zooms) >= 1.25,
    };
  });
}

const walls = [
  [1366, 768],
  [390, 844],
  [1920, 1080],
  [1280, 720],
] as const;
for (const [width, height] of someOf(walls, 2)) {
  test(`on a wall of ${width}×${height} everything is larger and nothing is clipped`, async ({
    playground,
  }) => {
    const { page } = playground;
    await page.setViewportSize({ width, height });
    await playground.open({ ...smallNet, line: 'Alice was tired' });
    await playground.stepTo(2);
    await playground.button('Present').click();
    await expect(page).toHaveURL(/present=1/);
    await expect(playground.output('Engine')).toHaveCount(0);
    await expect(playground.field('Hidden size')).toBeHidden();
    const look = () => expect.poll(() => lookAt(page), `${width}×${height}`);
    const fine = { sideways: 0, cut: [], overfull: [], smallest: true };
    await look().toEqual(fine);
    await page.getByRole('tab', { name: 'Gradient through time', exact: true }).click();
    await expect(page.getByRole('img', { name: 'Gradient norm by lag' })).toBeVisible();
    await look().toEqual(fine);

    // a value is found under the pointer, and a help stands at its word
    const map = page.locator('gate-map canvas').first();
    await map.scrollIntoViewIfNeeded();
    const box = (await map.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2);
    await expect(playground.output('Gate value')).toContainText('at character 14 ');
    await page.getByText('Model', { exact: true }).click();
    await expect(playground.field('Hidden size')).toBeVisible();
    const help = page.getByRole('button', { name: 'Help: hidden size' });
    await help.click();
    const card = page.locator('help-mark [popover]:popover-open');
    // the page may still be scrolling to the word, and the card after it
    const apart = async () => {
      const [at, by] = [(await card.boundingBox())!, (await help.boundingBox())!];
      const gaps = [
        ...[at.x - by.x - by.width, by.x - at.x - at.width],
        ...[at.y - by.y - by.height, by.y - at.y - at.height],
      ];
      return Math.max(...gaps);
    };
    await expect.poll(apart).toBeLessThan(12);
    const at = (await card.boundingBox())!;
    expect(at.x).toBeGreaterThanOrEqual(0);
    expect(at.x + at.width).toBeLessThanOrEqual(width);
    // Escape closes what is nearest first
    await page.keyboard.press('Escape');
    await expect(card).toHaveCount(0);
    await expect(page).toHaveURL(/present=1/);
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/present=1/);
    await page.keyboard.press('Alt+P');
    await expect(page).toHaveURL(/present=1/);
  });
}

test('the forget gate of the run that is there is pinned, and freed on the way back', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, hiddenSize: 32, batchSize: 16, timeSteps: 16 });
  await playground.trainTo(500);
  const before = await valuesOf(playground);
  const said = await tried(playground, 'Pin the forget gate');
  const [, free, held] = /goes from ([\d.]+) to ([\d.]+) at/.exec(said)!.map(Number);
  expect(held).toBeGreaterThan(free);
  await expect(playground.output('Effect of the pins')).toBeVisible();
  await playground.button('Go back').click();
  await expect(page.getByRole('list', { name: 'Pinned gates' })).toHaveCount(0);
  expect(await valuesOf(playground)).toEqual(before);
});

test('an RNN beside an LSTM: the gradient reaches less far; then back to the run from before', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, cell: 'gru', temperature: 0.4 });
  await playground.stepTo(5);
  const before = await valuesOf(playground);
  const said = await tried(playground, 'RNN beside LSTM');
  expect(said).toMatch(/characters back, the LSTM keeps .+ of its gradient and the RNN .+\./);
  const curves = page.getByRole('list', { name: 'Curves' });
  // as many steps as are named, however many are made at once
  await expect(curves).toContainText(/RNN \(tanh\), step 500\b/);
  await expect(curves).toContainText(/LSTM, step 500\b/);
  await expect(page.getByRole('list', { name: 'Compared runs' })).toContainText('LSTM');
  const [lstm, rnn] = await page.evaluate(() => {
    const { session } = document.querySelector('playground-app') as unknown as {
      session: {
        gradient: {
          frame: { value: { gradients: { input: Float32Array } } };
          kept: { value: { curves: { input: { before: number[] } } }[] };
        };
      };
    };
    const { input } = session.gradient.frame.value.gradients;
    const steps = Math.sqrt(input.length);
    const lag = 40;
    let [far, near] = [0, 0];
    for (let t = lag; t < steps; t++) {
      far += input[(t - lag) * steps + t];
      near += input[t * steps + t];
    }
    return [session.gradient.kept.value.at(-1)!.curves.input.before[lag], far / near];
  });
  expect(lstm).toBeGreaterThan(10 * rnn);

  await playground.button('Go back').click();
  await expect(playground.output('Step')).toHaveText('5');
  expect(await valuesOf(playground)).toEqual(before);
  await expect
    .poll(() => playground.settings())
    .toMatchObject({
      cell: 'gru',
      hiddenSize: 16,
      temperature: 0.4,
    });
  await expect(page.getByRole('tabpanel')).toHaveCount(0);
  await expect(bar(playground)).toHaveCount(0);
});

test('without clipping the gradient explodes; with it the same net learns', async ({
  playground,
}) => {
  await playground.open(smallNet);
  await playground.stepTo(3);
  const before = await valuesOf(playground);
  const said = await tried(playground, 'Clip off');
  const norm = Number(/jumped to ([\d,]+) at/.exec(said)![1].replaceAll(',', ''));
  expect(norm).toBeGreaterThan(100);
  await expect(playground.alert).toHaveCount(0);
  // as it says
  await playground.setField('Clip norm', 5);
  await playground.rewind();
  await playground.trainTo(100);
  await expect.poll(() => playground.number('Training loss')).toBeLessThan(3.6);
  await expect(dialog(playground)).toHaveCount(0);
  await playground.button('Go back').click();
  await expect(playground.output('Step')).toHaveText('3');
  expect(await valuesOf(playground)).toEqual(before);
});

test('two temperatures: the low one repeats itself; its net stays if it is liked', async ({
  playground,
}) => {
  await playground.open({ ...smallNet, temperature: 0.7 });
  await tried(playground, 'Temperature low and high');
  const [low, high] = await bar(playground).locator('dd').allInnerTexts();
  const kinds = (text: string) => new Set(text).size;
  expect(kinds(low)).toBeLessThan(kinds(high));
  await expect(playground.field('Temperature')).toHaveValue('1.5');
  await playground.button('Go back').click();
  await expect(playground.field('Temperature')).toHaveValue('0.7');
  await expect(playground.output('Step')).toHaveText('0');
  await expect.poll(() => playground.netInfo()).toMatchObject({ hiddenSize: 16 });

  await tried(playground, 'Temperature low and high');
  await playground.button('Stay here').click();
  await expect(bar(playground)).toHaveCount(0);
  await expect.poll(() => playground.netInfo()).toMatchObject({ hiddenSize: 64 });
});

/**
 * At every size: no sideways scroll, nothing cut off, no panel that hides its last row, nothing left
 * out; what is opened comes into sight.
 */
import type { Page } from '@playwright/test';
import type { PlaygroundApp } from '../src/ui/playground-app.ts';
import { smallNet, type Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { someOf } from './support/thorough.ts';

test.use({ triesSteps: true });

interface Findings {
  /** How far the page can be scrolled sideways. */
  sideways: number;
  /** Controls and read-outs of which a part lies where no scrolling brings it into sight. */
  cut: string[];
  /** Panels of the first screen that must be scrolled to see their last row, and by how much. */
  overfull: string[];
  /** Charts that have no room to be read in, numbers of their axes included. */
  squeezed: string[];
}

function measure(page: Page): Promise<Findings> {
  return page.evaluate(() => {
    const elementsOf = (root: ParentNode): HTMLElement[] =>
      [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot ? elementsOf(element.shadowRoot) : []),
      ]);
    const parentOf = (element: Element): Element | null =>
      element.assignedSlot ??
      element.parentElement ??
      (element.getRootNode() as ShadowRoot).host ??
      null;
    const nameOf = (element: HTMLElement) => {
      const { host } = element.getRootNode() as ShadowRoot;
      const label = element.getAttribute('aria-label') ?? element.textContent.trim();
      return `${host?.localName} ${element.localName} ${label.slice(0, 40)}`;
    };
    const pen = document.createElement('canvas').getContext('2d')!;
    /** One of its choices would be cut in the middle of a letter. */
    const isTooNarrow = (select: HTMLSelectElement): boolean => {
      const { font, paddingLeft, paddingRight, textOverflow } = getComputedStyle(select);
      const arrow = 20;
      const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
      pen.font = font;
      const widths = [...select.options].map(({ label }) => pen.measureText(label).width);
      return textOverflow !== 'ellipsis' && Math.max(0, ...widths) > room + 1;
    };
    const isCut = (element: HTMLElement): boolean => {
      // words that end in an ellipsis
      const { clientWidth, scrollWidth } = element;
      const holdsWords = element.matches('output, button, summary, dt, dd, h1, h2, h3, label');
      const isHidden = getComputedStyle(element).overflowX === 'hidden' && clientWidth > 2;
      if (holdsWords && isHidden && scrollWidth > clientWidth + 1) return true;
      if (element instanceof HTMLSelectElement && isTooNarrow(element)) return true;
      let { left, right, top, bottom } = element.getBoundingClientRect();
      // what is hidden from sight is there for ears alone
      if (right - left <= 2 || bottom - top <= 2) return false;
      if (left + scrollX < -1 || right + scrollX > document.documentElement.clientWidth + 1) {
        let inside: Element | null = element;
        while (inside && !/auto|scroll/.test(getComputedStyle(inside).overflowX)) {
          inside = parentOf(inside);
        }
        if (!inside || inside === document.documentElement) return true;
      }
      for (let at = parentOf(element); at; at = parentOf(at)) {
        const style = getComputedStyle(at);
        if (style.display === 'contents') continue;
        const box = at.getBoundingClientRect();
        const [sideways, down] = [style.overflowX, style.overflowY];
        if (sideways === 'hidden' && (left < box.left - 1 || right > box.right + 1)) return true;
        if (down === 'hidden' && (top < box.top - 1 || bottom > box.bottom + 1)) return true;
        // it can be scrolled to: from here on its window counts
        if (/auto|scroll/.test(sideways)) [left, right] = [box.left, box.right];
        if (/auto|scroll/.test(down)) [top, bottom] = [box.top, box.bottom];
      }
      return false;
    };
    const all = elementsOf(document).filter((element) =>
      element.checkVisibility({ visibilityProperty: true }),
    );
    const looked = all.filter((element) =>
      element.matches(
        'button, input, select, textarea, summary, a, output, dt, dd, h1, h2, h3, label, canvas',
      ),
    );
    const charts = elementsOf(document).filter(({ localName }) => localName === 'line-chart');
    const sections = all.filter((element) => element.matches('section[role=region]'));
    return {
      sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      cut: looked.filter(isCut).map(nameOf),
      overfull: sections
        .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)
        .map(
          (section) =>
            `${section.getAttribute('aria-label')} by ${section.scrollHeight - section.clientHeight}`,
        ),
      squeezed: charts
        .filter(({ clientHeight, clientWidth }) => clientHeight < 50 || clientWidth < 150)
        .map((chart) => `${chart.getAttribute('label')}: ${chart.clientHeight}`),
    };
  });
}

const nothing: Findings = { sideways: 0, cut: [], overfull: [], squeezed: [] };

/** What a page may show at once. */
const states: Record<string, (playground: Playground) => Promise<unknown>> = {
  'as it opens': () => Promise.resolve(),
  'with a banner': ({ page }) =>
    page.getByLabel('Upload a text').setInputFiles({
      name: 'x.png',
      mimeType: '',
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]),
    }),
  'and a tab': ({ page }) => page.getByRole('tab', { name: 'Equations', exact: true }).click(),
  'and another tab': ({ page }) =>
    page.getByRole('tab', { name: 'Gradient through time', exact: true }).click(),
  'without the banner': ({ page }) => page.getByRole('button', { name: 'Dismiss' }).first().click(),
  'diverged, with numbers as wide as they come': ({ page }) => page.evaluate(divergeWidely),
  'and without a tab': ({ page }) =>
    page.getByRole('tab', { name: 'Gradient through time', exact: true }).click(),
};

/** All that the page can say of a run, and where. */
const everything = [
  ...['Training loss by step', 'Gradient norm by step', 'Save curves as CSV', 'Save curves as PNG'],
  ...['Validate now', 'Help: gradient norm', 'Pin to 0', 'Generate'],
];

/** As after very many steps at a rate that is far too high; nothing is trained. */
function divergeWidely(): void {
  const { session } = document.querySelector('playground-app') as PlaygroundApp;
  const { curve, divergence, progress } = session;
  const wide = { step: 123_456, epoch: 1234.56, tokensPerSecond: 345_678, seconds: 12_345 };
  progress.told({ ...wide, state: 'running' });
  const [losses, norms] = [Float32Array.of(278.02), Float32Array.of(4.107)];
  curve.append({ firstStep: curve.steps + 1, losses, norms });
  curve.validated({ step: curve.steps, loss: 294.6902, tokens: 1443, total: 1443 });
  divergence.told({
    divergence: { code: 'loss', since: 2, loss: 112.84, reference: 4.29, isChance: true },
    undoStep: 0,
  });
}

const sizes = [
  [1920, 1080],
  [1600, 900],
  [1366, 768],
  [1366, 625],
  [1280, 800],
  [1100, 640],
  [1024, 768],
  [768, 1024],
  // 1920 × 1080 and 1366 × 768, at twice the size
  [960, 540],
  [683, 384],
  [640, 400],
  [390, 844],
  [320, 640],
] as const;

test('nothing is cut off, and nothing scrolls sideways, at any size and in any state', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, sampleLength: 20 });
  await playground.stepTo(2);
  await playground.messageAfter('sample.compared', () => playground.button('Generate').click());
  for (const [state, enter] of Object.entries(states)) {
    await enter(playground);
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      // panels follow a new size within a frame or two
      const look = expect.configure({ soft: true });
      await look.poll(() => measure(page), `${width}×${height} ${state}`).toEqual(nothing);
    }
  }
});

const windows = [
  [1366, 625],
  [1366, 768],
  [1920, 1080],
  [390, 844],
] as const;

test('a task that puts the gates in another place shows all of them there', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, task: 'tagging' });
  const stage = page.locator('gates-panel .stage');
  const hidden = () =>
    stage.evaluate(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => [
      Math.max(0, scrollHeight - clientHeight),
      Math.max(0, scrollWidth - clientWidth),
    ]);
  for (const [width, height] of windows) {
    await page.setViewportSize({ width, height });
    await expect(page.locator('gates-panel gate-map')).toHaveCount(6);
    await expect.poll(hidden, `${width}×${height}`).toEqual([0, 0]);
  }
});

/** Scrolls to it as a person would, and says how much of it is then in sight, below the bar on top. */
function shareInSight(page: Page, selector: string): Promise<number> {
  return page.locator(selector).evaluate((element) => {
    const bar = document
      .querySelector('playground-app')!
      .shadowRoot!.querySelector('training-bar')!;
    const { top, bottom, height } = element.getBoundingClientRect();
    const seen = Math.min(innerHeight, bottom) - Math.max(bar.getBoundingClientRect().bottom, top);
    return seen / height;
  });
}

test('charts, their numbers and what saves them are there', async ({ playground }) => {
  const { page } = playground;
  await page.setViewportSize({ width: 1366, height: 625 });
  await playground.open({ ...smallNet, sampleLength: 20 });
  await playground.stepTo(2);
  await test.step('a common laptop window shows both before anything is scrolled', async () => {
    for (const name of ['Training and validation loss by step', 'Gradient norm by step']) {
      await expect(page.getByRole('img', { name, exact: true })).toBeInViewport({ ratio: 1 });
    }
    for (const name of ['Save curves as PNG', 'Generate', 'Pin to 0']) {
      await expect(playground.button(name), name).toBeInViewport({ ratio: 1 });
    }
    await expect(
      page.getByText('Train a recurrent net to predict the next character of a book'),
    ).toBeInViewport();
  });

  await test.step('in every window', async () => {
    const tab = page.getByRole('tab', { name: 'Equations', exact: true });
    for (const isOpen of [false, true]) {
      if (isOpen) await tab.click();
      for (const [width, height] of windows) {
        await page.setViewportSize({ width, height });
        for (const name of everything) {
          const one = page
            .getByRole('img', {
              name: name.replace('Training', 'Training and validation'),
              exact: true,
            })
            .or(playground.button(name));
          await expect(one, `${name} at ${width}×${height}`).toHaveCount(1);
          await one.scrollIntoViewIfNeeded();
          await expect(one, `${name} at ${width}×${height}`).toBeInViewport({ ratio: 1 });
        }
      }
    }
  });
});

const small = [
  [390, 844],
  [1366, 625],
] as const;
for (const [width, height] of someOf(small)) {
  test(`every tab that is opened comes into sight at ${width}×${height}`, async ({
    playground,
  }) => {
    const { page } = playground;
    await page.setViewportSize({ width, height });
    await playground.open({ ...smallNet, line: 'Alice was tired' });
    await playground.stepTo(2);
    const tabs = page.getByRole('tab');
    const count = await tabs.count();
    expect(count).toBeGreaterThan(5);
    for (let at = 0; at < count; at++) {
      await page.evaluate(() => scrollTo(0, 0));
      const name = await tabs.nth(at).innerText();
      await tabs.nth(at).click();
      await expect(page.getByRole('tabpanel').locator('*').first()).toBeVisible();
      // what is measured makes the panel higher
      const measured = playground.output('Gradient in words');
      if (name === 'Gradient through time')
        await expect(measured).toContainText('gradient is left');
      await expect.poll(() => shareInSight(page, '[role=tabpanel]'), name).toBeGreaterThan(0.6);
      await expect(tabs.nth(at), name).toBeInViewport();
      await tabs.nth(at).click();
      await expect(page.getByRole('tabpanel')).toHaveCount(0);
    }
    if (width > 390) return;

    await test.step('an opened tab stays where the person moves it', async () => {
      await page.getByRole('tab', { name: 'Gradient through time', exact: true }).click();
      await expect(playground.output('Gradient in words')).toContainText('The loss');
      await page.mouse.move(200, 500);
      await page.mouse.wheel(0, -300);
      await expect.poll(() => shareInSight(page, '[role=tabpanel]')).toBeLessThan(0.5);
      const place = await page.evaluate(() => scrollY);
      // what is measured next fills it anew
      await playground.stepTo(3);
      await playground.framesPass(3);
      expect(await page.evaluate(() => scrollY)).toBe(place);
    });
  });
}

/** At every size: no sideways scroll, nothing cut off, and no panel that hides its last row. */
import type { Page } from '@playwright/test';
import type { PlaygroundApp } from '../src/ui/playground-app.ts';
import { smallNet, type Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';

interface Findings {
  /** How far the page can be scrolled sideways. */
  sideways: number;
  /** Controls and read-outs of which a part lies where no scrolling brings it into sight. */
  cut: string[];
  /** Panels of the first screen that must be scrolled to see their last row, and by how much. */
  overfull: string[];
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
    const isCut = (element: HTMLElement): boolean => {
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
      element.matches('button, input, select, textarea, summary, a, output, dt, dd, h1, h2, label'),
    );
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
    };
  });
}

const nothing: Findings = { sideways: 0, cut: [], overfull: [] };

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

/** As after thousands of steps at a rate that is far too high; nothing is trained. */
function divergeWidely(): void {
  const { session } = document.querySelector('playground-app') as PlaygroundApp;
  const { curve, divergence } = session;
  const [losses, norms] = [Float32Array.of(278.02), Float32Array.of(4.107)];
  curve.append({ firstStep: curve.steps + 1, losses, norms });
  curve.validated({ step: curve.steps, loss: 294.6902, characters: 1443, total: 1443 });
  divergence.news.set({
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

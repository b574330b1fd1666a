/** Nothing is out of reach: by the Tab key, on a phone, at 200 % zoom. */
import type { Page } from '@playwright/test';
import { smallNet, type Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { someOf } from './support/thorough.ts';

test.use({ triesSteps: true });

/** All that a person can operate, in the order of the page, shadow roots included. */
interface Reachable {
  controls: HTMLElement[];
  nameOf: (element: Element) => string;
}
type WithReachable = Window & { reachable: Reachable };

async function findControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const selector =
      'button, input, select, textarea, summary, a[href], [tabindex]:not([tabindex="-1"])';
    const elementsOf = (root: ParentNode): HTMLElement[] =>
      [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot ? elementsOf(element.shadowRoot) : []),
      ]);
    const controls = elementsOf(document).filter(
      (element) =>
        element.matches(selector) &&
        element.tabIndex >= 0 &&
        !element.matches(':disabled') &&
        element.checkVisibility({ visibilityProperty: true }),
    );
    const nameOf = (element: Element) => {
      const field = (element.getRootNode() as ShadowRoot).host;
      const label = element.getAttribute('aria-label') ?? element.textContent.trim();
      return `${field?.localName} ${element.localName} ${label.slice(0, 40)}`;
    };
    (window as unknown as WithReachable).reachable = { controls, nameOf };
    return controls.map(nameOf);
  });
}

/** `known`: its place in the list. `outside`: the page was left. */
type Focus =
  | { at: 'outside' }
  | { at: 'known'; index: number; name: string; isSeen: boolean }
  | { at: 'unknown'; name: string };

function focused(page: Page): Promise<Focus> {
  return page.evaluate((): Focus => {
    const { controls, nameOf } = (window as unknown as WithReachable).reachable;
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (!active || active === document.body) return { at: 'outside' };
    const name = nameOf(active);
    const index = controls.indexOf(active as HTMLElement);
    if (index < 0) return { at: 'unknown', name };
    const isOutlined = (element: Element | null) => {
      if (!element) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    };
    const isSeen = [active, active.closest('label'), active.parentElement].some(isOutlined);
    return { at: 'known', index, name, isSeen };
  });
}

/** Trained, sampled, with all that comes later there. */
async function fillPage(playground: Playground): Promise<void> {
  await playground.stepTo(2);
  await playground.sampled(() => playground.button('Generate').click());
  await expect(playground.button('Stop')).toBeDisabled();
  await playground.settled();
  await openEverything(playground);
}

async function openEverything({ page }: Playground): Promise<void> {
  await page.getByRole('tab', { name: 'Equations', exact: true }).click();
  await expect(page.getByRole('tabpanel').getByRole('table')).toBeVisible();
  await page.locator('details').evaluateAll((sections: HTMLDetailsElement[]) => {
    for (const section of sections) section.open = true;
  });
  // it comes when it is unfolded
  await expect(page.locator('sample-rules')).toBeVisible();
}

test('Tab reaches every control, shows where it is, and gets out again', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...smallNet, prompt: 'Alice', temperature: 1.1, sampleLength: 20 });
  await fillPage(playground);
  const names = await findControls(page);
  expect(names.length).toBeGreaterThan(40);
  await page.evaluate(() => {
    // a person who has only just come starts above everything
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const reached = new Set<number>();
  const unknown: string[] = [];
  let hasLeft = false;
  for (let presses = 0; presses < 2 * names.length && !hasLeft; presses++) {
    await page.keyboard.press('Tab');
    const focus = await focused(page);
    if (focus.at === 'outside') hasLeft = true;
    else if (focus.at === 'unknown') unknown.push(focus.name);
    else {
      expect(focus.isSeen, `focus on ${focus.name} can be seen`).toBe(true);
      reached.add(focus.index);
    }
  }
  expect(unknown, 'reached, but in no list').toEqual([]);
  expect(
    names.filter((_, index) => !reached.has(index)),
    'in the list, but never reached',
  ).toEqual([]);
  expect(hasLeft, 'Tab leaves the page after the last control').toBe(true);
  expect(await findControls(page), 'controls when all is done').toEqual(names);
});

/** Of all controls those that stand beyond an edge which no scrolling brings in. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { controls, nameOf } = (window as unknown as WithReachable).reachable;
    const scrolls = (element: Element | null): boolean => {
      for (let at = element; at;) {
        if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) {
          return true;
        }
        at = at.parentElement ?? (at.getRootNode() as ShadowRoot).host ?? null;
      }
      return false;
    };
    return controls
      .filter((control) => {
        const { left, right } = control.getBoundingClientRect();
        return (left < -1 || right > innerWidth + 1) && !scrolls(control);
      })
      .map(nameOf);
  });
}

const small = [
  { name: 'a phone', width: 390, height: 844 },
  { name: 'a laptop at 200 % zoom', width: 640, height: 400 },
];
for (const { name, width, height } of someOf(small)) {
  test(`${name} loses nothing with everything open`, async ({ playground }) => {
    const { page } = playground;
    await page.setViewportSize({ width, height });
    await playground.open({ ...smallNet, cell: 'lstm-peephole', sampleLength: 20 });
    await fillPage(playground);
    expect((await findControls(page)).length).toBeGreaterThan(40);
    expect(await outside(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
    // What stays on top while scrolling leaves room for the rest.
    const bar = (await page.locator('training-bar').boundingBox())!;
    expect(bar.height).toBeLessThan(height / 3);
    for (const region of ['Loss', 'Gates', 'Sample']) {
      const panel = page.getByRole('region', { name: region, exact: true });
      await panel.scrollIntoViewIfNeeded();
      await expect(panel, region).toBeInViewport();
    }
  });
}

/** Help at the words: every term has it, and it opens by click, by keyboard and by touch. */
import type { Locator } from '@playwright/test';
import { rivalTerms } from '../src/ui/tags/rival-terms.ts';
import { terms } from '../src/ui/words/terms.ts';
import { expectAccessible, expectReadable, setColours } from './support/accessible.ts';
import { smallNet, Playground } from './support/playground.ts';
import { expect, test, watchPage } from './support/test.ts';
import { someOf } from './support/thorough.ts';

/** Those that only one of these pages has, and those that neither has: of another task. */
const only: Record<'language-model' | 'tagging' | 'neither', readonly (keyof typeof terms)[]> = {
  'language-model': [
    ...(['nats', 'perplexity', 'guessing', 'timeSteps', 'temperature', 'topK', 'topP'] as const),
  ],
  tagging: [
    ...(['natsPerWord', 'perplexityOfTags', 'guessingTags'] as const),
    ...(['f1', 'precision', 'recall'] as const),
  ],
  neither: [
    ...(['accuracy', 'f1OfMarks', 'excess'] as const),
    ...(['natsPerText', 'natsPerRecording', 'natsPerFrame'] as const),
    ...(['perplexityOfClasses', 'guessingClasses'] as const),
    ...(['natsPerNextWord', 'perplexityOfWords', 'guessingWords'] as const),
    ...(['natsPerCharacterTag', 'guessingCharacterTags'] as const),
    ...(['natsPerPhone', 'perplexityOfPhones', 'guessingPhones', 'squaredError'] as const),
    ...(['natsPerToken', 'perplexityOfTokens', 'guessingTokens'] as const),
    // of a text that is read by pieces, and once it is validated
    ...(['natsPerPiece', 'perplexityOfPieces', 'guessingPieces', 'bitsPerCharacter'] as const),
  ],
};
const termsOf = (task: keyof typeof only) =>
  (Object.keys(terms) as (keyof typeof terms)[])
    .filter((id) => only[task].includes(id) || !Object.values(only).flat().includes(id))
    .map((id) => ({ name: terms[id].name(), text: terms[id].text() }));
const named = termsOf('language-model');
const { bound } = rivalTerms;
const ofTags = [...termsOf('tagging'), { name: bound.name(), text: bound.text() }];

/** The gates and states of a cell, by what is said of its first one. */
const gates: Record<string, { names: string[]; of: string; says: string }> = {
  lstm: {
    names: ['Γu: update', 'Γf: forget', 'Γo: output', 'c̃: candidate', 'c: memory', 'a: activation'],
    of: 'Γf: forget',
    says: '1 = keep, 0 = forget',
  },
  gru: {
    names: ['Γu: update', 'Γr: reset', 'c̃: candidate', 'c = a: activation'],
    of: 'Γu: update',
    says: 'the candidate c̃ replaces. 1 = all, 0 = nothing',
  },
  'rnn-tanh': { names: ['a: activation'], of: 'a: activation', says: 'No gate protects it' },
};

const mark = ({ page }: Playground, name: string) =>
  page.getByRole('button', { name: `Help: ${name}`, exact: true });
/** The one that is open, of whatever mark. */
const card = ({ page }: Playground) => page.locator('help-mark [popover]:popover-open');

/** Nothing of it lies outside the window, and it covers its own mark nowhere. */
async function expectInSight(
  playground: Playground,
  name: string,
  at: Locator = mark(playground, name),
): Promise<void> {
  const { width, height } = playground.page.viewportSize()!;
  const isInSight = async () => {
    const [open, own] = [await card(playground).boundingBox(), await at.boundingBox()];
    if (!open || !own || open.width < 100) return false;
    const isApart =
      open.y >= own.y + own.height || open.y + open.height <= own.y || open.x >= own.x + own.width;
    const isInside = open.x >= 0 && open.y >= 0 && open.x + open.width <= width;
    return isInside && open.y + open.height <= height && isApart;
  };
  await expect.poll(isInSight, name).toBe(true);
}

async function unfold({ page }: Playground): Promise<void> {
  await page
    .locator('details.group, text-source > details, sample-panel details')
    .evaluateAll((all) => {
      for (const section of all as HTMLDetailsElement[]) section.open = true;
    });
}

test('the words of tags have help too', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ task: 'tagging', text: 'sentences', hiddenSize: 4, batchSize: 4 });
  await playground.messageAfter('view.frame', () => playground.button('One step').click());
  for (const { name, text } of ofTags) {
    // F1 stands in Loss and in Tags
    const marks = name === 'F1' ? ['Loss', 'Tags'] : [null];
    for (const panel of marks) {
      const own = panel
        ? page.getByRole('region', { name: panel, exact: true }).locator(mark(playground, name))
        : mark(playground, name);
      await own.click();
      await expect(card(playground), name).toContainText(text);
      await expectInSight(playground, name, own);
      await page.keyboard.press('Escape');
      await expect(card(playground), name).toHaveCount(0);
    }
  }
});

test('help opens where a person asks for it', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...smallNet, line: 'Alice was' });
  await test.step('opens where the keyboard comes, closes where it goes, and reads well', async () => {
    // a button that cannot be pressed yet takes no focus
    await expect(playground.button('Validate now')).toBeEnabled();
    await playground.button('Validate now').focus();
    await page.keyboard.press('Tab');
    await expect(playground.button('Close Loss')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(mark(playground, 'perplexity')).toBeFocused();
    await expect(card(playground)).toContainText('equally likely');
    await page.keyboard.press('Enter');
    await expect(card(playground)).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(card(playground)).toBeVisible();
    await expectAccessible(playground, 'help open');
    await setColours(playground, 'dark');
    await expectReadable(playground, 'help open, dark');
    await setColours(playground, 'light');
    await page.keyboard.press('Tab');
    await expect(card(playground).getByText('scaled down to it')).toBeVisible();
    await expect(card(playground)).toHaveCount(1);
    await page.keyboard.press('Tab');
    await expect(card(playground)).toHaveCount(0);

    // a field that has a mark shows one text at a time
    await playground.select('Cell').focus();
    await mark(playground, 'hidden size').focus();
    await expect(page.locator('number-field #help:popover-open')).toHaveCount(0);
  });

  await test.step('opens by a click and closes by Escape, for every term and every gate', async () => {
    await unfold(playground);
    for (const { name, text } of named) {
      await mark(playground, name).click();
      await expect(card(playground), name).toContainText(text);
      await expect(mark(playground, name)).toHaveAttribute('aria-expanded', 'true');
      await expectInSight(playground, name);
      await page.keyboard.press('Escape');
      await expect(card(playground), name).toHaveCount(0);
      await expect(mark(playground, name)).toHaveAttribute('aria-expanded', 'false');
      await expect(mark(playground, name)).toHaveAccessibleDescription(text);
    }
    for (const [cell, { names, of, says }] of Object.entries(gates)) {
      await playground.select('Cell').selectOption(cell);
      const marks = page.locator('gates-panel .trace').getByRole('button', { name: /^Help: / });
      await expect(marks).toHaveCount(names.length);
      for (const name of names) {
        await mark(playground, name).click();
        await expect(card(playground), name).toContainText(name);
        await expectInSight(playground, name);
      }
      await expect(mark(playground, of)).toHaveAccessibleDescription(new RegExp(says));
      // anywhere else
      await page.mouse.click(2, 60);
      await expect(card(playground)).toHaveCount(0);
    }
  });
});

for (const width of someOf([320, 390])) {
  test(`a finger opens help on a phone of ${width} pixels`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      ...{ baseURL, hasTouch: true, isMobile: true },
      viewport: { width, height: 844 },
    });
    const page = await context.newPage();
    const { complaints } = watchPage(page);
    const playground = new Playground(page);
    await playground.open({ ...smallNet, line: 'Alice was' });
    await unfold(playground);
    for (const name of [...named.map(({ name }) => name), ...gates.lstm.names]) {
      await mark(playground, name).tap();
      await expect(card(playground), name).toHaveCount(1);
      await expectInSight(playground, name);
      await mark(playground, name).tap();
      await expect(card(playground), name).toHaveCount(0);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
}

/** Links that are followed in an open page: the text that is there, what the page asks, and the address. */
import type { Page } from '@playwright/test';
import { type LinkText, readLink, writeLink } from '../src/config/link.ts';
import { defaultSettings, type Settings } from '../src/config/settings.ts';
import { linkTo, type Playground, smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const ownText = 'It was the best of times, it was the worst of times. '.repeat(60);
const otherText: LinkText = {
  source: 'file',
  name: 'other words.txt',
  characters: 9999,
  hash: '0123abcd',
};

function linkWith(text: LinkText, settings: Partial<Settings> = {}): string {
  return `#${writeLink({ ...defaultSettings(), ...smallNet, ...settings }, text)}`;
}

/** As a person who edits the address, or follows a link to this page. */
function follow(page: Page, hash: string): Promise<void> {
  return page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

const notes = (playground: Playground) => playground.output('Notes');
const promise = (page: Page) => page.getByText('This link does not contain its text');

/** The address tells of the settings and the text that the page has. */
async function expectAddressOf(playground: Playground): Promise<void> {
  await expect(async () => {
    const [settings, info] = [await playground.settings(), await playground.textInfo()];
    const link = readLink(new URL(playground.page.url()).hash);
    const isOwn = info.source !== 'builtin';
    // No link names a built-in text beside one that was brought.
    expect(link.settings).toEqual(isOwn ? { ...settings, text: link.settings.text } : settings);
    expect(link.text?.hash ?? null).toBe(isOwn ? info.hash.slice(0, 8) : null);
  }).toPass();
}

async function openOwn(playground: Playground, settings: Partial<Settings> = {}) {
  await playground.open({ ...smallNet, ...settings });
  await playground.upload('own words.txt', ownText);
  return playground.textInfo();
}

test('a link to a brought text, followed in an open page, says which text it wants', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ ...smallNet, text: 'austen' });
  await playground.messageAfter('net.ready', () => follow(page, linkWith(otherText)));
  await expect(promise(page)).toContainText('other words.txt');
  // Reloaded, it would still say so; and a change of settings does not forget it.
  await expect(page).toHaveURL(/hash=0123abcd/);
  await playground.messageAfter('net.ready', () => playground.setField('Held out', 2));
  await expect(promise(page)).toBeVisible();
  await expect(page).toHaveURL(/hash=0123abcd/);

  await playground.upload('own words.txt', ownText);
  await expect(promise(page)).toBeHidden();
  await expect(notes(playground)).toContainText('This is not the link’s text');
  await expectAddressOf(playground);
  await playground.upload('more words.txt', `${ownText} and more`);
  await expect(notes(playground)).toBeHidden();
});

test('the open text stays where the link was made with it', async ({ playground }) => {
  const { page } = playground;
  const { hash, tokens: characters } = await openOwn(playground);
  const itself: LinkText = { source: 'file', name: 'own words.txt', characters, hash };
  await playground.messageAfter('net.ready', () =>
    follow(page, linkWith(itself, { hiddenSize: 24 })),
  );
  expect((await playground.textInfo()).hash).toBe(hash);
  expect((await playground.netInfo()).hiddenSize).toBe(24);
  await expect(promise(page)).toBeHidden();
  await expect(notes(playground)).toHaveCount(0);
  await expectAddressOf(playground);
  // also where it has to be split anew
  await playground.messageAfter('net.ready', () => follow(page, linkWith(itself, { heldOut: 30 })));
  expect(await playground.textInfo()).toMatchObject({ hash, name: 'own words.txt' });
  await expect(promise(page)).toBeHidden();
  await expectAddressOf(playground);
});

test('an edited address never puts another text in the place of the person’s own', async ({
  playground,
}) => {
  const { page } = playground;
  const { hash } = await openOwn(playground);
  const open = async () => (await playground.textInfo()).hash;

  await playground.messageAfter('net.ready', () =>
    follow(page, linkTo({ ...smallNet, hiddenSize: 20 })),
  );
  expect(await open()).toBe(hash);
  expect((await playground.netInfo()).hiddenSize).toBe(20);
  await expect(notes(playground)).toContainText('The link names no text. Your text stays open.');
  await expectAddressOf(playground);

  await playground.messageAfter('net.ready', () => follow(page, linkWith(otherText)));
  expect(await open()).toBe(hash);
  await expect(notes(playground)).toContainText('made with another text, other words.txt');
  await expect(promise(page)).toContainText('other words.txt');
  await expectAddressOf(playground);

  // A built-in text that is named: the page asks, also where nothing was trained.
  const dialog = page.getByRole('dialog', { name: /^Open .+\?$/ });
  await follow(page, linkTo({ ...smallNet, text: 'austen' }));
  await expect(dialog).toContainText('It replaces your text own words.txt.');
  await dialog.getByRole('button', { name: 'Keep my text' }).click();
  await expectAddressOf(playground);
  expect(await open()).toBe(hash);
  await follow(page, linkTo({ ...smallNet, text: 'austen' }));
  await playground.messageAfter('net.ready', () =>
    dialog.getByRole('button', { name: 'Open', exact: true }).click(),
  );
  expect((await playground.textInfo()).name).toBe('austen');
  await expectAddressOf(playground);
});

test('after the weights are kept the address says the net that trains', async ({ playground }) => {
  const { page } = playground;
  await playground.open(smallNet);
  await playground.stepTo(3);
  const before = await playground.parameters();
  const dialog = page.getByRole('dialog', { name: 'The link needs a new net: Hidden size 24.' });
  await follow(page, linkTo({ ...smallNet, hiddenSize: 24 }));
  await expect(dialog).toContainText('It replaces the net you trained for 3 steps.');
  await playground.button('Keep the weights').click();
  await expectAddressOf(playground);
  expect(await playground.settings()).toMatchObject(smallNet);
  expect((await playground.parameters()).parameters).toEqual(before.parameters);
  // The same link again asks again; closed by Escape it keeps them too.
  await follow(page, linkTo({ ...smallNet, hiddenSize: 24 }));
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expectAddressOf(playground);
  await expect(playground.output('Step')).toHaveText('3');

  await follow(page, linkTo({ ...smallNet, hiddenSize: 24 }));
  await playground.messageAfter('net.ready', () => playground.button('New net').click());
  expect((await playground.netInfo()).hiddenSize).toBe(24);
  await expectAddressOf(playground);
});

test('a link that needs no new net asks nothing and trains on', async ({ playground }) => {
  const { page } = playground;
  const { hash } = await openOwn(playground);
  await playground.stepTo(3);
  await follow(page, linkTo({ ...smallNet, learningRate: 0.5, temperature: 1.5, prompt: 'It' }));
  await expect(playground.field('Learning rate')).toHaveValue('0.5');
  await expect(playground.words('Prompt')).toHaveValue('It');
  await expectAddressOf(playground);
  await expect(playground.output('Step')).toHaveText('3');
  expect((await playground.textInfo()).hash).toBe(hash);
  const before = await playground.parameters();
  await playground.stepTo(4);
  const after = await playground.parameters();
  // A step at this rate moves weights far more than one at the usual rate could.
  const moved = after.parameters.flatMap(({ values }, index) =>
    [...values].map((value, at) => Math.abs(value - before.parameters[index].values[at])),
  );
  expect(Math.max(...moved)).toBeGreaterThan(0.1);
});

test('a link is followed though the page writes its address at that moment', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(smallNet);
  await page.evaluate(
    (to) => {
      const before = location.href;
      location.hash = to;
      history.replaceState(null, '', before);
    },
    linkTo({ ...smallNet, temperature: 1.5 }),
  );
  await expect(playground.field('Temperature')).toHaveValue('1.5');
  await expectAddressOf(playground);
});

test('what a link has beyond its range is clamped in the address too', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...smallNet, batchSize: 1 });
  // the same net: only the address differs from what is there
  await follow(page, linkTo({ ...smallNet, batchSize: 1 }).replace('batch=1', 'batch=0'));
  await expect(notes(playground)).toContainText('Batch size: 0 became 1');
  await expect(page).toHaveURL(/batch=1&/);
  await expectAddressOf(playground);
});

test('back and forward, quick edits, and a link while a net is built or a text is read', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(smallNet);
  // Two at once, and the second one counts.
  await playground.messageAfter('net.ready', () =>
    page.evaluate(
      ([first, second]) => {
        location.hash = first;
        location.hash = second;
      },
      [linkTo({ ...smallNet, hiddenSize: 20 }), linkTo({ ...smallNet, hiddenSize: 24 })],
    ),
  );
  await expect.poll(async () => (await playground.netInfo()).hiddenSize).toBe(24);
  await expectAddressOf(playground);
  await page.goBack();
  await expect.poll(async () => (await playground.netInfo()).hiddenSize).not.toBe(24);
  await expectAddressOf(playground);
  await page.goForward();
  await expectAddressOf(playground);

  // A second one while the page asks about the first: the answer is about the second.
  await playground.netIsReady();
  await playground.stepTo(2);
  await follow(page, linkTo({ ...smallNet, hiddenSize: 12 }));
  await expect(page.getByRole('dialog', { name: /Hidden size 12/ })).toBeVisible();
  await follow(page, linkTo({ ...smallNet, hiddenSize: 28 }));
  await expect(page.getByRole('dialog', { name: /Hidden size 28/ })).toBeVisible();
  await playground.messageAfter('net.ready', () => playground.button('New net').click());
  await expect.poll(async () => (await playground.netInfo()).hiddenSize).toBe(28);
  await expectAddressOf(playground);

  // While the person's own text is read: it is not given up, and the settings are the link's.
  await playground.messageAfter('net.ready', async () => {
    await playground.choose('own words.txt', ownText);
    await follow(page, linkTo({ ...smallNet, hiddenSize: 18 }));
  });
  await expect.poll(async () => (await playground.netInfo()).hiddenSize).toBe(18);
  await expect.poll(async () => (await playground.textInfo()).name).toBe('own words.txt');
  await expectAddressOf(playground);
});

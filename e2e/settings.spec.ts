/**
 * Controls of the settings table, flipped as a person does: the page takes the value, tells the
 * worker or shows it, keeps it in the link, and takes it back. Of each kind one; every control is
 * flipped without a browser (src/testing/page/control-checks.ts), and what each value changes in a net
 * is tested without a page, from the same list of flips.
 */
import { readLink } from '../src/config/link.ts';
import { settingsTable, type SettingKey } from '../src/config/settings.ts';
import { rows } from '../src/tasks/tagging/settings.ts';
import { flippedInOrder, flips, sentValues } from '../src/testing/setting-flips.ts';
import type { PageMessage } from '../src/protocol/messages.ts';
import type { PlaygroundElement } from './support/playground-element.ts';
import { smallNet, type Playground } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { isThorough } from './support/thorough.ts';

type Values = Partial<Record<SettingKey, string | number>>;

interface Recorder {
  sent: PageMessage[];
  /** Nets are only asked for: a build for every flip would compile kernels for minutes. */
  holdsNets: boolean;
}

/** Of all messages to the worker from now on. */
async function record({ page }: Playground): Promise<void> {
  await page.evaluate(() => {
    const recorder = window as unknown as Recorder;
    recorder.sent = [];
    recorder.holdsNets = true;
    const { client } = (document.querySelector('playground-app') as unknown as PlaygroundElement)
      .session;
    const send = client.send.bind(client);
    client.send = (message) => {
      recorder.sent.push(message);
      if (message.type !== 'net.build' || !recorder.holdsNets) send(message);
    };
  });
}

/** Builds the net that was asked for last, once it is asked for with all these values. */
async function buildLast(playground: Playground, wanted: Values): Promise<void> {
  const { page } = playground;
  const lastBuild = () =>
    page.evaluate(() => {
      const { sent } = window as unknown as Recorder;
      return sent.filter((message) => message.type === 'net.build').at(-1);
    });
  await expect.poll(async () => (await lastBuild())?.settings).toMatchObject(wanted);
  const build = (await lastBuild())!;
  const hold = (holds: boolean) =>
    page.evaluate((value) => void ((window as unknown as Recorder).holdsNets = value), holds);
  await hold(false);
  await playground.messageAfter('net.ready', () => playground.send(build));
  await hold(true);
}

function sent({ page }: Playground): Promise<PageMessage[]> {
  return page.evaluate(() => (window as unknown as Recorder).sent);
}

/** The control is that of the label, whatever it is. */
function controlOf(playground: Playground, key: SettingKey) {
  const { label } = settingsTable[key];
  return playground.field(label).or(playground.select(label)).or(playground.words(label));
}

function resetOf({ page }: Playground, control: ReturnType<typeof controlOf>) {
  return page
    .locator('number-field, choice-field, words-field')
    .filter({ has: control })
    .getByRole('button', { name: /^Reset to / });
}

async function unfold({ page }: Playground): Promise<void> {
  await page
    .locator('aside details, sample-panel details')
    .evaluateAll((sections: HTMLDetailsElement[]) => {
      for (const section of sections) section.open = true;
    });
}

async function set(playground: Playground, key: SettingKey, value: string | number): Promise<void> {
  const control = controlOf(playground, key);
  await expect(control, key).toBeEnabled({ timeout: 0 });
  const tag = await control.evaluate(({ localName }) => localName);
  if (tag === 'select') await control.selectOption(String(value));
  else {
    await control.fill(String(value));
    await control.press('Tab');
  }
  await expect.poll(async () => (await playground.settings())[key], { message: key }).toBe(value);
}

/** The first gate as drawn changes with this setting, and comes back with it. */
async function expectPictureBy(playground: Playground, key: SettingKey): Promise<void> {
  const { page } = playground;
  await playground.frameAfter('gates', () => playground.words('Line').fill('and what is'));
  const map = page.locator('gate-map canvas').first();
  let picture = await map.screenshot();
  // pictures are drawn one a frame: this one is done when it stays as it is
  await expect(async () => {
    const before = picture;
    await playground.framesPass(3);
    picture = await map.screenshot();
    expect(picture.equals(before)).toBe(true);
  }).toPass();
  const isSame = async () => (await map.screenshot()).equals(picture);
  await set(playground, key, flips[key].to);
  await expect.poll(isSame, { message: `picture by ${key}` }).toBe(false);
  await set(playground, key, settingsTable[key].default);
  await expect.poll(isSame, { message: `picture by ${key}, as before` }).toBe(true);
}

/** The worker sends all that there is of these; the page chooses. */
const shownOnly: SettingKey[] = ['unitOrder', 'gradientBy'];
/** Of the controls of one look that do the same kind of thing the first. */
const isFirstOfItsKind = (key: SettingKey, at: number) => {
  const kindOf = (one: SettingKey) => {
    const { group, effect, ...setting } = settingsTable[one];
    const look = 'choices' in setting ? 'list' : typeof setting.default;
    return [group, effect, look, flips[one].tab].join();
  };
  return flippedInOrder.findIndex((other) => kindOf(other) === kindOf(key)) === at;
};
const firsts = flippedInOrder.filter(isFirstOfItsKind);
/** Without which others mean nothing. */
const needed = new Set(firsts.flatMap((key) => Object.keys(flips[key].under ?? {})));
const ordered = flippedInOrder.filter(
  (key) => isThorough || firsts.includes(key) || needed.has(key),
);

const firstOfView = ordered.find((key) => ['sample', 'gates'].includes(settingsTable[key].group));

/** Of these the ones that a net is made of. */
function netValues(wanted: Values): Values {
  const isOfNet = (key: SettingKey) => ['text', 'net'].includes(settingsTable[key].effect);
  const entries = Object.entries(wanted) as [SettingKey, string | number][];
  return Object.fromEntries(entries.filter(([key]) => isOfNet(key) && key !== 'text'));
}

test('fields answer what is typed', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...smallNet, sampleLength: 20 });
  await test.step('Enter in the prompt generates from it, Shift+Enter makes a line', async () => {
    const prompt = playground.words('Prompt');
    await prompt.fill('Alice');
    await prompt.press('Shift+Enter');
    await page.keyboard.type('was');
    const { prompt: read } = await playground.messageAfter('sample.started', () =>
      prompt.press('Enter'),
    );
    expect(read).toBe('Alice\nwas');
    await expect(prompt).toHaveValue('Alice\nwas');
    await expect(playground.output('Sampled text')).toHaveText(/./);
  });

  await test.step('a number beyond its range becomes the nearest, and that is said', async () => {
    await playground.setField('Layers', 99);
    const form = page.locator('settings-form').filter({ hasText: 'Layers' });
    const said = form.getByRole('status').filter({ hasText: /maximum|minimum|rounded/ });
    await expect(said).toHaveText('8, the maximum');
    await expect(playground.field('Layers')).toHaveValue('8');
    await playground.setField('Layers', 0);
    await expect(said).toHaveText('1, the minimum');
    await playground.setField('Layers', 2.4);
    await expect(said).toHaveText('2, rounded');
    await playground.setField('Layers', 3);
    await expect(said).toHaveCount(0);
    await playground.setField('Hidden size', 5000);
    await expect(said).toHaveText('1,024, the maximum');
    // once it is another number nothing is said
    await playground.button('Reset to 128').click();
    await expect(said).toHaveCount(0);
  });
});

test('controls change their settings, tell the worker, and go back', async ({ playground }) => {
  test.setTimeout(240_000);
  const { page } = playground;
  await playground.open({ hiddenSize: 8, timeSteps: 4, batchSize: 2 });
  const wanted: Values = {};
  await expectPictureBy(playground, 'unitOrder');

  await playground.messageAfter('net.ready', () =>
    playground.select('Text').selectOption(String(flips.text.to)),
  );
  expect((await playground.textInfo()).name).toBe(flips.text.to);
  expect((await playground.settings()).text).toBe(flips.text.to);
  wanted.text = flips.text.to;

  await playground.upload(
    'own.txt',
    'Größe: the quick brown fox jumps, over it all.\n'.repeat(999),
  );
  await record(playground);
  for (const key of ordered) {
    const { to, under = {}, tab } = flips[key];
    // what is shown and drawn from here on is of the net with all that was set before
    if (key === firstOfView) await buildLast(playground, netValues(wanted));
    if (tab) await page.getByRole('tab', { name: tab, exact: true }).click();
    await unfold(playground);
    for (const [other, value] of Object.entries({ ...under, [key]: to })) {
      wanted[other as SettingKey] = value;
      await set(playground, other as SettingKey, value);
    }
  }
  await playground.button('Generate').click();
  for (const key of ordered) {
    if (shownOnly.includes(key)) continue;
    await expect
      .poll(async () => sentValues(await sent(playground), key), { message: `sent: ${key}` })
      .toContain(wanted[key]);
  }
  expect(await playground.settings()).toMatchObject(wanted);
  // the text is a file now, which no link holds
  const linked = { ...wanted };
  delete linked.text;
  await expect.poll(() => readLink(new URL(page.url()).hash).settings).toMatchObject(linked);

  for (const key of [...ordered].reverse()) {
    const control = controlOf(playground, key);
    if ((await control.count()) === 0 || (await control.isDisabled())) continue;
    const reset = resetOf(playground, control);
    const { default: standard } = settingsTable[key];
    if ((await playground.settings())[key] !== standard) await reset.click();
    await expect(reset, `reset of ${key}`).toBeHidden();
    expect((await playground.settings())[key], key).toBe(standard);
  }
});

test('what only tagging has is there, goes into the link, and goes back', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open({ task: 'tagging', text: 'sentences', hiddenSize: 4, batchSize: 4 });
  const own: SettingKey[] = ['direction', ...(Object.keys(rows) as (keyof typeof rows)[])];
  await expect(playground.field('Time steps')).toHaveCount(0);
  for (const key of own) {
    const control = controlOf(playground, key).first();
    const { to } = flips[key];
    await playground.messageAfter(key === 'direction' ? 'view.frame' : 'net.ready', () =>
      control.selectOption(String(to)),
    );
    await expect.poll(async () => (await playground.settings())[key]).toBe(to);
    await expect.poll(() => readLink(new URL(page.url()).hash).settings[key]).toBe(to);
    await control.selectOption(String(settingsTable[key].default));
    await expect
      .poll(async () => (await playground.settings())[key])
      .toBe(settingsTable[key].default);
  }
});

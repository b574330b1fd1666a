/** Texts of a person's own: dropped, pasted, linked; and files that are none. */
import { encodings } from '../src/config/text-settings.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const line = 'Sphinx of black quartz, judge my vow: it was a dull day in December.\n';
const ownText = Array.from({ length: 60 }, (_, i) => `${i} ${line}`).join('');

/** Files that cannot be read as a text, and what the page says of each. */
const wrongFiles: { name: string; content: Buffer; says: RegExp }[] = [
  { name: 'empty.txt', content: Buffer.alloc(0), says: /empty/i },
  { name: 'one.txt', content: Buffer.from('a'), says: /short|character/i },
  {
    name: 'photo.png',
    content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 1, 2, 3]),
    says: /PNG/i,
  },
  { name: 'texts.zip', content: Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]), says: /zip/i },
];

test('wrong files are refused by name of what is wrong, unasked, and change nothing', async ({
  playground,
}) => {
  test.setTimeout(120_000);
  await playground.open(smallNet);
  await playground.trainTo(5);
  const before = await playground.parameters();
  const text = await playground.textInfo();
  for (const { name, content, says } of wrongFiles) {
    await playground.choose(name, content);
    await expect(playground.alert, name).toContainText(says);
    await expect(playground.alert, name).toContainText(/\.\s/);
    await playground.button('Dismiss').click();
    await expect(playground.output('Step')).toHaveText(before.step.toLocaleString('en'));
  }
  const after = await playground.parameters();
  expect(after.step).toBe(before.step);
  expect(after.parameters).toEqual(before.parameters);
  expect((await playground.textInfo()).hash).toBe(text.hash);
  await playground.trainTo(before.step + 3);
});

test('texts of every kind and encoding are read: chosen, dropped or pasted', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(smallNet);
  await test.step('read again in the encoding that the person chooses', async () => {
    await expect(playground.select('Encoding')).toHaveCount(0);
    // the same two bytes mean one character in GB18030, two in Latin-1
    const bytes = Buffer.from(Array.from({ length: 400 }, () => [0xc4, 0xe3, 0xba, 0xc3]).flat());
    await playground.upload('nihao.txt', bytes);
    const guessed = await playground.textInfo();
    await expect(playground.select('Encoding')).toHaveValue('auto');
    await playground.messageAfter('net.ready', () =>
      playground.select('Encoding').selectOption('windows-1252'),
    );
    expect(await playground.textInfo()).toMatchObject({
      encoding: 'windows-1252',
      tokens: 1600,
      replacements: 0,
    });
    await playground.messageAfter('net.ready', () =>
      playground.select('Encoding').selectOption('utf-8'),
    );
    expect((await playground.textInfo()).replacements).toBeGreaterThan(0);
    await expect(playground.page.getByText('characters could not be decoded')).toBeVisible();
    await playground.stepTo(2);
    await playground.select('Encoding').selectOption('gb18030');
    await playground.button('Keep the weights').click();
    await expect(playground.select('Encoding')).toHaveValue('utf-8');
    await expect(playground.output('Step')).toHaveText('2');
    await playground.select('Encoding').selectOption('gb18030');
    await playground.messageAfter('net.ready', () => playground.button('New net').click());
    expect((await playground.textInfo()).tokens).toBe(800);
    // another file is guessed anew
    await playground.upload('own.txt', ownText);
    await expect(playground.select('Encoding')).toHaveValue('auto');
    expect(guessed.replacements).toBe(0);
  });

  await test.step('what looks like no text, when the person says so', async () => {
    const rich = `{\\rtf1\\ansi\\deff0 ${'The lamp was lit.\\par\n'.repeat(60)}}`;
    await playground.choose('letter.rtf', rich);
    await expect(playground.alert).toContainText('letter.rtf, looks like RTF');
    await playground.messageAfter('net.ready', () => playground.button('Read it anyway').click());
    await expect(playground.alert).toHaveCount(0);
    expect(await playground.textInfo()).toMatchObject({
      name: 'letter.rtf',
      tokens: rich.length,
      replacements: 0,
    });
    // the same file again, in another encoding: it was agreed to be a text
    await playground.messageAfter('net.ready', () =>
      playground.select('Encoding').selectOption('windows-1252'),
    );
    expect((await playground.textInfo()).tokens).toBe(rich.length);
  });

  await test.step('letters that a picture begins with, overstrikes and a stray zero', async () => {
    const words = 'We counted seven boats and one gull.\n'.repeat(60);
    for (const [name, text] of [
      ['webp.txt', `Format: WEBP is small.\n${words}`],
      ['gif.txt', `GIF89a was the format of that year.\n${words}`],
      ['manual.txt', `N\bNA\bAM\bME\bE\n${words}`],
      ['log.txt', `${words}\0`],
    ]) {
      await playground.upload(name, text);
      expect(await playground.textInfo()).toMatchObject({ name, tokens: text.length });
    }
  });

  await test.step('every encoding of the menu is one that this browser decodes', async () => {
    const names = encodings.map(({ value }) => value).filter((value) => value !== 'auto');
    const decoded = await page.evaluate(
      (list) => list.map((name) => new TextDecoder(name).encoding),
      names,
    );
    expect(decoded).toEqual(names);
    // a comma below, which only this one of the encodings of single bytes has; Node lacks it
    const words = Buffer.from('Am v\xe3zut \xbaapte c\xe2ini. '.repeat(90), 'latin1');
    await playground.upload('romanian.txt', words);
    await playground.messageAfter('net.ready', () =>
      playground.select('Encoding').selectOption('iso-8859-16'),
    );
    const { preview, encoding } = await playground.textInfo();
    expect(encoding).toBe('iso-8859-16');
    expect(preview).toContain('Am văzut șapte câini.');
  });

  await test.step('dropped on the page, or pasted', async () => {
    await playground.messageAfter('net.ready', () =>
      page.evaluate((content) => {
        const data = new DataTransfer();
        data.items.add(new File([content], 'dropped.txt', { type: 'text/plain' }));
        const event = (type: string) =>
          new DragEvent(type, {
            dataTransfer: data,
            bubbles: true,
            composed: true,
            cancelable: true,
          });
        const target = document.querySelector('playground-app') as Element;
        target.dispatchEvent(event('dragover'));
        target.dispatchEvent(event('drop'));
      }, ownText),
    );
    const dropped = await playground.textInfo();
    expect(dropped.name).toBe('dropped.txt');
    expect(dropped.tokens).toBe(ownText.length);

    await playground.button('Paste a text').click();
    const dialog = page.getByRole('dialog', { name: 'Paste a text' });
    await dialog.getByRole('textbox').fill(`${ownText}The end.`);
    await playground.messageAfter('net.ready', () =>
      dialog.getByRole('button', { name: 'Use this text' }).click(),
    );
    const pasted = await playground.textInfo();
    expect(pasted.source).toBe('paste');
    expect(pasted.tokens).toBe(ownText.length + 'The end.'.length);
  });
});

test('a link made with an uploaded text says which file is needed again', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(smallNet);
  await playground.upload('own words.txt', ownText);
  const { hash, tokens: characters } = await playground.textInfo();
  await expect.poll(() => page.url()).toContain('own+words.txt');
  const address = new URL(page.url());
  // another person's browser: nothing is kept there
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of root.keys()) names.push(name);
    await Promise.all(names.map((name) => root.removeEntry(name, { recursive: true })));
  });
  await playground.loadAddress(`/${address.hash}`);
  const note = page.getByText('This link does not contain its text');
  await expect(note).toContainText('own words.txt');
  await expect(note).toContainText(`${characters.toLocaleString('en')} characters`);
  await expect(note).toContainText(hash.slice(0, 8));
  // the net on the built-in text, so that it is not taken for that on the uploaded one
  await playground.netIsReady();
  await playground.upload('own words.txt', ownText);
  expect((await playground.textInfo()).hash).toBe(hash);
  await expect(note).toBeHidden();
});

test('a text too short for one step is refused, with sizes that fit at one click', async ({
  playground,
}) => {
  await playground.open(smallNet);
  const { hash } = await playground.textInfo();
  await playground.choose('tiny.txt', 'to be or not');
  await expect(playground.alert).toContainText('settings: the text is too short for one step');
  await expect(playground.alert).toContainText('characters needed 33');
  expect((await playground.textInfo()).hash).toBe(hash);
  await playground.messageAfter('net.ready', () =>
    playground.button('Set Batch size 2, Time steps 1').click(),
  );
  await expect(playground.alert).toHaveCount(0);
  expect((await playground.textInfo()).name).toBe('tiny.txt');
  expect(await playground.settings()).toMatchObject({ batchSize: 2, timeSteps: 1 });
  await playground.trainTo(3);
});

test('a text of too many symbols for the net is refused, with how many would fit', async ({
  playground,
}) => {
  await playground.open(smallNet);
  await playground.messageAfter('net.ready', () => playground.setField('Hidden size', 1024));
  const { hash } = await playground.textInfo();
  const symbols = Array.from({ length: 50_000 }, (_, index) =>
    String.fromCodePoint(0x20000 + index),
  );
  await playground.choose('signs.txt', symbols.join('').repeat(2));
  await expect(playground.alert).toContainText(/larger than this GPU allows|more memory than/);
  expect((await playground.textInfo()).hash).toBe(hash);
  // not at a click here: what just fits takes gigabytes
  const remedy = playground.page.getByRole('button', { name: /^Set Maximum symbols \d+$/ });
  const most = Number(/\d+/.exec(await remedy.innerText())![0]);
  expect(most).toBeGreaterThan(1000);
  expect(most).toBeLessThan(50_000);
});

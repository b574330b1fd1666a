/** Keep and read again is the identity, for every text that could be opened. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { type Book, languageModelTask, openBook } from '../tasks/language-model/language-model.ts';
import type { TextSource } from '../protocol/text-info.ts';
import { FailingDisk } from '../testing/failing-disk.ts';
import type { TaskData } from '../tasks/task.ts';
import { hashOf, sampleRun } from '../testing/sample-run.ts';
import { keptAndRead, recordOf } from '../testing/kept-again.ts';
import { timesOf } from '../testing/thorough.ts';
import { findText } from './kept-text.ts';
import type { KeepingError } from './problem.ts';
import { readRecord, type RunRecord, writeRecord } from './record.ts';
import { RunStore } from './store.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const open = (source: TextSource, settings: Partial<Settings> = {}, largest?: number) =>
  openBook(source, { ...defaultSettings(), ...settings }, { ...quiet, largest });

/** With the marks, which `Blob.text` would drop. */
async function written({ content }: { content: Blob }): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await content.arrayBuffer());
}

async function expectSame(found: TaskData, { text }: Book): Promise<void> {
  const again = (found as Book).text;
  expect(again.info).toEqual(text.info);
  expect(again.tokens).toEqual(text.tokens);
  expect(again.vocabulary.symbols).toEqual(text.vocabulary.symbols);
  expect(again.trainLength).toBe(text.trainLength);
  expect(await written(again)).toBe(await written(text));
}

/** Signs that were once misread, among any others. */
const anyText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '\ufeff',
        '\ufffd',
        '\r\n',
        '\r',
        '\u2028',
        '\u0085',
        '\0',
        '\ud800',
        '\udc00',
        '😀',
        'e\u0301',
        '%PDF-1.4',
        'GIF89a',
        '\x1b$B',
        '\ufffe',
      ),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

describe('a text that is kept with a run', () => {
  it('comes back character for character, whatever was pasted', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyText,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 2, max: 20 }),
        async (pasted, heldOut, symbols) => {
          const text = await open({ kind: 'paste', text: pasted }, { heldOut, symbols }).catch(
            () => null,
          );
          if (text) await expectSame(await keptAndRead(text, { heldOut, symbols }), text);
        },
      ),
      { numRuns: timesOf(200) },
    );
  });

  it('comes back from whatever encoding a file was read in', async () => {
    const encodings = ['auto', 'utf-8', 'utf-16le', 'windows-1251', 'shift_jis', 'gb18030', 'big5'];
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 2, maxLength: 200 }),
        fc.constantFrom(...encodings),
        fc.integer({ min: 2, max: 300 }),
        fc.boolean(),
        async (bytes, encoding, symbols, firstPart) => {
          const file = new File([bytes], 'own.txt');
          const settings = { encoding, symbols };
          const text = await open({ kind: 'file', file, firstPart }, settings, 150).catch(
            () => null,
          );
          if (text) await expectSame(await keptAndRead(text, settings), text);
        },
      ),
      { numRuns: timesOf(200) },
    );
  });

  it('comes back also where in UTF-8 it is larger than any file may be', async () => {
    // Cyrillic takes two bytes there instead of one; the limit is smaller here than on the page
    const largest = 2 ** 16;
    const bytes = Uint8Array.from({ length: 40 * 1024 }, (_, at) => 0xc0 + (at % 60));
    const file = new File([bytes], 'large.txt');
    const text = await open({ kind: 'file', file }, { encoding: 'windows-1251' }, largest);
    expect(text.content.size).toBeGreaterThan(largest);
    const again = await keptAndRead(text, { encoding: 'windows-1251' }, largest);
    await expectSame(again, text);
  });
});

/** A record as the page wrote it when it kept one run only, of a text that begins with a mark. */
function olderRecord(text: string, source: 'file' | 'paste'): RunRecord {
  const { record } = sampleRun(2, text);
  const json = JSON.parse(writeRecord(record, record.settings)) as { text: { source: string } };
  json.text.source = source;
  expect(Object.keys(json.text)).not.toContain('reading');
  return readRecord(JSON.stringify(json));
}

describe('a run that was kept by the page of before', () => {
  it.each([
    ['\ufeffto be or not to be', 'file'],
    ['\ufeff\ufeffto be or not to be', 'paste'],
    ['GIF89a is how pictures begin', 'file'],
    ['\u0000 stands here, and \ufffd too', 'paste'],
  ] as const)('opens with its text: %j (%s)', async (text, source) => {
    const disk = new FailingDisk();
    const record = olderRecord(text, source);
    const sample = sampleRun(2, text);
    await new RunStore(disk, () => 1).save('00000000000000aa', {
      ...sample,
      name: '',
      budgetBytes: Infinity,
      mayGo: () => true,
    });
    const found = await findText(record, {
      ...quiet,
      texts: [],
      keptText: (hash) => new RunStore(disk, () => 1).loadText(hash),
    });
    expect(await written(found)).toBe(text);
    expect(found.info).toMatchObject({ source, hash: hashOf(text), tokens: [...text].length });
  });
});

describe('a run beside its own file', () => {
  const words = 'Всё смешалось в доме. Tout est mêlé: 12345 !?'.repeat(20);
  const cyrillic = Uint8Array.from('Всё смешалось в доме Облонских. '.repeat(30), (character) => {
    const code = character.codePointAt(0) as number;
    return code < 0x80 ? code : code === 0x451 ? 0xb8 : code - 0x410 + 0xc0;
  });
  const nothingKept = { ...quiet, keptText: () => Promise.resolve(null) };
  const utf8 = { kind: 'file', file: new File([words], 'own.txt') } as const;
  const koi = { kind: 'file', file: new File([cyrillic], 'own.txt') } as const;
  const paste = { kind: 'paste', text: words } as const;

  const cases: [string, TextSource, Partial<Settings>, Partial<Settings>, number?][] = [
    ['fewer symbols', utf8, { symbols: 12 }, {}],
    ['all symbols', utf8, {}, { symbols: 12 }],
    ['other fewer symbols', paste, { symbols: 20 }, { symbols: 12 }],
    ['an encoding chosen by hand', koi, { encoding: 'koi8-r' }, {}],
    ['the guessed encoding', koi, {}, { encoding: 'koi8-r' }],
    ['another share held out', utf8, { heldOut: 30 }, { heldOut: 10 }],
    ['both at once', koi, { encoding: 'windows-1251', symbols: 9 }, { heldOut: 20 }],
  ];
  it.each(cases)('is read again with the settings of the run: %s', async (_, source, ran, now) => {
    const text = await open(source, ran);
    const opened = await open(source, now);
    const found = await findText(recordOf(text, ran), { ...nothingKept, texts: [opened] });
    expect(found.info).toEqual(text.info);
    expect((found as Book).text.tokens).toEqual(text.text.tokens);
  });

  it('is read again as far as the run had it read', async () => {
    const cut = { ...utf8, firstPart: true };
    const text = await open(cut, {}, 300);
    const record = recordOf(text);
    expect(record.text.reading?.partOf).toBe(utf8.file.size);
    const opened = await open(utf8);
    const found = await findText(record, { ...nothingKept, texts: [opened], largest: 300 });
    expect(found.info).toEqual(text.info);
    const other = await findText(recordOf(opened), { ...nothingKept, texts: [text] });
    expect(other.info).toEqual(opened.info);
  });

  it('is read in the encoding that was guessed then, should the guess be another one now', async () => {
    const text = await open(koi, { encoding: 'koi8-r' });
    const record = recordOf(text, { encoding: 'auto' });
    const opened = await open(koi);
    expect(opened.info.hash).not.toBe(text.info.hash);
    const found = await findText(record, { ...nothingKept, texts: [opened] });
    expect(found.info).toEqual(text.info);
  });

  it('is read as older pages read it, for a run file of theirs', async () => {
    const words = 'to be\u2028or not\u0085to be\v\r\nthat is\u2029the question\r';
    const trained = words.replace(/\r\n?/g, '\n');
    for (const [source, as] of [
      [{ kind: 'paste', text: words }, trained],
      [{ kind: 'file', file: new File([words], 'own.txt') }, trained],
      [
        { kind: 'file', file: new File(['\ufeff\ufeffab ', words], 'own.txt') },
        `\ufeffab ${trained}`,
      ],
      [{ kind: 'paste', text: `\ufeff${words}` }, `\ufeff${trained}`],
    ] as const) {
      const before = await open({ kind: 'file', file: new File([as], 'own.txt'), kept: true });
      const { reading, ...identity } = recordOf(before).text;
      expect(reading).toBeDefined();
      const record = { ...recordOf(before), text: identity };
      const opened = await open(source);
      expect(opened.info.hash).not.toBe(before.info.hash);
      const found = await findText(record, { ...nothingKept, texts: [opened] });
      expect((found as Book).text.tokens).toEqual(before.text.tokens);
      // and again, when the page hands its source back
      expect((await open(found.source)).text.tokens).toEqual(before.text.tokens);
    }
  });

  it('says which settings differ, or which text is missing, where that does not help', async () => {
    const problem = async (record: RunRecord, texts: Book[]) =>
      (
        (await findText(record, { ...nothingKept, texts }).catch(
          (error: unknown) => error,
        )) as KeepingError
      ).problem;
    const text = await open(utf8, { symbols: 12 });
    const record = recordOf(text, { symbols: 12 });
    const other = await open({ kind: 'file', file: new File(['another text'], 'own.txt') });
    expect(await problem(record, [other])).toEqual({
      code: 'text settings',
      values: { name: '', title: 'own.txt', cell: 'lstm', step: 3, settings: { symbols: 12 } },
    });
    const alien = await open({ kind: 'paste', text: 'another text' });
    expect(await problem(record, [alien])).toMatchObject({
      code: 'text missing',
      values: { title: 'own.txt', characters: text.info.tokens },
    });
    expect(await problem(record, [])).toMatchObject({ code: 'text missing' });
  });
});

it('lets other work through while a text is looked for', async () => {
  // long texts are read in slices: a cancellation is heard in between
  const work = new AbortController();
  const text = await open({ kind: 'paste', text: 'abc '.repeat(1000) });
  work.abort();
  const record = recordOf(await open({ kind: 'paste', text: 'xyz '.repeat(1000) }));
  await expect(
    findText(record, {
      signal: work.signal,
      onProgress: () => undefined,
      texts: [text],
      keptText: async () => new Uint8Array(await new Blob(['xyz '.repeat(1000)]).arrayBuffer()),
    }),
  ).rejects.toThrow(/cancelled/);
});

it.each([
  ['word', 'stream'],
  ['piece', 'stream'],
  ['word', 'sentence'],
  ['piece', 'sentence'],
  ['character', 'sentence'],
] as const)('a text read by %s in a %s, and what is unknown in it', async (level, sequences) => {
  const settings = { level, sequences, vocabulary: 262, heldOut: 25 };
  const paste = {
    kind: 'paste',
    text: 'The cat sat.  The cat ran!\n\n猫坐在这里。 แมวนั่ง\r\nThe dodo',
  } as const;
  const all = { ...defaultSettings(), ...settings };
  const text = await languageModelTask.open(paste, all, quiet);
  const found = await keptAndRead(text, settings);
  expect([found.info, found.symbols]).toEqual([text.info, text.symbols]);
  expect(found.settings).toEqual(text.settings);
  expect(await written(found)).toBe(await written(text));
  const [batches, again] = [text, found].map((data) => {
    const { unrolling } = data.model({ ...all, batchSize: 1, timeSteps: 2 });
    const rows = data.dataset(unrolling);
    const parts = ['train', 'heldOut'] as const;
    return parts.flatMap((part) =>
      Array.from({ length: rows.counts[part] }, (_, row) => rows.at(part, row)),
    );
  });
  expect(again).toEqual(batches);
});

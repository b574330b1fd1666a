import { gzipSync, strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CancelledError, TextError } from '../lib/errors.ts';
import { timesOf } from '../testing/thorough.ts';
import { byNature } from './natural-order.ts';
import { type OpenOptions, readText } from './read-text.ts';

const work: OpenOptions = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
  joins: true,
};
type Content = string | Uint8Array;
const fileOf = (path: string, content: Content) => ({
  path,
  file: new File(
    [typeof content === 'string' ? content : content.slice()],
    path.split('/').at(-1)!,
  ),
});

/** Several at once, or one. */
function read(
  given: Record<string, Content>,
  options: Partial<OpenOptions> = {},
  firstPart = false,
) {
  const files = Object.entries(given).map(([path, content]) => fileOf(path, content));
  const [{ file }] = files;
  return readText(
    files.length > 1 ? { kind: 'files', files, firstPart } : { kind: 'file', file, firstPart },
    'auto',
    { ...work, ...options },
  );
}
const reasons = ({ skipped = [] }: Awaited<ReturnType<typeof read>>) =>
  skipped.map(({ problem }) => new TextError(problem).message);

const words = 'Sphinx of black quartz, judge my vow. ';
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0);

/** A zip with some of its bytes set: counted from its directory's first entry, or from its last record. */
function changed(zip: Uint8Array, at: 'entry' | 'end' | 'data', changes: Record<number, number>) {
  const bytes = zip.slice();
  const view = new DataView(bytes.buffer);
  const from = { entry: view.getUint32(bytes.length - 6, true), end: bytes.length - 22, data: 0 }[
    at
  ];
  for (const [offset, value] of Object.entries(changes)) bytes[from + Number(offset)] = value;
  return bytes;
}
/** With other letters for a name, in both places where it stands. */
function renamed(zip: Uint8Array, from: string, to: string): Uint8Array {
  const letters = Buffer.from(zip).toString('latin1').replaceAll(from, to);
  return new Uint8Array(Buffer.from(letters, 'latin1'));
}

const good = zipSync({ 'a.txt': strToU8(words) });
const storedZip = zipSync({ 'a.txt': [strToU8(words), { level: 0 }] });
const packed = gzipSync(strToU8(words));
const tar = new Uint8Array(1024);
tar.set(strToU8('a.txt'));
tar.set(strToU8('ustar'), 257);

/** What is said of an archive, alone or beside a good file. */
const bad: [what: string, name: string, bytes: Uint8Array, said: string][] = [
  ['encrypted', 'b.zip', changed(good, 'entry', { 8: 1 }), 'name b.zip/a.txt, fault encrypted'],
  ['strongly encrypted', 'b.zip', changed(good, 'entry', { 8: 0x40 }), 'fault encrypted'],
  ['by another method', 'b.zip', changed(good, 'entry', { 10: 12 }), 'fault unknown method'],
  [
    'of 4 GiB',
    'b.zip',
    changed(good, 'end', { 16: 255, 17: 255, 18: 255, 19: 255 }),
    'unknown method',
  ],
  [
    'of another checksum',
    'b.zip',
    changed(good, 'entry', { 16: 1 }),
    'name b.zip/a.txt, fault wrong checksum',
  ],
  [
    'with another letter',
    'b.zip',
    changed(storedZip, 'data', { 40: 0x79 }),
    'fault wrong checksum',
  ],
  ['longer than it says', 'b.zip', changed(good, 'entry', { 24: 5 }), 'fault wrong checksum'],
  ['cut off', 'b.zip', good.subarray(0, -9), 'name b.zip, fault damaged'],
  ['without a directory', 'b.zip', good.subarray(0, 60), 'name b.zip, fault damaged'],
  [
    'with more entries than it has',
    'b.zip',
    changed(good, 'end', { 10: 2 }),
    'name b.zip, fault damaged',
  ],
  ['in parts', 'b.zip', changed(good, 'end', { 4: 1 }), 'name b.zip, fault damaged'],
  [
    'pointing elsewhere',
    'b.zip',
    changed(good, 'entry', { 42: 3 }),
    'name b.zip/a.txt, fault damaged',
  ],
  ['beyond its end', 'b.zip', changed(good, 'entry', { 21: 9 }), 'name b.zip/a.txt, fault damaged'],
  [
    'of no deflate',
    'b.zip',
    changed(good, 'data', { 35: 0xff }),
    'name b.zip/a.txt, fault damaged',
  ],
  ['within another', 'b.zip', zipSync({ 'c.zip': good }), 'name b.zip/c.zip, fault nested'],
  ['gzip within zip', 'b.zip', zipSync({ 'c.gz': packed }), 'name b.zip/c.gz, fault nested'],
  ['twice in gzip', 'b.gz', gzipSync(packed), 'name b.gz, fault nested'],
  [
    'of a picture',
    'b.zip',
    zipSync({ 'c.png': png }),
    'not plain text: name b.zip/c.png, looks PNG image',
  ],
  ['of nothing', 'b.zip', zipSync({}), 'name b.zip, fault nothing in it'],
  ['of folders', 'b.zip', zipSync({ 'c/': new Uint8Array() }), 'name b.zip, fault nothing in it'],
  [
    'of an empty file',
    'b.zip',
    zipSync({ 'c.txt': strToU8(' \n') }),
    'text empty: name b.zip/c.txt',
  ],
  ['absolute', 'b.zip', renamed(good, 'a.txt', '/etc1'), 'name b.zip//etc1, fault unsafe name'],
  ['leading out', 'b.zip', renamed(good, 'a.txt', '../ab'), 'name b.zip/../ab, fault unsafe name'],
  ['leading out of Windows', 'b.zip', renamed(good, 'a.txt', 'C:\\ab'), 'fault unsafe name'],
  ['of a hidden file', 'b.zip', zipSync({ '__MACOSX/._a': strToU8(words) }), 'fault hidden'],
  ['of gzip that is cut off', 'b.gz', packed.subarray(0, -12), 'name b.gz, fault'],
  [
    'of gzip without its checksum',
    'b.gz',
    packed.subarray(0, -6),
    'name b.gz, fault wrong checksum',
  ],
  ['of a tar', 'b.tar.gz', gzipSync(tar), 'name b.tar.gz, looks tar archive'],
  [
    'of a bomb',
    'b.zip',
    zipSync({ 'c.txt': new Uint8Array(2 ** 20) }),
    'name b.zip/c.txt, fault too large',
  ],
];

describe('an archive', () => {
  it.each(bad)(
    '%s: is refused by name, or left out beside a good file',
    async (_, name, bytes, said) => {
      const largest = 2 ** 16;
      await expect(read({ [name]: bytes }, { largest })).rejects.toThrow(said);
      const beside = await read({ 'a.txt': words, [name]: bytes, 'z.txt': words }, { largest });
      expect(beside.files?.map((file) => file.name)).toEqual(['a.txt', 'z.txt']);
      expect(reasons(beside)).toEqual([expect.stringContaining(said)]);
    },
  );

  it('of one text is that text, whatever the task', async () => {
    for (const [name, bytes, path] of [
      ['b.zip', good, 'b.zip/a.txt'],
      ['b.txt.gz', packed, 'b.txt.gz'],
    ] as const) {
      const { text, files, skipped, ...facts } = await read({ [name]: bytes }, { joins: false });
      expect(facts).toEqual({
        name,
        title: name,
        encoding: 'utf-8',
        replacements: 0,
        partOf: null,
      });
      expect([text, skipped]).toEqual([words, []]);
      expect(files).toEqual([{ name: path, from: 0, characters: 38, encoding: 'utf-8' }]);
    }
  });

  it('of several is refused where a task reads one', async () => {
    const two = zipSync({ 'a.csv': strToU8('a,b\n'), 'b.csv': strToU8('c,d\n') });
    await expect(read({ 'b.zip': two }, { joins: false })).rejects.toThrow('fault several in it');
  });

  it('is read in the order of its names, twice the same name once', async () => {
    const zip = zipSync({
      ...{ '10.txt': strToU8('ten'), '2.txt': strToU8('two'), 'x/1.txt': strToU8('one') },
      '9.txt': strToU8('nine'),
    });
    const read1 = await read({ 'b.zip': renamed(zip, '9.txt', '2.txt') });
    expect(read1.files?.map(({ name }) => name)).toEqual([
      ...['b.zip/2.txt', 'b.zip/10.txt', 'b.zip/x/1.txt'],
    ]);
    expect(read1.text).toBe('two\n\nten\n\none');
    expect(reasons(read1)).toEqual(['not unpacked: name b.zip/2.txt, fault double name']);
  });

  it('of bombs is given up', async () => {
    const bomb = new Uint8Array(2 ** 20);
    const bombs = zipSync({ 'a.txt': bomb, 'b.txt': bomb, 'c.txt': bomb, 'd.txt': strToU8(words) });
    await expect(read({ 'b.zip': bombs }, { largest: 2 ** 16 })).rejects.toThrow('too large');
  });
});

describe('several files', () => {
  it('are one text in the natural order of their paths, each in its encoding', async () => {
    const { text, files, ...facts } = await read({
      'notes/10.txt': 'ten\n',
      'notes/2.txt': Uint8Array.of(0xff, 0xfe, 0x3d, 0xd8, 0x00, 0xde),
      'notes/a/1.txt': 'one\n\n',
    });
    expect(text).toBe('😀\n\nten\n\none\n\n');
    expect(files).toEqual([
      { name: 'notes/2.txt', from: 0, characters: 1, encoding: 'utf-16le' },
      { name: 'notes/10.txt', from: 3, characters: 4, encoding: 'utf-8' },
      { name: 'notes/a/1.txt', from: 8, characters: 5, encoding: 'utf-8' },
    ]);
    expect(facts).toMatchObject({ name: 'notes', encoding: 'utf-16le, utf-8', partOf: null });
    expect((await read({ 'b.txt': 'b', 'a.txt': 'a' })).name).toBe('a.txt + 1');
  });

  it('are refused where none of them is a text', async () => {
    await expect(read({ 'a.png': png, 'b.txt': '', '.c': words })).rejects.toThrow(
      'no usable file: name .c + 2, files 3, reason (not plain text: name a.png, looks PNG image)',
    );
  });

  it('are no more together than one may be, or their first part', async () => {
    const given = { 'a.txt': 'a'.repeat(60), 'b.txt': 'b'.repeat(60), 'c.txt': 'c', 'd.png': png };
    await expect(read(given, { largest: 100 })).rejects.toThrow(
      'text too large: name a.txt + 3, bytes 121, limit 100',
    );
    const { text, partOf, files } = await read(given, { largest: 100 }, true);
    expect([text, partOf]).toEqual([`${'a'.repeat(60)}\n\n${'b'.repeat(40)}`, 121]);
    expect(files?.length).toBe(2);
  });

  it('are a thousand at most', async () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`${at}`, 'a']));
    await expect(read(many)).rejects.toThrow(
      'too many files: name 0 + 1000, files 1001, limit 1000',
    );
  });

  it('can be called off', async () => {
    const controller = new AbortController();
    const reading = read(
      { 'a.txt': words, 'b.zip': good },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    await expect(reading).rejects.toThrow(CancelledError);
  });

  it('stand where it is told that they do, whatever is in them', async () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), {
      ...{ minLength: 2, maxLength: 6 },
    });
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const named = Object.fromEntries(given.map((text, at) => [`${at}.txt`, text]));
        const joined = await read(named).catch(() => null);
        if (!joined) return;
        const characters = Array.from(joined.text);
        for (const { name, from, characters: count } of joined.files!) {
          const alone = await readText(
            { kind: 'file', file: fileOf(name, named[name]).file },
            'auto',
            work,
          );
          expect(characters.slice(from, from + count).join('')).toBe(alone.text);
        }
      }),
      { numRuns: timesOf(60) },
    );
  });
});

describe('natural order', () => {
  it('counts, folder by folder, and is the same from any order', () => {
    const sorted = [
      'a/1.txt',
      'a/2.txt',
      'a/10.txt',
      'a/b/1.txt',
      'a-b/1.txt',
      'B.txt',
      'c',
      'C',
      'é',
      'f',
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (shuffled) => {
        expect([...shuffled].sort(byNature)).toEqual([...sorted].sort(byNature));
      }),
    );
    expect(['a10', 'a9', 'a/2', 'a/10'].sort(byNature)).toEqual(['a/2', 'a/10', 'a9', 'a10']);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CancelledError, TextError } from '../lib/errors.ts';
import { builtinTexts } from './corpora.ts';
import { defaultSettings } from '../config/settings.ts';
import { textSettings } from '../config/text-settings.ts';
import { openText, type TextSettings } from './open-text.ts';
import type { OpenOptions } from './read-text.ts';
import type { TextSource } from '../protocol/text-info.ts';

const open = (
  source: TextSource,
  settings: Partial<TextSettings> = {},
  options: Partial<OpenOptions> = {},
) =>
  openText(
    source,
    { ...defaultSettings(), ...settings },
    { signal: new AbortController().signal, onProgress: () => undefined, ...options },
  );
const paste = (text: string, heldOut = 10) => open({ kind: 'paste', text }, { heldOut });
const file = (content: BlobPart, name = 'my text.txt') =>
  open({ kind: 'file', file: new File([content], name) });

describe('built-in texts', () => {
  it('open with the facts that the menu promised', async () => {
    expect(builtinTexts.map(({ id }) => id)).toEqual([
      ...['alice', 'shakespeare', 'austen', 'speeches'],
    ]);
    for (const { id, title, characters } of builtinTexts) {
      const { info, tokens } = await open({ kind: 'builtin', id });
      expect(info).toMatchObject({ source: 'builtin', name: id, title, tokens: characters });
      expect(tokens.length).toBe(characters);
      expect(info.replacements).toBe(0);
      expect(info.lines.length).toBe(12);
    }
  });

  it('start with Alice, whose numbers are known', async () => {
    const { info } = await open({ kind: 'builtin', id: 'alice' });
    expect(info.tokens).toBe(144_395);
    expect(info.symbols.length).toBe(73);
    expect(info.symbols[0].symbol).toBe(' ');
    expect(info.chanceLoss).toBeCloseTo(Math.log(73), 12);
    expect(info.unigramEntropy).toBeGreaterThan(info.bigramEntropy);
    expect(info.bigramEntropy).toBeGreaterThan(2.2);
    expect(info.unigramEntropy).toBeLessThan(3.3);
  });

  it('are refused by an unknown name, which lists those there are', async () => {
    await expect(open({ kind: 'builtin', id: '__proto__' })).rejects.toThrow(
      'no such built-in: name __proto__, choices alice, shakespeare, austen, speeches',
    );
  });
});

describe('opening a text', () => {
  it('holds out the end', async () => {
    const { info, tokens, trainLength, vocabulary } = await paste('abcdefghij'.repeat(30), 10);
    expect([trainLength, tokens.length]).toEqual([270, 300]);
    expect(info).toMatchObject({ trainTokens: 270, heldOutTokens: 30 });
    expect(info.heldOutPreview).toBe('abcdefghij'.repeat(3));
    expect(vocabulary.decode(tokens[trainLength])).toBe('a');
  });

  it('leaves two characters to each part where it can', async () => {
    for (const [length, heldOut, train] of [
      [2, 10, 2],
      [3, 50, 2],
      [4, 1, 2],
      [10, 1, 8],
      [10, 50, 5],
      [101, 33, 68],
    ]) {
      const { trainLength } = await paste('ab'.repeat(60).slice(0, length), heldOut);
      expect(trainLength).toBe(train);
    }
  });

  it('hashes the clean text, so that the same words are the same text', async () => {
    const text = 'Thé first line\nthe second\n';
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    expect((await paste(text)).info.hash).toBe(hash);
    expect((await paste(text.replaceAll('\n', '\r\n'))).info.hash).toBe(hash);
    expect((await file(`\ufeff${text}`)).info.hash).toBe(hash);
  });

  it('takes file and paste alike, and keeps the name as it is', async () => {
    const { info } = await file('some text, some text', '<img src=x>.txt');
    expect(info).toMatchObject({
      source: 'file',
      name: '<img src=x>.txt',
      title: '<img src=x>.txt',
      tokens: 20,
      encoding: 'utf-8',
    });
    const pasted = await paste('some text, some text');
    expect(pasted.info).toMatchObject({ source: 'paste', name: 'pasted text', hash: info.hash });
  });

  it('counts characters, not code units', async () => {
    const { info } = await paste('😀😀😀é');
    expect(info).toMatchObject({
      tokens: 4,
      symbols: [
        { symbol: '😀', count: 3 },
        { symbol: 'é', count: 1 },
      ],
    });
    expect((await paste('😀'.repeat(1000))).info.preview).toBe('😀'.repeat(600));
  });

  it('takes a text of one symbol, which is all certain', async () => {
    const { info } = await paste('a'.repeat(100));
    expect(info).toMatchObject({ chanceLoss: 0, unigramEntropy: 0, bigramEntropy: 0 });
  });

  it('shows whole lines, or stretches where there are none', async () => {
    const lines = Array.from({ length: 400 }, (_, index) => `This is the line of number ${index}`);
    const { info } = await paste(`short\n${lines.join('\n')}\n${'long '.repeat(40)}`);
    expect(info.lines.length).toBe(12);
    for (const line of info.lines) expect(lines).toContain(line);
    expect((await paste('abcd'.repeat(1000))).info.lines[0]).toBe('abcd'.repeat(15));
    expect((await paste('ab')).info.lines.length).toBeGreaterThan(0);
    for (const line of (await paste('x😀'.repeat(500))).info.lines) {
      expect(line).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it('reports progress and can be cancelled', async () => {
    const parts = new Set<string>();
    await open(
      { kind: 'file', file: new File(['some text'], 'a.txt') },
      {},
      {
        onProgress: (done, total, what) => {
          expect(done).toBeLessThanOrEqual(total);
          parts.add(what);
        },
      },
    );
    expect([...parts]).toEqual([
      'reading',
      'decoding',
      'counting symbols',
      'replacing rare symbols',
      'numbering characters',
      'measuring entropy',
    ]);
    const controller = new AbortController();
    const large = new File(['all work and no play '.repeat(500_000)], 'large.txt');
    const opening = open({ kind: 'file', file: large }, {}, { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    await expect(opening).rejects.toThrow(CancelledError);
    const never = open({ kind: 'builtin', id: 'alice' }, {}, { signal: AbortSignal.abort() });
    await expect(never).rejects.toThrow(CancelledError);
  });
});

describe('choosing how a text is read', () => {
  const bytes = Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3, 0x0a, 0x61, 0x62);
  const ownFile = () => new File([bytes], 'own.txt');

  it('takes the encoding that is asked for', async () => {
    const read = async (encoding: string) => {
      const { info } = await open({ kind: 'file', file: ownFile() }, { encoding });
      return { preview: info.preview, encoding: info.encoding };
    };
    expect(await read('gb18030')).toEqual({ preview: '你好\nab', encoding: 'gb18030' });
    expect(await read('windows-1252')).toEqual({
      preview: 'ÄãºÃ\nab',
      encoding: 'windows-1252',
    });
    const { info } = await open({ kind: 'file', file: ownFile() }, { encoding: 'utf-8' });
    expect(info.replacements).toBe(3);
  });

  it('offers encodings that this browser decodes', () => {
    for (const { value } of textSettings.encoding.choices) {
      // Node lacks this one; the page's tests read it in a browser
      if (value === 'auto' || value === 'iso-8859-16') continue;
      expect(new TextDecoder(value).encoding).toBe(value);
    }
  });

  it('reads what was kept as it was written, whatever the encoding of the file was', async () => {
    const file = new File(['你好, du'], 'own.txt');
    const { info } = await open({ kind: 'file', file, kept: true }, { encoding: 'gb18030' });
    expect(info).toMatchObject({ encoding: 'utf-8', preview: '你好, du' });
  });

  it('reads what was kept of any size, with the marks that runs were kept with', async () => {
    const file = new File(['\ufeff\ufeffwords'], 'own.txt');
    const kept = await open({ kind: 'file', file, kept: true }, {}, { largest: 4 });
    expect(kept.info).toMatchObject({ tokens: 7, partOf: null, preview: '\ufeff\ufeffwords' });
    const brought = await open({ kind: 'file', file });
    expect(brought.info.preview).toBe('words');
    const again = new File([brought.info.preview], 'own.txt');
    expect((await open({ kind: 'file', file: again, kept: true })).info.hash).toBe(
      brought.info.hash,
    );
  });

  it('replaces rare symbols, so that the hash is of what is learned', async () => {
    const source = { kind: 'paste', text: 'aaaabbbbcd'.repeat(4) } as const;
    const { info, vocabulary } = await open(source, { symbols: 3 });
    expect(info.rare).toEqual({ symbols: 2, characters: 8 });
    expect(vocabulary.symbols).toEqual(['a', 'b', '\ufffd']);
    const thinned = await open({ kind: 'paste', text: source.text.replace(/[cd]/g, '\ufffd') });
    expect(info.hash).toBe(thinned.info.hash);
  });

  it('reads the first part of a file that is too large, up to a whole character', async () => {
    const own = new File(['ab'.repeat(20), '😀 and so on'], 'long.txt');
    const source = { kind: 'file', file: own } as const;
    await expect(open(source, {}, { largest: 43 })).rejects.toThrow(
      'text too large: name long.txt, bytes 54, limit 43',
    );
    const { info, tokens } = await open({ ...source, firstPart: true }, {}, { largest: 43 });
    expect(tokens.length).toBe(40);
    expect(info).toMatchObject({ replacements: 0, partOf: 54, encoding: 'utf-8' });
    expect((await open({ ...source, firstPart: true })).info.partOf).toBeNull();
  });

  it('cuts a pasted text between characters', async () => {
    const source = { kind: 'paste', text: 'ab😀b' } as const;
    await expect(open(source, {}, { largest: 3 })).rejects.toThrow('text too large');
    const { info, tokens } = await open({ ...source, firstPart: true }, {}, { largest: 3 });
    expect(tokens.length).toBe(2);
    expect(info).toMatchObject({ replacements: 0, partOf: 5 });
  });

  it('looks for lines to show no longer than it must', async () => {
    const { info } = await paste('a\n'.repeat(300_000));
    expect(info.lines.every((line) => line.length <= 60)).toBe(true);
  });

  it('cuts previews between characters as people see them', async () => {
    const family = '👩‍👩‍👧‍👦';
    const { info } = await paste(`x${family.repeat(300)}`);
    expect(info.preview).toBe(`x${family.repeat(85)}`);
    for (const line of info.lines) expect(line).toMatch(/^(x|.{0,10}?)(👩‍👩‍👧‍👦)*$/u);
  });
});

describe('texts that cannot be used', () => {
  it('are refused when empty, or empty but for a byte order mark', async () => {
    await expect(file('')).rejects.toThrow('text empty: name my text.txt');
    await expect(file('\ufeff')).rejects.toThrow('text empty');
    await expect(paste('')).rejects.toThrow(TextError);
  });

  it('are refused when they are one character', async () => {
    await expect(paste('😀')).rejects.toThrow('text of one character');
  });

  it('are refused over 64 MiB, before they are read', async () => {
    const file = new File([], 'huge.txt');
    Object.defineProperty(file, 'size', { value: 64 * 2 ** 20 + 2 ** 20 });
    await expect(open({ kind: 'file', file })).rejects.toThrow(
      `text too large: name huge.txt, bytes ${65 * 2 ** 20}, limit ${64 * 2 ** 20}`,
    );
  });

  it('are refused with more than 65,536 symbols', async () => {
    const symbols = Array.from({ length: 65_537 }, (_, index) =>
      String.fromCodePoint(0x20000 + index),
    );
    await expect(paste(symbols.join(''))).rejects.toThrow('symbols 65537, limit 65536');
    expect((await paste(symbols.slice(1).join(''))).tokens.at(-1)).toBe(65_535);
  });

  it('are refused when a file is no text or has gone', async () => {
    await expect(file(Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'cat.png')).rejects.toThrow(
      'name cat.png, looks PNG image',
    );
    const gone = new File(['text'], 'gone.txt');
    gone.slice = () => {
      throw new DOMException('It has moved', 'NotFoundError');
    };
    await expect(open({ kind: 'file', file: gone })).rejects.toThrow('file gone: name gone.txt');
  });
});

import { describe, expect, it } from 'vitest';
import { sortDropped, sortPasted } from './brought.ts';

const file = (name: string, type = 'text/plain') => new File(['words'], name, { type });
const dropped = (...names: string[]) => names.map((name) => ({ name, file: file(name) }));
const pathsOf = (texts: readonly { path: string }[]) => texts.map(({ path }) => path);
const folder = (name: string) => ({ name, folder: true as const });

describe('what is dropped', () => {
  it('is opened when it is one', () => {
    for (const joins of [false, true]) {
      const { texts, run, remark } = sortDropped(dropped('a.txt'), joins);
      expect([pathsOf(texts), run, remark]).toEqual([['a.txt'], undefined, '']);
      const weights = sortDropped(dropped('a-LSTM.SafeTensors'), joins);
      expect([weights.texts, weights.run?.name, weights.remark]).toEqual([
        [],
        'a-LSTM.SafeTensors',
        '',
      ]);
    }
  });

  it('is all opened when it is several texts, by a task that reads several', () => {
    const inside = { name: 'poems/b.txt', file: file('b.txt') };
    const { texts, run, remark } = sortDropped(
      [...dropped('a.txt', 'a.safetensors'), inside],
      true,
    );
    expect([pathsOf(texts), run]).toEqual([['a.txt', 'poems/b.txt'], undefined]);
    expect(texts[1].file).toBe(inside.file);
    expect(remark).toBe('Not loaded: “a.safetensors”. Drop it again once “a.txt” is open.');
  });

  it('is told of, each by name, when it is several for a task that reads one', () => {
    const { texts, remark } = sortDropped(dropped('a.txt', 'b.txt', 'c.md'), false);
    expect(pathsOf(texts)).toEqual(['a.txt']);
    expect(remark).toBe('Opening “a.txt”. Not opened: “b.txt”, “c.md”. One text at a time.');
    const many = sortDropped(dropped(...Array.from({ length: 20 }, (_, at) => `${at}.txt`)), false);
    expect(many.remark).toContain('“5.txt”, 14 more. One text at a time.');
    const runs = sortDropped(dropped('a.safetensors', 'b.safetensors'), true);
    expect(runs.run?.name).toBe('a.safetensors');
    expect(runs.remark).toBe(
      'Loading “a.safetensors”. Not loaded: “b.safetensors”. One run at a time.',
    );
  });

  it('is a text first, then its run', () => {
    const { texts, run, remark } = sortDropped(dropped('a.safetensors', 'a.txt', 'b.txt'), false);
    expect([pathsOf(texts), run]).toEqual([['a.txt'], undefined]);
    expect(remark).toBe(
      'Opening “a.txt”. Not opened: “b.txt”. One text at a time. ' +
        'Not loaded: “a.safetensors”. Drop it again once “a.txt” is open.',
    );
  });

  it('may be a folder, which is named', () => {
    expect(sortDropped([folder('notes')], false)).toEqual({
      texts: [],
      remark: '“notes” is a folder. Drop a file from it.',
    });
    const both = sortDropped([folder('notes'), ...dropped('a.txt')], false);
    expect(pathsOf(both.texts)).toEqual(['a.txt']);
    expect(both.remark).toBe('“notes” is a folder. Drop a file from it.');
  });

  it('may be nothing', () => {
    expect(sortDropped([], true).remark).toBe('Nothing you dropped can be opened.');
  });
});

describe('what is pasted', () => {
  const picture = file('image.png', 'image/png');

  it('is the words where there are words, whatever else', () => {
    const cells = { plain: 'a\tb\nc\td\n', files: [picture], hasMarkup: true };
    expect(sortPasted(cells, true)).toEqual({ words: 'a\tb\nc\td\n', texts: [], remark: '' });
    expect(sortPasted({ ...cells, files: [] }, true).words).toBe('a\tb\nc\td\n');
    expect(sortPasted({ plain: '  ', files: [], hasMarkup: false }, true).words).toBe('  ');
  });

  it('is the picture where there is nothing else, which is refused by its name then', () => {
    for (const plain of ['', '\n']) {
      const { words, texts } = sortPasted({ plain, files: [picture], hasMarkup: true }, true);
      expect([words, pathsOf(texts)]).toEqual([undefined, ['image.png']]);
    }
  });

  it('is a copied file, which brings its name or address as words', () => {
    const files = [file('my notes.txt')];
    for (const plain of ['my notes.txt', '/home/a/my notes.txt\n', 'file:///a/my%20notes.txt']) {
      const { words, texts } = sortPasted({ plain, files, hasMarkup: false }, true);
      expect([words, pathsOf(texts)]).toEqual([undefined, ['my notes.txt']]);
    }
    const { words } = sortPasted({ plain: '100 % words', files, hasMarkup: false }, true);
    expect(words).toBe('100 % words');
  });

  it('is told of when there are no plain words', () => {
    expect(sortPasted({ plain: '', files: [], hasMarkup: true }, true)).toEqual({
      texts: [],
      remark: 'The clipboard holds formatted text only. Copy it as plain text, then paste again.',
    });
    expect(sortPasted({ plain: '', files: [], hasMarkup: false }, true).remark).toBe(
      'The clipboard holds no text.',
    );
  });
});

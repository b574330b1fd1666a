/** Several files at once: what is asked for, what is told of them, and where one begins. */
import { expect } from 'vitest';
import { frame } from './data-checks.ts';
import { textOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';

const none = 0xffffffff;

export const filesChecks: Checks = {
  'several files': onPage(async (page) => {
    const source = page.one('text-source');
    const borders = () => page.texts('choice-field', source).filter((label) => /files/.test(label));
    expect(borders()).toEqual([]);
    page.next({
      text: textOf({
        ...{ source: 'file', name: 'poems', title: 'poems', hash: 'of several' },
        files: [
          { name: 'poems/2.txt', from: 0, characters: 1234, encoding: 'koi8-r' },
          { name: 'poems/<b>10.txt', from: 1236, characters: 21, encoding: 'utf-8' },
        ],
        skipped: [
          {
            name: 'c.zip/d.txt',
            problem: { code: 'not unpacked', values: { name: 'c.zip/d.txt', fault: 'encrypted' } },
          },
        ],
      }),
    });
    const files = ['2.txt', '10.txt'].map((name) => new File(['words'], name));
    await page.upload(page.one('input[type=file]', source), ...files);
    expect(page.lastSent('text.read')?.source).toEqual({
      kind: 'files',
      files: files.map((file) => ({ path: file.name, file })),
    });
    expect(page.text('p.warn [role=status]', source)).toBe('Files read: 2; left out: 1.');
    await page.press('Which ones?', source);
    // one begins in one of three streams; another ended there before
    const batch = {
      ...frame.batch,
      ...{ lengths: null, starts: Uint32Array.of(0, 1, 0) },
      tokens: Uint32Array.of(7, 7, none, 7, 21, none, 7, 7, none, 21, 7, none),
      targets: Uint32Array.of(7, 21, none, 21, 7, none, 7, 7, none, 7, 21, none),
    };
    await page.show('data', { ...frame, split: 'end', batch });
    const panel = page.one('data-panel');
    const listed = page.one('text-files', panel);
    expect(page.all('tr', listed).map((row) => page.texts('td', row))).toEqual([
      [],
      ['poems/2.txt', '1,234', 'koi8-r'],
      ['poems/<b>10.txt', '21', 'utf-8'],
    ]);
    expect(page.texts('li', listed)).toEqual([
      'this cannot be unpacked: name c.zip/d.txt, reason it is encrypted.',
    ]);
    expect(page.texts('p', panel)).toContain(
      '33 % of this batch is padding, which the net ignores and which adds no loss. Streams that start here from a zero state, where a file begins: 1 of 3.',
    );
    await page.set('borders', 'joined');
    expect(page.lastSent('text.read')?.settings.borders).toBe('joined');
    // a table is one file
    await page.set('task', 'lines');
    await page.upload(page.one('input[type=file]', source), ...files);
    expect(page.lastSent('text.read')?.source).toEqual({ kind: 'file', file: files[0] });
    expect(page.text('.note .text')).toBe(
      'Opening “2.txt”. Not opened: “10.txt”. One text at a time.',
    );
  }),
};

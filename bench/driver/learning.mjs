/**
 * How soon the defaults learn: every book, cell and depth in Node on the CPU, and the table of it in
 * docs/performance.md. Takes hours: rows go to a file one by one, and what is there is not measured again.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { withSourceModule } from './source-module.mjs';

const document = new URL('../../docs/performance.md', import.meta.url);
const [opening, closing] = ['<!-- learning -->', '<!-- /learning -->'];
const steps = [300, 1000];
const stepsOfDefault = [300, 1000, 3000];

/** @param file of rows, one JSON record a line */
export async function measureDefaults(file) {
  mkdirSync(dirname(file), { recursive: true });
  await withSourceModule('/bench/learning/main.ts', async ({ measureLearning, netsToLearn }) => {
    const nets = netsToLearn();
    for (const { book, settings, isDefault } of nets) {
      const wanted = isDefault ? stepsOfDefault : steps;
      const known = rowsOf(readRows(file), book, settings).map(({ step }) => step);
      if (wanted.every((step) => known.includes(step))) continue;
      await measureLearning(book, settings, wanted, (row) => {
        appendFileSync(file, `${JSON.stringify(row)}\n`);
        console.log(sentence(row));
      });
    }
    writeTable(nets, readRows(file));
  });
}

function readRows(file) {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

function rowsOf(rows, book, settings) {
  const isSame = (row) =>
    Object.entries(settings).every(([key, value]) => row.settings[key] === value);
  return rows.filter((row) => row.book === book && isSame(row));
}

const figures = ({ validationLoss, words }) => `${validationLoss.toFixed(2)} / ${words.toFixed(2)}`;

function sentence(row) {
  const { book, step, settings } = row;
  return `${book}, ${settings.cell} × ${settings.layers}, step ${step}: ${figures(row)}`;
}

const rateOf = ({ learningRate, schedule, warmupSteps }) =>
  schedule === 'warmup' ? `${learningRate} after ${warmupSteps}` : learningRate;

function writeTable(nets, rows) {
  const books = [...new Set(nets.map(({ book }) => book))];
  const kinds = new Map(nets.map(({ settings }) => [JSON.stringify(settings), settings]));
  const cellsOf = (settings) =>
    books.flatMap((book) =>
      steps.map((step) => {
        const row = rowsOf(rows, book, settings).find((one) => one.step === step);
        return row ? figures(row) : '–';
      }),
    );
  const head = books.flatMap((book) => steps.map((step) => `${book}, ${step}`));
  const lines = [
    ['cell', 'layers', 'rate', ...head],
    ['---', ...['layers', 'rate', ...head].map(() => '---:')],
    ...[...kinds.values()]
      .sort((a, b) => a.layers - b.layers)
      .map((settings) => [settings.cell, settings.layers, rateOf(settings), ...cellsOf(settings)]),
  ];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const text = readFileSync(document, 'utf8');
  const [from, to] = [text.indexOf(opening) + opening.length, text.indexOf(closing)];
  writeFileSync(document, `${text.slice(0, from)}\n\n${table}\n\n${text.slice(to)}`);
}

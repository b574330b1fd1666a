/**
 * What the tasks learn at their defaults, with fixed seeds: `npm run learn [-- ID …]`, on the CPU, or
 * with `--engine gpu` on the adapter of the GPU tests. Figures of the CPU are written into
 * docs/tasks.md. Fails where a target is missed. Takes minutes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { withSourceModule } from '../bench/driver/source-module.mjs';

const document = new URL('../docs/tasks.md', import.meta.url);
const [opening, closing] = ['<!-- learned -->', '<!-- /learned -->'];
const head = [
  ...['task', 'seed', 'steps', 'metric', 'after ¼', 'after ½', 'in the end'],
  ...['target', 'beside it', 'minutes', 'reached'],
];

function cellsOf({ task, settings, seed, steps, metric, values, wanted, bounds, minutes, isMet }) {
  const beside = bounds.map(({ label, value }) => `${label} ${value.toFixed(3)}`).join(', ');
  const figures = values.map((value) => value.toFixed(3));
  const told = [wanted, beside, minutes.toFixed(1), isMet ? 'yes' : 'no'];
  const own = Object.entries(settings).map(([key, value]) => `${key}: ${value}`);
  const name = own.length > 0 ? `${task} (${own.join(', ')})` : task;
  return [name, seed, steps, metric, ...figures, ...told].map(String);
}

const lineOf = (cells) => `| ${cells.join(' | ')} |`;

/** Rows of tasks that were not measured now stay as they are. */
function writeTable(rows) {
  const text = readFileSync(document, 'utf8');
  const [from, to] = [text.indexOf(opening) + opening.length, text.indexOf(closing)];
  const kept = text
    .slice(from, to)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .filter((line) => rows.every(({ task }) => !line.startsWith(`| ${task} `)));
  const rule = head.map((_, at) => (at === 0 || at === 3 || at > 6 ? '---' : '---:'));
  const lines = [lineOf(head), lineOf(rule), ...kept, ...rows.map(cellsOf).map(lineOf)];
  writeFileSync(document, `${text.slice(0, from)}\n\n${lines.join('\n')}\n\n${text.slice(to)}`);
}

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', default: 'cpu' } },
});
const { engine } = options;
if (!['cpu', 'gpu'].includes(engine)) {
  throw new Error(`learn: there is no such engine: ${engine}. Choose cpu or gpu.`);
}
const rows = [];
await withSourceModule('/bench/learn/main.ts', async ({ learn, taskIds }) => {
  const unknown = wanted.find((id) => !taskIds().includes(id));
  if (unknown) {
    throw new Error(`learn: there is no such task: ${unknown}. Choose of ${taskIds().join(', ')}.`);
  }
  await learn(wanted, engine, (row) => {
    rows.push(row);
    console.log(lineOf(cellsOf(row)));
  });
});
if (engine === 'cpu') writeTable(rows);
const missed = rows.filter(({ isMet }) => !isMet);
for (const { task, seed } of missed) console.error(`learn: ${task}, seed ${seed}: target missed`);
process.exitCode = missed.length > 0 ? 1 : 0;

/** What was learned, as docs/tasks.md tells it: a row for each net, and a picture for each task and metric. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { linear, plot } from './plot.mjs';

const document = new URL('../../docs/tasks.md', import.meta.url);
const pictures = new URL('../../docs/learned/', import.meta.url);
const [opening, closing] = ['<!-- learned -->', '<!-- /learned -->'];
const head = [
  ...['task', 'seed', 'steps', 'metric', 'after ¼', 'after ½', 'in the end'],
  ...['target', 'beside it', 'minutes', 'load', 'reached'],
];
const rightAligned = ['seed', 'steps', 'after ¼', 'after ½', 'in the end', 'minutes', 'load'];

const pictureOf = ({ task, metric }) => `${task}-${metric}.svg`;

function cellsOf(row) {
  const { task, settings, seed, steps, metric, curve, wanted, bounds, minutes, load, isMet } = row;
  const beside = bounds.map(({ label, value }) => `${label} ${value.toFixed(3)}`).join(', ');
  const values = [1 / 4, 1 / 2, 1].map((share) => curve[share * (curve.length - 1)][1]);
  const own = Object.entries(settings).map(([key, value]) => `${key}: ${value}`);
  const name = own.length > 0 ? `${task} (${own.join(', ')})` : task;
  const told = [wanted || 'none', beside, minutes.toFixed(1), load.toFixed(1)];
  return [
    ...[name, seed, steps, `[${metric}](learned/${pictureOf(row)})`],
    ...[...values.map((value) => value.toFixed(3)), ...told],
    wanted ? (isMet ? 'yes' : 'no') : '–',
  ].map(String);
}

const lineOf = (cells) => `| ${cells.join(' | ')} |`;
export const tableRow = (row) => lineOf(cellsOf(row));

/** Rows of tasks that were not measured now stay as they are. @param order of tasks */
export function writeTable(rows, order) {
  const text = readFileSync(document, 'utf8');
  const [from, to] = [text.indexOf(opening) + opening.length, text.indexOf(closing)];
  const kept = text
    .slice(from, to)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .filter((line) => rows.every(({ task }) => !line.startsWith(`| ${task} `)));
  const rule = head.map((name) => (rightAligned.includes(name) ? '---:' : '---'));
  const placeOf = (line) => order.findIndex((task) => line.startsWith(`| ${task} `));
  const body = [...kept, ...rows.map(tableRow)].sort((a, b) => placeOf(a) - placeOf(b));
  const lines = [lineOf(head), lineOf(rule), ...body];
  writeFileSync(document, `${text.slice(0, from)}\n\n${lines.join('\n')}\n\n${text.slice(to)}`);
}

/** Held-out metric by step, and dashed the best that it is measured against. */
export function drawCurves(rows) {
  mkdirSync(pictures, { recursive: true });
  for (const name of new Set(rows.map(pictureOf))) {
    const shown = rows.filter((row) => pictureOf(row) === name);
    const [{ task, metric }] = shown;
    const lines = [...shown.map((row) => lineOfRow(row, shown)), ...marksOf(shown)];
    const heading = `${task}: ${metric} on what is held out`;
    const svg = plot({ heading, x: 'steps', y: '', lines, scale: linear });
    writeFileSync(new URL(name, pictures), svg);
  }
}

const variantOf = ({ settings }) => Object.values(settings).join(' ');

function lineOfRow(row, all) {
  const isOneOfSeeds = all.filter((one) => variantOf(one) === variantOf(row)).length > 1;
  const said = [variantOf(row), isOneOfSeeds ? `seed ${row.seed}` : ''].filter(Boolean);
  return { name: said.join(', ') || 'net', points: row.curve };
}

/** The same for several nets is one. */
function marksOf(rows) {
  const most = Math.max(...rows.map(({ steps }) => steps));
  const marks = new Map(
    rows
      .filter(({ bounds }) => bounds.length > 0)
      .map(({ bounds: [{ label, value }] }) => [`${label} ${value}`, { label, value }]),
  );
  return [...marks.values()].map(({ label, value }) => ({
    ...{ name: label, isFaint: true },
    points: [0, most].map((step) => [step, value]),
  }));
}

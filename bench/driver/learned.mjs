/** What was learned, as docs/tasks.md tells it: a row for each net, and a picture for each task and metric. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { linear, plot } from './plot.mjs';

const document = new URL('../../docs/tasks.md', import.meta.url);
const pictures = new URL('../../docs/learned/', import.meta.url);
const head = [
  ...['task', 'seed', 'steps', 'metric', 'after ¼', 'after ½', 'in the end'],
  ...['target', 'beside it', 'minutes', 'load', 'reached'],
];
/** On a GPU it matters on which one. */
const headOnGpu = [...head, 'adapter'];
const rightAligned = ['seed', 'steps', 'after ¼', 'after ½', 'in the end', 'minutes', 'load'];

const pictureOf = ({ task, metric }) => `${task}-${metric}.svg`;

function cellsOf(row) {
  const { task, settings, seed, steps, metric, curve, wanted, bounds, minutes, load, isMet } = row;
  const adapter = row.adapter === undefined ? [] : [row.adapter];
  const beside = bounds.map(({ label, value }) => `${label} ${value.toFixed(3)}`).join(', ');
  const values = [1 / 4, 1 / 2, 1].map((share) => curve[share * (curve.length - 1)][1]);
  const own = Object.entries(settings).map(([key, value]) => `${key}: ${value}`);
  const name = own.length > 0 ? `${task} (${own.join(', ')})` : task;
  const told = [wanted || 'none', beside, minutes.toFixed(1), load.toFixed(1)];
  return [
    ...[name, seed, steps, metric],
    ...[...values.map((value) => value.toFixed(3)), ...told],
    wanted ? (isMet ? 'yes' : 'no') : '–',
    ...adapter,
  ].map(String);
}

const lineOf = (cells) => `| ${cells.join(' | ')} |`;
export const tableRow = (row) => lineOf(cellsOf(row));

/**
 * Rows and curves of tasks that were not measured now stay as they are. Of a GPU the curves are those of
 * the CPU: the minutes are what is different.
 * @param order of tasks
 * @param engine 'cpu' or 'gpu'
 */
export async function writeLearned(rows, order, engine) {
  const path = fileURLToPath(document);
  const text = readFileSync(path, 'utf8');
  const isGpu = engine === 'gpu';
  const told = between(text, isGpu ? 'learned-gpu' : 'learned', (before) =>
    tableOf(rows, before, order, isGpu ? headOnGpu : head),
  );
  if (!isGpu) drawCurves(rows);
  const shown = between(told, 'curves', () => picturesIn(order));
  const options = await resolveConfig(path);
  writeFileSync(path, await format(shown, { ...options, filepath: path }));
}

/** The text with another part between two marks. */
function between(text, mark, change) {
  const [before, part, after] = text.split(new RegExp(`<!-- /?${mark} -->`));
  return `${before}<!-- ${mark} -->\n\n${change(part)}\n\n<!-- /${mark} -->${after}`;
}

function tableOf(rows, before, order, head) {
  const kept = before
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .filter((line) => rows.every((row) => !isMeasuredBy(row, line)));
  const rule = head.map((name) => (rightAligned.includes(name) ? '---:' : '---'));
  const placeOf = (line) => order.findIndex((task) => line.startsWith(`| ${task} `));
  const body = [...kept, ...rows.map(tableRow)].sort((a, b) => placeOf(a) - placeOf(b));
  return [lineOf(head), lineOf(rule), ...body].join('\n');
}

/** Whether a line is of what was measured anew; what is spoken is not measured on every machine. */
function isMeasuredBy({ task, settings = {} }, line) {
  return line.startsWith(`| ${task} `) && line.includes('(spoken') === 'spoken' in settings;
}

/** Two beside each other. */
function picturesIn(order) {
  const placeOf = (name) => order.findIndex((task) => name.startsWith(`${task}-`));
  const names = readdirSync(pictures).sort((a, b) => placeOf(a) - placeOf(b));
  return names
    .map((name) => `<img src="learned/${name}" width="400" alt="${name.replace('.svg', '')}">`)
    .join('\n');
}

/** Held-out metric by step, and dashed the best that it is measured against. */
function drawCurves(rows) {
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

/** Writes what was measured into the documents, between the marks of its section. */
import { readFileSync, writeFileSync } from 'node:fs';
import { speedOf } from './table.mjs';

const performance = new URL('../../docs/performance.md', import.meta.url);
const readme = new URL('../../README.md', import.meta.url);

const names = {
  oursCpu: '**Unrolled**, CPU, all threads',
  oursCpu1: '**Unrolled**, CPU, one thread',
  oursGpu: '**Unrolled**, WebGPU',
  tfjsWebgpu: 'TensorFlow.js, WebGPU',
  tfjsWasm: 'TensorFlow.js, WebAssembly',
  tfjsWasmTuned: 'the same with a gradient written by hand',
  jaxWebgpu: 'jax-js, WebGPU',
  jaxWasm: 'jax-js, WebAssembly',
  torch1: 'PyTorch, native, one thread',
  torch: 'PyTorch, native, all threads',
};

const figure = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const milliseconds = (value) => figure(value, value < 100 ? 1 : 0);
const isMeasured = (row) => row?.valid && row.median;

function tableOf(head, lines) {
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Milliseconds of every peer, then what they come to. */
function speedTable({ configs, titles }) {
  const ids = Object.keys(configs);
  const line = (name, cell) => [name, ...ids.map((id) => cell(configs[id]))];
  const rows = Object.entries(names)
    .filter(([peer]) => ids.some((id) => configs[id][peer]))
    .map(([peer, name]) =>
      line(name, (rows) => (isMeasured(rows[peer]) ? milliseconds(rows[peer].median) : '–')),
    );
  const [alone, ...others] = rows;
  const inARow = line('the same, many steps in a row, as the page trains', ({ oursCpu }) =>
    milliseconds(oursCpu?.inARow),
  );
  const speed = (peer) => (rows) => figure(isMeasured(rows[peer]) ? speedOf(rows[peer]) : NaN, 1);
  return tableOf(
    ['ms per training step', ...ids.map((id) => `${id}: ${titles[id]}`)],
    [
      alone,
      ...(ids.some((id) => configs[id].oursCpu?.inARow) ? [inARow] : []),
      ...others,
      line('GFLOP/s of ours on the CPU', speed('oursCpu')),
      line('the most that CPU did beside it', ({ ceiling }) => figure(ceiling?.all ?? NaN, 1)),
      line('our share of the most it did in that run', ({ oursCpu }) =>
        figure(oursCpu?.ceilingShare ?? NaN, 2),
      ),
    ],
  );
}

/** What ours takes: a step alone, which is waited for, or steps in a row. */
const bests = {
  'times ours, a step alone': (rows) =>
    Math.min(
      ...Object.keys(rows)
        .filter(isOurs)
        .map((peer) => rows[peer].median ?? Infinity),
    ),
  'times ours, steps in a row': (rows) => rows.oursCpu?.inARow ?? NaN,
};

const isOurs = (peer) => peer.startsWith('ours');

/** How many times as long as ours each takes. */
function ratioTable({ configs }, title) {
  const ids = Object.keys(configs);
  const rows = Object.entries(names).filter(
    ([peer]) => !isOurs(peer) && ids.some((id) => isMeasured(configs[id][peer])),
  );
  const ratio = (rows, peer) =>
    isMeasured(rows[peer]) ? figure(rows[peer].median / bests[title](rows), 1) : '–';
  return tableOf(
    [title, ...ids],
    rows.map(([peer, name]) => [name, ...ids.map((id) => ratio(configs[id], peer))]),
  );
}

function circumstances({ started, machine, configs }) {
  const [{ ceiling, oursCpu } = {}] = Object.values(configs);
  const threads = ceiling
    ? ` The CPU worked with ${ceiling.threads} ${ceiling.threads === 1 ? 'thread' : 'threads'}${ceiling.isRelaxed ? ' and relaxed SIMD' : ''}.`
    : '';
  const repeats = oursCpu ? ` Medians of ${oursCpu.repeats} repeats.` : '';
  return `Measured on ${started.slice(0, 10)}: ${machine.cpu}, ${machine.cores} cores, in Chromium.${threads}${repeats}`;
}

/** The tables, in docs/performance.md and, in short, in the README. */
export function documentSpeed(report) {
  const about = circumstances(report);
  const ratios = Object.keys(bests).map((title) => ratioTable(report, title));
  writeSection(performance, 'speed', [about, speedTable(report), ...ratios].join('\n\n'));
  writeSection(readme, 'speed', [about, ratios.at(-1)].join('\n\n'));
}

/** @param file beside docs/performance.md */
export function documentSweep(name, file, { started, machine }) {
  const about = `${machine.cpu}, ${machine.cores} cores, ${started.slice(0, 10)}`;
  writeSection(performance, `sweep ${name}`, `![${about}](${file})`);
}

function writeSection(document, name, words) {
  const text = readFileSync(document, 'utf8');
  const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(opening), text.indexOf(closing)];
  if (from < 0 || to < from) {
    throw new Error(`bench: there is no section ${name} in ${document.pathname}. Add its marks.`);
  }
  const before = text.slice(0, from + opening.length);
  writeFileSync(document, `${before}\n\n${words}\n\n${text.slice(to)}`);
}

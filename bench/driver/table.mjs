/** The report as text. */

const columns = [
  'config',
  'peer',
  'ms/step',
  'min',
  'max',
  'repeats',
  'in a row',
  'first ms',
  'chars/s',
  'dispatches',
  'submits',
  'GPU peak MB',
  'MB/step',
  'GFLOP/step',
  'GFLOP/s',
  'of ceiling',
  'x ours',
];

const plain = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : '-');
/** GFLOP/s at a row's best: a step alone, or steps in a row. */
export function speedOf(row) {
  const ms = Math.min(row.median ?? Infinity, row.inARow ?? Infinity);
  return row.flops / 1e6 / ms;
}

const milliseconds = (value) => plain(value, value < 100 ? 1 : 0);

function cells(config, peer, row) {
  return [
    config,
    peer,
    row.valid ? milliseconds(row.median) : 'invalid',
    milliseconds(row.min),
    milliseconds(row.max),
    String(row.repeats),
    milliseconds(row.inARow),
    milliseconds((row.buildMs ?? 0) + (row.steps[0] ?? NaN)),
    plain(row.charactersPerSecond, 0),
    plain(row.dispatches || NaN, 0),
    plain(row.submits || NaN, 0),
    plain(row.peakBytes / 1e6 || NaN, 1),
    plain(row.bytes / 1e6, 1),
    plain(row.flops / 1e9, 2),
    plain(speedOf(row), 2),
    plain(row.ceilingShare ?? NaN, 2),
    plain(row.timesOurs, 2),
  ];
}

function aligned(lines) {
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell, column) =>
    column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

/** One line, as soon as a measurement is done. */
export function progressLine(config, peer, measurement) {
  const last = measurement.steps.at(-1);
  const errors = measurement.errors.map((error) => `\n    ${error.split('\n')[0]}`).join('');
  const cut = measurement.stoppedByBudget ? ', cut short by the budget' : '';
  const last1 = last === undefined ? '' : `, last ${milliseconds(last)} ms`;
  return `${config} ${peer}: ${measurement.steps.length} steps${last1}${cut}${errors}`;
}

function ceilingLine({ one, all, threads, isRelaxed }) {
  const how = isRelaxed ? ', relaxed' : '';
  return `the CPU can do ${plain(one, 1)} GFLOP/s by one thread, ${plain(all, 1)} by ${threads}${how}`;
}

export function formatTable(report) {
  const lines = [columns];
  const notes = [];
  for (const [id, { ceiling, ...rows }] of Object.entries(report.configs)) {
    if (ceiling) notes.push(`${id}: ${ceilingLine(ceiling)}`);
    for (const [peer, row] of Object.entries(rows)) {
      lines.push(cells(`${id} ${report.titles[id] ?? ''}`, peer, row));
      if (row.differs) notes.push(`${id} ${peer}: ${row.differs}; losses not compared`);
      for (const problem of row.problems) notes.push(`${id} ${peer}: ${problem.split('\n')[0]}`);
      if (row.repeats > 0 && row.warmUpSteps < 2) {
        notes.push(`${id} ${peer}: ${row.warmUpSteps} of 2 warm-up steps fitted`);
      }
    }
    const reference = report.references[id];
    if (reference) notes.push(`${id}: losses compared with ${reference}`);
  }
  return `${aligned(lines)}\n\n${notes.join('\n')}`;
}

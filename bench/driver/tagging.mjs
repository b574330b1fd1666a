/** How soon taggers learn at the defaults, and the table of it in docs/performance.md. Takes minutes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withSourceModule } from './source-module.mjs';

const document = new URL('../../docs/performance.md', import.meta.url);
const [opening, closing] = ['<!-- tagging -->', '<!-- /tagging -->'];
const steps = [250, 500, 1000, 3000];

export async function measureTaggers() {
  const rows = [];
  await withSourceModule('/bench/learning/tagging.ts', async ({ measureTagging }) => {
    await measureTagging(steps, (row) => {
      rows.push(row);
      console.log(sentence(row));
    });
  });
  writeTable(rows);
}

function sentence({ labels, lookAhead, seed, step, f1, bound, seconds }) {
  const net = `${labels}, look-ahead ${lookAhead}, seed ${seed}`;
  return `${net}, step ${step}: F1 ${f1.toFixed(4)} of ${bound.toFixed(4)}, ${seconds.toFixed(1)} s`;
}

const least = (values) => Math.min(...values).toFixed(3);

/** Of the seeds the worst. */
function writeTable(rows) {
  const kinds = [...new Set(rows.map(({ labels, lookAhead }) => `${labels} ${lookAhead}`))];
  const lines = kinds.map((kind) => {
    const own = rows.filter(({ labels, lookAhead }) => `${labels} ${lookAhead}` === kind);
    const at = (step) => own.filter((row) => row.step === step);
    const seconds = at(1000).map((row) => row.seconds / row.step);
    const [labels, lookAhead] = kind.split(' ');
    return [
      labels === 'binary' ? '0 or 1' : 'B, I, O',
      ...[lookAhead, own[0].bound.toFixed(3)],
      ...steps.map((step) => least(at(step).map(({ f1 }) => f1))),
      (1000 * Math.min(...seconds)).toFixed(1),
    ];
  });
  const head = [
    'labels',
    'look-ahead',
    'bound',
    ...steps.map((step) => `${step} steps`),
    'ms a step',
  ];
  const table = [head, ['---', ...head.slice(1).map(() => '---:')], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
  const text = readFileSync(document, 'utf8');
  const [from, to] = [text.indexOf(opening) + opening.length, text.indexOf(closing)];
  writeFileSync(document, `${text.slice(0, from)}\n\n${table}\n\n${text.slice(to)}`);
}

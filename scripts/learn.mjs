/**
 * What the tasks learn at their defaults, with fixed seeds: `npm run learn [-- ID …]`, in the built page
 * in Chromium, by its own worker, on the CPU; or with `--engine gpu` on the browser's adapter. Figures
 * and, of the CPU, curves are written into docs/tasks.md. Fails where a target is missed. Takes minutes.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';
import { launchBrowser } from '../bench/driver/bench-page.mjs';
import { tableRow, writeLearned } from '../bench/driver/learned.mjs';
import { canSpeak, learnSpoken } from '../bench/learn/spoken.mjs';
import { withSourceModule } from '../bench/driver/source-module.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', default: 'cpu' } },
});
const { engine } = options;
if (!['cpu', 'gpu'].includes(engine)) {
  throw new Error(`learn: there is no such engine: ${engine}. Choose cpu or gpu.`);
}
const rows = [];
const onRow = (row) => {
  rows.push(row);
  console.log(tableRow(row));
};
let tasks = [];
await withSourceModule('/bench/learn/main.ts', async ({ learn, taskIds }) => {
  tasks = taskIds();
  const unknown = wanted.find((id) => !tasks.includes(id));
  if (unknown) {
    throw new Error(`learn: there is no such task: ${unknown}. Choose of ${tasks.join(', ')}.`);
  }
  // as for the tests of the page: who has just built it says so
  if (!process.env.E2E_BUILT) await build({ root, logLevel: 'error' });
  const server = await preview({ root, logLevel: 'error' });
  const browser = await launchBrowser();
  try {
    const [address] = server.resolvedUrls.local;
    await learn(wanted, { browser, address, engine }, onRow);
    if (wanted.length === 0 || wanted.includes('voice')) {
      if (canSpeak()) onRow(await learnSpoken(address, engine));
      else console.log('learn: voice: without espeak-ng no unseen voices speak: not measured.');
    }
  } finally {
    await browser.close();
    await server.close();
  }
});
await writeLearned(rows, tasks, engine);
const missed = rows.filter(({ isMet }) => !isMet);
for (const { task, seed } of missed) console.error(`learn: ${task}, seed ${seed}: target missed`);
process.exitCode = missed.length > 0 ? 1 : 0;

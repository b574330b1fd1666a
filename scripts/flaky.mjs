/**
 * `npm run flaky -- [spec …] [-g title] [--times 20] [--busy | --quiet]`: finds tests of the page that
 * do not pass every time. The page is built once; then what is named, or everything, runs so many
 * times with one core kept busy beside it, and so many times without. Nothing is retried: each run
 * that fails is told, its output is kept, and the command fails.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const kept = join(root, 'test-results', 'flaky');
const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');

const { values: options, positionals: specs } = parseArgs({
  allowPositionals: true,
  options: {
    times: { type: 'string', default: '20' },
    busy: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
    grep: { type: 'string', short: 'g' },
  },
});
const times = Number(options.times);
if (!Number.isInteger(times) || times < 1) {
  console.error(`flaky: --times ${options.times} is no count. Name a whole number of runs.`);
  process.exit(2);
}
const both = options.busy === options.quiet;
const modes = ['busy', 'quiet'].filter((mode) => both || options[mode]);

const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(built.status ?? 1);
rmSync(kept, { recursive: true, force: true });
mkdirSync(kept, { recursive: true });

/** By title: the runs in which it failed. */
const failures = new Map();
const counts = new Map(modes.map((mode) => [mode, { passed: 0, failed: 0 }]));
process.on('SIGINT', () => process.exit(130));
for (const mode of modes) {
  const neighbour = mode === 'busy' ? keepCoreBusy() : undefined;
  try {
    for (let turn = 1; turn <= times; turn++) runOnce(mode, turn);
  } finally {
    neighbour?.kill();
  }
}

console.log('\nbeside     passed  failed  (runs)');
for (const [mode, { passed, failed }] of counts) {
  const beside = mode === 'busy' ? 'busy core' : 'nothing';
  console.log(`${beside.padEnd(9)}  ${String(passed).padStart(6)}  ${String(failed).padStart(6)}`);
}
for (const [title, runs] of failures) console.log(`flaky: ${title}: ${runs.join(', ')}`);
if (failures.size > 0) console.log(`flaky: the output is in ${relative(root, kept)}`);
process.exitCode = failures.size === 0 ? 0 : 1;

function runOnce(mode, turn) {
  const name = `${mode}-${turn}`;
  const folder = join(kept, name);
  const report = join(kept, `${name}.json`);
  const args = ['test', ...specs, '--reporter=list,json', `--output=${folder}`];
  if (options.grep !== undefined) args.push('--grep', options.grep);
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [playwright, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, E2E_BUILT: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const titles = titlesThatFailed(report);
  const succeeded = status === 0 && titles.length === 0;
  counts.get(mode)[succeeded ? 'passed' : 'failed']++;
  console.log(`${name}: ${succeeded ? 'passed' : 'FAILED'} in ${seconds} s`);
  if (succeeded) {
    rmSync(folder, { recursive: true, force: true });
    rmSync(report, { force: true });
    return;
  }
  const output = join(kept, `${name}.txt`);
  writeFileSync(output, `${stdout}\n${stderr}`);
  console.log(`${stdout}\n${stderr}`);
  for (const title of titles.length > 0 ? titles : ['outside any test']) {
    failures.set(title, [...(failures.get(title) ?? []), name]);
  }
}

/** Of a report; none where there is no report. What was skipped counts as failed. */
function titlesThatFailed(report) {
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
      .suites.flatMap(specsOf)
      .filter(({ tests }) => tests.some(({ status }) => status !== 'expected'))
      .map(({ file, title }) => `${file} › ${title}`);
  } catch {
    return [];
  }
}

/** A process that does nothing but take a core; it ends with this one. */
function keepCoreBusy() {
  const spin =
    'process.on("disconnect", () => process.exit()); const spin = () => { const end = Date.now() + 100; while (Date.now() < end); setImmediate(spin); }; spin();';
  return spawn(process.execPath, ['-e', spin], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
}

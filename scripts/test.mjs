/**
 * `npm test`: the unit tests, kernels and nets in Firefox where there is one, and the checks, two at a
 * time; then, with the machine to themselves, the page in a real browser and the main job in each
 * browser that is here. Everything runs even after a failure. Ends with `N passed, N failed`;
 * a skipped test counts as failed. `npm test -- --thorough` leaves nothing out (src/testing/thorough.ts).
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium, vulkanEnvironment } from './browser.mjs';
import { inLanes, root, run } from './lanes.mjs';

const { thorough } = parseArgs({ options: { thorough: { type: 'boolean' } } }).values;

const cache = join(root, 'node_modules', '.cache');
const reports = join(cache, 'test-reports');
const playwrightReport = join(reports, 'playwright.json');
const firefoxReport = join(reports, 'firefox.json');
const browsersReport = join(reports, 'browsers.json');

/** What failed beside other parts is told once more at the end, where it is looked for: so many lines. */
const tail = 40;
const troubles = [];

const chromium = findChromium();
const environment = {
  ...process.env,
  ...vulkanEnvironment(),
  ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }),
  PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
  FIREFOX_REPORT: firefoxReport,
  BROWSERS_REPORT: browsersReport,
  ...(thorough ? { UNROLLED_THOROUGH: '1' } : {}),
  // the other lane needs a core
  VITEST_MAX_WORKERS: String(Math.max(1, availableParallelism() - 1)),
};

rmSync(reports, { recursive: true, force: true });
// what the unit tests translate is kept for the next time: nothing old is proof, and it grows
rmSync(join(cache, 'translated'), { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const results = await inLanes([
  // in one process, for all that it has compiled; it takes about as long as all others together
  () => unitTests('gpu', 'gpu'),
  // done while the other lane is at the first: only parts behind it serve what is built
  build,
  () => unitTests('staged', 'page'),
  () => unitTests('session', 'session'),
  // it waits as often as it computes
  () => script('firefox', firefoxReport),
  () => unitTests('shaders', 'shaders'),
  () => unitTests('cpu', 'cpu'),
  () => unitTests('logic', 'logic', 'tasks'),
  () => check('lint', ['npm', 'run', 'lint']),
  () => check('types', ['npm', 'run', 'types']),
  () => check('format', ['npm', 'run', 'formatted']),
  () => check('unused', ['npm', 'run', 'unused']),
]);
results.push(
  await tests('page', ['playwright', 'test', '--reporter=list,json'], readPlaywright, true),
  await script('browsers', browsersReport, true),
);

for (const { name, said } of troubles) {
  console.log(
    `\n── ${name} again, how it ended:\n${said.trimEnd().split('\n').slice(-tail).join('\n')}`,
  );
}
console.log('\npart      passed  failed  skipped  seconds');
for (const { name, passed, failed, skipped, seconds, note } of results) {
  const cells = [
    String(passed).padStart(6),
    String(failed).padStart(6),
    String(skipped).padStart(7),
  ];
  console.log(`${name.padEnd(8)}  ${cells.join('  ')}  ${seconds.toFixed(0).padStart(7)}  ${note}`);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const failed = sum('failed') + sum('skipped');
console.log(`${sum('passed')} passed, ${failed} failed${thorough ? ', thoroughly' : ''}`);
process.exitCode = failed === 0 ? 0 : 1;

/** Built once: parts would overwrite what another one serves. */
async function build() {
  const built = await check('build', ['vite', 'build', '--logLevel', 'warn']);
  if (built.failed === 0) environment.E2E_BUILT = '1';
  return built;
}

/** A check has no count of its own: it matters only when it fails. */
async function check(name, command) {
  const { succeeded, seconds } = await runPart(name, command);
  return { name, passed: 0, failed: succeeded ? 0 : 1, skipped: 0, seconds, note: '' };
}

/** Tests that a script of ours counts itself. */
function script(name, report, isShown) {
  return tests(name, ['npm', 'run', `test:${name}`], () => readCounts(report), isShown);
}

/** Tiers of the unit tests (docs/testing.md). */
function unitTests(name, ...tiers) {
  const report = join(reports, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return tests(
    name,
    ['vitest', 'run', ...tiers.map((tier) => `--project=${tier}`), ...reporters],
    () => countVitest(readReport(report)),
  );
}

async function tests(name, command, count, isShown) {
  const { succeeded, seconds } = await runPart(name, command, isShown);
  try {
    const counts = count();
    const isCrash = !succeeded && counts.failed === 0;
    // A browser that is not there says so in its note.
    const isEmpty = !counts.note && counts.passed + counts.failed + counts.skipped === 0;
    const problem = isCrash
      ? 'ended with an error outside its tests'
      : isEmpty
        ? 'no tests ran'
        : '';
    const note = problem || (counts.note ?? '');
    return { name, ...counts, failed: counts.failed + (problem === '' ? 0 : 1), seconds, note };
  } catch {
    return { name, passed: 0, failed: 1, skipped: 0, seconds, note: 'left no report' };
  }
}

/** What goes on beside another part tells when it has ended. */
async function runPart(name, command, isShown = false) {
  const title = `── ${name}: ${command.join(' ')}`;
  console.log(`\n${title}`);
  const result = await run(command, { env: environment, isShown });
  const ended = `── ${name}: ${result.succeeded ? 'passed' : 'FAILED'}`;
  if (!result.succeeded && !isShown) troubles.push({ name, said: result.said });
  if (!isShown) console.log(`\n${title}\n${result.said}${ended} in ${result.seconds.toFixed(0)} s`);
  return result;
}

function readPlaywright() {
  return countPlaywright(readReport(playwrightReport));
}

/** What a script of ours has counted itself. */
function readCounts(path) {
  return { skipped: 0, ...readReport(path) };
}

function readReport(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function countVitest({ numPassedTests, numFailedTests, numTotalTests, testResults }) {
  const asserted = testResults.flatMap((file) => file.assertionResults);
  reportSkipped(
    asserted
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
  );
  // A file that did not load has failed without a test of its own.
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numTotalTests - numPassedTests - numFailedTests,
  };
}

function countPlaywright({ suites, stats, errors }) {
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  reportSkipped(
    suites
      .flatMap(specs)
      .filter(({ tests }) => tests.some(({ status }) => status === 'skipped'))
      .map(({ title }) => title),
  );
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  };
}

function reportSkipped(titles) {
  for (const title of titles) console.log(`skipped: ${title}`);
}

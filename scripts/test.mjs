/**
 * `npm test`: the checks, the unit and kernel tests, the page in a real browser, kernels and nets
 * in Firefox where there is one, the main job in each browser that is here. Everything runs even after a failure. Ends with `N passed, N failed`; a skipped test counts as failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, vulkanEnvironment } from './browser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(root, 'node_modules', '.cache', 'test-reports');
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');
const firefoxReport = join(reports, 'firefox.json');
const browsersReport = join(reports, 'browsers.json');

const chromium = findChromium();
const environment = {
  ...process.env,
  ...vulkanEnvironment(),
  ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }),
  PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
  FIREFOX_REPORT: firefoxReport,
  BROWSERS_REPORT: browsersReport,
};

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const results = [
  check('format', ['prettier', '--check', '.']),
  check('lint', ['npm', 'run', 'lint']),
  check('types', ['npm', 'run', 'types']),
  check('unused', ['npm', 'run', 'unused']),
  tests(
    'unit',
    ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
    () => countVitest(readReport(vitestReport)),
  ),
  tests('page', ['playwright', 'test', '--reporter=list,json'], () =>
    countPlaywright(readReport(playwrightReport)),
  ),
  tests('firefox', ['npm', 'run', 'test:firefox'], () => ({
    skipped: 0,
    ...readReport(firefoxReport),
  })),
  tests('browsers', ['npm', 'run', 'test:browsers'], () => ({
    skipped: 0,
    ...readReport(browsersReport),
  })),
];

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
console.log(`${sum('passed')} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** A check has no count of its own: it matters only when it fails. */
function check(name, command) {
  const { succeeded, seconds } = run(name, command);
  return { name, passed: 0, failed: succeeded ? 0 : 1, skipped: 0, seconds, note: '' };
}

function tests(name, command, count) {
  const { succeeded, seconds } = run(name, command);
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

function run(name, [command, ...args]) {
  console.log(`\n── ${name}: ${[command, ...args].join(' ')}`);
  const started = performance.now();
  const isWindows = process.platform === 'win32';
  const program = command === 'npm' ? 'npm' : join(root, 'node_modules', '.bin', command);
  const { status } = spawnSync(program, args, {
    cwd: root,
    env: environment,
    stdio: 'inherit',
    shell: isWindows,
  });
  return { succeeded: status === 0, seconds: (performance.now() - started) / 1000 };
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

/**
 * `npm run check`: format, lint, types, unused code and the unit tests of tiers `logic`, `tasks` and `cpu`,
 * in two lanes beside each other. What a failed part said is printed; the others go on.
 */
import { inLanes, run } from './lanes.mjs';

const parts = [
  [
    'logic, tasks, cpu',
    'vitest',
    'run',
    ...['logic', 'tasks', 'cpu'].map((tier) => `--project=${tier}`),
  ],
  ['lint', 'npm', 'run', 'lint'],
  ['format', 'npm', 'run', 'formatted'],
  ['types', 'npm', 'run', 'types'],
  ['unused', 'knip'],
  ['used by tests alone', 'knip', '--config', 'knip.product.json'],
];

async function check([name, ...command]) {
  const { succeeded, seconds, said } = await run(command);
  if (!succeeded) console.log(`\n── ${name}\n${said}`);
  console.log(`${succeeded ? 'passed' : 'FAILED'}  ${seconds.toFixed(0).padStart(3)} s  ${name}`);
  return succeeded;
}

const results = await inLanes(parts.map((part) => () => check(part)));
process.exitCode = results.every(Boolean) ? 0 : 1;

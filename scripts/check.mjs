/**
 * `npm run check`: format, lint, types, unused code and the unit tests that need no GPU, in two
 * lanes beside each other. What a failed part said is printed; the others go on.
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** About as long as each other. */
const lanes = [
  [
    ['format', 'prettier', '--check', '.'],
    ['lint', 'eslint', '--max-warnings', '0', '.'],
  ],
  [
    ['logic and cpu', 'vitest', 'run', '--project', 'logic', '--project', 'cpu'],
    ['types of the engine', 'tsc', '-p', 'tsconfig.engine.json'],
    ['types of the page', 'tsc', '-p', 'tsconfig.page.json'],
    ['types of tools and tests', 'tsc', '-p', 'tsconfig.node.json'],
    ['unused', 'knip'],
  ],
];

function run([name, program, ...args]) {
  const started = performance.now();
  const child = spawn(join(root, 'node_modules', '.bin', program), args, {
    cwd: root,
    shell: process.platform === 'win32',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  return new Promise((resolve) => {
    const end = (succeeded) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      if (!succeeded) console.log(`\n── ${name}\n${said}`);
      console.log(`${succeeded ? 'passed' : 'FAILED'}  ${seconds.padStart(3)} s  ${name}`);
      resolve(succeeded);
    };
    child.on('error', (error) => {
      said += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

async function runLane(parts) {
  const results = [];
  for (const part of parts) results.push(await run(part));
  return results;
}

const results = (await Promise.all(lanes.map(runLane))).flat();
process.exitCode = results.every(Boolean) ? 0 : 1;

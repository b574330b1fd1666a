/**
 * Commands in two lanes beside each other, each taken by the lane that is free first; all go on where
 * one fails. What a command says is shown as it says it, or all at once when it has ended.
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param command of this project's tools, or `npm`
 * @returns when it has ended, how, after how many seconds, and what it said where that was not shown
 */
export function run([name, ...args], { env = process.env, isShown = false } = {}) {
  const started = performance.now();
  const program = name === 'npm' ? name : join(root, 'node_modules', '.bin', name);
  const child = spawn(program, args, {
    cwd: root,
    env,
    stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += data));
  return new Promise((resolve) => {
    const end = (succeeded) =>
      resolve({ succeeded, seconds: (performance.now() - started) / 1000, said });
    child.on('error', (error) => {
      said += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/**
 * @param parts functions that do something and return what became of it, the longest first: then both
 *   lanes end at about the same time
 */
export async function inLanes(parts) {
  const waiting = [...parts];
  const ended = [];
  const lane = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) ended.push(await part());
  };
  await Promise.all([lane(), lane()]);
  return ended;
}

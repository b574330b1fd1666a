/**
 * Commands in two lanes beside each other, each taken by the lane that is free first; all go on where
 * one fails. What a command says is shown as it says it, or all at once when it has ended.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param command of this project's tools, or `npm`
 * @param isBehind it takes the time that others leave
 * @returns when it has ended, how, after how many seconds, and what it said where that was not shown
 */
export function run(
  [name, ...args],
  { env = process.env, isShown = false, isBehind = false } = {},
) {
  const started = performance.now();
  const program = name === 'npm' ? name : join(root, 'node_modules', '.bin', name);
  const child = spawn(program, args, {
    cwd: root,
    env,
    stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    detached: isBehind,
  });
  if (isBehind) stepBehind(child);
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

/** It and all that it will start give way to others, and end with this process. */
function stepBehind(child) {
  const { pid } = child;
  if (pid === undefined) return;
  const { PRIORITY_LOW } = constants.priority;
  try {
    setPriority(pid, PRIORITY_LOW);
    // Linux may share its time among sessions first, and this is one of its own
    writeFileSync(`/proc/${pid}/autogroup`, String(PRIORITY_LOW));
  } catch {
    // where a system shares its time otherwise, or lets nobody ask, it goes on as others do
  }
  const end = () => process.kill(process.platform === 'win32' ? pid : -pid);
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
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

/** Builds the bench for Node, and runs it or packs it into a folder for a machine with Node alone. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const configFile = fileURLToPath(new URL('../node/vite.config.ts', import.meta.url));
const program = fileURLToPath(new URL('../results/node/bench.mjs', import.meta.url));

/** @param args as they stand on the command line */
export async function runInNode(args) {
  await build({ configFile, logLevel: 'error' });
  return spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' }).status ?? 1;
}

/** One script, and Dawn for Linux on x64 machines. */
export async function packForNode(folder) {
  await build({ configFile, logLevel: 'error' });
  mkdirSync(folder, { recursive: true });
  cpSync(program, join(folder, 'bench.mjs'));
  const dawn = dirname(createRequire(import.meta.url).resolve('webgpu'));
  for (const file of ['index.js', 'package.json', 'LICENSE.md', 'dist/linux-x64/dawn.node']) {
    cpSync(join(dawn, file), join(folder, 'node_modules', 'webgpu', file));
  }
  let total = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { size } = statSync(path);
    total += size;
    console.log(`${(size / 1e6).toFixed(1).padStart(6)} MB  ${relative(folder, path)}`);
  }
  console.log(`${(total / 1e6).toFixed(1).padStart(6)} MB  in all. There: node bench.mjs --checks`);
}

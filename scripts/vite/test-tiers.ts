/**
 * The unit tests by what they need, for Vitest's projects. A test's tier follows from what it
 * imports, so no list of files can be out of date: what opens Dawn is `gpu`, what stages the page is
 * `page`, what compiles kernels to WebAssembly is `cpu`, all else is `logic`. The sweeps of kernels
 * run for each backend: on the GPU in `gpu`, on the CPU in `cpu`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An import of a file of ours that is there when the test runs: types are not. */
const importPattern =
  /^(?:import|export) (?!type\b)(?:[^;'"]*? from )?'(\.[^'?]+)|\bimport\('(\.[^'?]+)/gm;

type TierName = 'logic' | 'cpu' | 'gpu' | 'page';

/** Paths from the root, each in at least one tier. */
export function testTiers(): Record<TierName, string[]> {
  const tiers: Record<TierName, string[]> = { logic: [], cpu: [], gpu: [], page: [] };
  const known = new Map<string, readonly string[]>();
  for (const name of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.test.ts')) continue;
    const file = join(root, 'src', name);
    for (const tier of tiersOf(reachedFrom(file, known))) tiers[tier].push(pathOf(file));
  }
  return tiers;
}

function tiersOf(reached: ReadonlySet<string>): TierName[] {
  const reaches = (path: string) => [...reached].some((file) => file.startsWith(path));
  if (reaches('src/testing/backends.ts')) return ['cpu', 'gpu'];
  if (reaches('src/testing/node-gpu.ts')) return ['gpu'];
  if (reaches('src/testing/page/')) return ['page'];
  return [reaches('src/backend/wasm/') ? 'cpu' : 'logic'];
}

/** All files that are loaded with this one. */
function reachedFrom(file: string, known: Map<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const path = pathOf(next);
    if (reached.has(path)) continue;
    reached.add(path);
    const imports = known.get(next) ?? importsOf(next);
    known.set(next, imports);
    open.push(...imports);
  }
  return reached;
}

/** From the root, with forward slashes. */
function pathOf(file: string): string {
  return relative(root, file).split(sep).join('/');
}

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(importPattern)]
    .map(([, fixed, lazy]) => join(dirname(file), fixed ?? lazy))
    .filter((path) => path.endsWith('.ts') && existsSync(path));
}

/**
 * The unit tests by what they need, for Vitest's projects. A test's tier follows from what it
 * imports, so no list of files can be out of date: what runs kernels on a GPU is `gpu`, what has Dawn
 * compile them and runs none is `shaders`, what stages the page is `page`, what opens a session of the
 * worker is `session`, what compiles kernels to WebAssembly is `cpu`, and the reference that kernels are held to; of all else, what a task makes
 * of its data is `tasks`, the rest `logic`. The sweeps of kernels run for each backend: on the GPU in
 * `gpu`, on the CPU in `cpu`.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ImportGraph, pathOf, root } from './import-graph.ts';

type TierName = 'logic' | 'tasks' | 'cpu' | 'session' | 'shaders' | 'gpu' | 'page';

/** Paths from the root, each in at least one tier. */
export function testTiers(): Record<TierName, string[]> {
  const tiers: Record<TierName, string[]> = {
    ...{ logic: [], tasks: [], cpu: [], session: [] },
    ...{ shaders: [], gpu: [], page: [] },
  };
  const graph = new ImportGraph();
  for (const name of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.test.ts')) continue;
    const path = pathOf(join(root, 'src', name));
    for (const tier of tiersOf(path, graph.reachedFrom(path))) tiers[tier].push(path);
  }
  return tiers;
}

function tiersOf(own: string, reached: ReadonlySet<string>): TierName[] {
  const reaches = (path: string) => [...reached].some((file) => file.startsWith(path));
  if (reaches('src/testing/backends.ts')) return ['cpu', 'gpu'];
  if (reaches('src/testing/node-gpu.ts')) return ['gpu'];
  if (reaches('src/testing/null-gpu.ts')) return ['shaders'];
  if (reaches('src/testing/page/')) return ['page'];
  if (reaches('src/testing/worker-session.ts')) return ['session'];
  const isReference = own.startsWith('src/testing/reference/');
  if (isReference || reaches('src/backend/wasm/')) return ['cpu'];
  return [own.startsWith('src/tasks/') ? 'tasks' : 'logic'];
}

/**
 * What this machine can do at most: tiles of 4 × 8 and 2 × 16 sums over operands that stay in the
 * first-level cache, written as `shaders/lib/product-cpu.wgsl` is, by all threads at once.
 */
import prelude from '../shaders/lib/exponentials.wgsl?raw';
import { compile, type RunKernel, tableWords } from '../src/backend/wasm/compile.ts';
import { type StartThread, Team } from '../src/backend/wasm/team.ts';
import { unrollLoops } from '../src/graph/unroll.ts';

const depth = 256;
const tiles = [
  [4, 2],
  [2, 4],
] as const;
const workgroups = 20_000;
/** Of one tile. A thread that was asleep first shares a core with the one that woke it. */
const enoughMs = 300;

function tileText(rows: number, columns4: number): string {
  const text = `
@group(1) @binding(0) var<storage, read> a: array<vec4f>;
@group(1) @binding(1) var<storage, read> b: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> c: array<vec4f>;
@compute @workgroup_size(1) fn main(@builtin(workgroup_id) id: vec3u) {
  var own: array<vec4f, ${rows * columns4}>;
  var left = 0u;
  var right = 0u;
  for (var k4 = ${depth / 4}u; k4 > 0u; k4--) {
    for (var lane = 0u; lane < 4u; lane++) { // unroll
      var values: array<vec4f, ${columns4}>;
      for (var m = 0u; m < ${columns4}u; m++) { // unroll
        values[m] = b[right + (lane * ${columns4}u + m)];
      }
      for (var i = 0u; i < ${rows}u; i++) { // unroll
        let value = vec4f(a[left + lane][i]);
        for (var m = 0u; m < ${columns4}u; m++) { // unroll
          own[i * ${columns4}u + m] += value * values[m];
        }
      }
    }
    left += 4u;
    right += ${4 * columns4}u;
  }
  for (var i = 0u; i < ${rows * columns4}u; i++) { // unroll
    c[i] = own[i];
  }
}`;
  return unrollLoops(text, new Map());
}

function compileTile(rows: number, columns4: number, usesRelaxed: boolean, isShared: boolean) {
  const options = { name: 'tile', entryPoint: 'main', prelude, usesRelaxed, isShared };
  return compile(tileText(rows, columns4), { ...options, workgroup: [1, 1] });
}

/** @returns GFLOP/s of so many threads together */
export async function measureCeiling(
  usesRelaxed: boolean,
  threads: number,
  start: StartThread,
): Promise<number> {
  let best = 0;
  for (const [rows, columns4] of tiles) {
    const flops = 2 * rows * columns4 * 4 * depth * workgroups * threads;
    best = Math.max(
      best,
      flops / (await timeOf(rows, columns4, usesRelaxed, threads, start)) / 1e6,
    );
  }
  return best;
}

/** Milliseconds, at best. */
async function timeOf(
  rows: number,
  columns4: number,
  usesRelaxed: boolean,
  threads: number,
  startThread: StartThread,
): Promise<number> {
  const isShared = threads > 1;
  const module = await WebAssembly.compile(
    compileTile(rows, columns4, usesRelaxed, isShared).bytes,
  );
  const memory = new WebAssembly.Memory({ initial: 4, maximum: 4, shared: isShared });
  const table = new Uint32Array(memory.buffer, 0, 16);
  const total = threads * workgroups;
  [table[tableWords.x], table[tableWords.y], table[tableWords.z]] = [1, total, 1];
  // operands and sums, each of its own pages' part
  [0, 1, 2].forEach(
    (binding) => (table[tableWords.arrays + 2 * binding] = 4096 + 32_768 * binding),
  );
  const team = new Team(threads - 1, startThread, (cause) => {
    throw new Error(JSON.stringify(cause));
  });
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const own = [{ run: exports.run as RunKernel, table: 0, total }];
  const launches = [{ module: 0, table: 0, total }];
  const frames = Array.from({ length: threads }, () => 0);
  const plan = team.add(
    { launches: own, frame: 0 },
    { memory, modules: [module], launches, frames },
  );
  while (team.present < threads) await new Promise((resolve) => setTimeout(resolve, 1));
  let least = Infinity;
  const until = performance.now() + enoughMs;
  while (performance.now() < until) {
    const start = performance.now();
    team.run({ plan, from: 0, to: 1, step: 0 });
    least = Math.min(least, performance.now() - start);
  }
  team.disband();
  return least;
}

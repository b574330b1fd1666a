/** Checks of the compiler stay green for the compiler as it is, and notice each planted bug. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import prelude from '../../../shaders/lib/exponentials.wgsl?raw';
import { compilerBugs } from '../../testing/compiler-bugs.ts';
import { type Check, runPlantedBug, type SourcePatch } from '../../testing/planted-bugs.ts';
import { bugsToPlant } from '../../testing/thorough.ts';
import * as own from './compile.ts';

type Compiler = typeof own;

const root = path.resolve(import.meta.dirname, '../../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compiler-bugs-'));
let copies = 0;

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** A copy of the compiler with the bug in it; what lies outside its folder is the house's own. */
async function patchedCompiler(patch: SourcePatch): Promise<Compiler> {
  const copy = path.join(folder, String(copies++));
  fs.mkdirSync(copy);
  for (const name of fs.readdirSync(import.meta.dirname)) {
    if (name.endsWith('.test.ts')) continue;
    const file = `src/backend/wasm/${name}`;
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    const put = file === patch.file ? patch.applyTo(text) : text;
    fs.writeFileSync(path.join(copy, name), put.replaceAll("'../../", `'${root}/src/`));
  }
  return (await import(/* @vite-ignore */ path.join(copy, 'compile.ts'))) as Compiler;
}

/** @returns y after one dispatch of [2, 1] workgroups of [2, 3] invocations */
function run({ compile, tableWords }: Compiler, body: string, globals = ''): number[] {
  const text = `
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;
${globals}
@compute @workgroup_size(2, 3)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) index: u32) {
  let at = id.x * 3u + id.y;
  ${body}
}`;
  const { bytes } = compile(text, {
    name: 'kernel',
    entryPoint: 'main',
    workgroup: [2, 3],
    prelude,
  });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const words = new Uint32Array(memory.buffer);
  [words[tableWords.x], words[tableWords.y], words[tableWords.z]] = [2, 1, 1];
  [words[tableWords.arrays], words[tableWords.arrays + 2]] = [16_384, 32_768];
  const x = Float32Array.from({ length: 48 }, (_, k) => ((k * 5) % 13) - 6);
  new Float32Array(memory.buffer, 16_384).set(x);
  (exports.run as own.RunKernel)(0, 0, 1024, 0, 2);
  return [...new Float32Array(memory.buffer, 32_768, 48)];
}

const x = Array.from({ length: 48 }, (_, k) => ((k * 5) % 13) - 6);
/** What each of the four numbers of each invocation should be. */
const wanted = (of: (v: number[], at: number, lane: number) => number) =>
  x.map((_, k) => {
    const at = Math.floor(k / 4);
    return of(x.slice(4 * at, 4 * at + 4), at, k % 4);
  });

const checkOf =
  (body: string, globals: string, of: Parameters<typeof wanted>[0]): Check =>
  async (patch) => {
    const compiler = patch ? await patchedCompiler(patch) : own;
    expect(run(compiler, body, globals)).toEqual(wanted(of));
  };

const checks: Record<string, Check> = {
  'whole numbers': checkOf(
    'let s = i32(x[at].x); y[at] = vec4f(f32(s / 2), f32(at % 5u), f32(A), f32(s >> 1u));',
    'const A = 3u * 5u;',
    ([s], at, lane) => [(s / 2) | 0, at % 5, 15, s >> 1][lane],
  ),
  matrices: checkOf(
    'let m = mat4x4f(x[0], x[1], x[2], x[3]); y[at] = m * x[at] + 2.0 * (x[at] * m);',
    '',
    (v, _, lane) =>
      v.reduce((sum, one, k) => sum + one * (x[4 * k + lane] + 2 * x[4 * lane + k]), 0),
  ),
  places: checkOf(
    'count += 1.0; y[at] = vec4f(count, f32(index), f32(id.x), f32(id.y));',
    'var<private> count: f32;',
    (_, at, lane) => {
      const [column, row] = [Math.floor(at / 3), at % 3];
      return [1, row * 2 + (column % 2), column, row][lane];
    },
  ),
  statements: checkOf(
    `var sum = 1.0;
     for (var k = 0u; k < at; k++) { if (k == 1u || k == 3u) { sum = added(sum, x[k].x); } }
     var pair = array<f32, 2>(sum, 3.0);
     pair = array<f32, 2>(pair[1], pair[0]);
     y[at] = vec4f(pair[0], pair[1], sum, 1.0);`,
    'fn added(a: f32, b: f32) -> f32 { var c = a; c += b; return c * 0.5 + a; }',
    (_, at, lane) => {
      let sum = 1;
      for (const k of [1, 3]) if (k < at) sum = (sum + x[4 * k]) * 0.5 + sum;
      return [3, sum, sum, 1][lane];
    },
  ),
  lanes: checkOf(
    'var v = x[at]; v.zx = v.xy; y[at] = select(v, v.wzyx, TURNED);',
    'const TURNED = 1u > 0u;',
    ([a, b, , d], _, lane) => [d, a, b, b][lane],
  ),
};

describe('planted bugs of the compiler', () => {
  it.each(bugsToPlant(compilerBugs))('%s', async (_, bug) => {
    await expect(runPlantedBug(bug, checks)).resolves.toMatch(/expected/);
  });
});

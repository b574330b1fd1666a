/** Runs a line of WGSL on the CPU, compiled as kernels are. */
import prelude from '../../shaders/lib/exponentials.wgsl?raw';
import { compile, type RunKernel, tableWords } from '../backend/wasm/compile.ts';

export const u = (values: readonly number[]) => Uint32Array.from(values);
export const f = (values: readonly number[]) => new Uint32Array(Float32Array.from(values).buffer);

interface Run {
  /** Of `main`, after `let i = id.x;`: reads `x`, writes `y`. */
  body: string;
  globals?: string;
  x: Uint32Array<ArrayBuffer>;
  count: number;
  type?: 'u32' | 'f32' | 'vec4f' | 'vec4u';
  workgroup?: [number, number];
  builtins?: string;
}

const kernelOf = ({ body, globals = '', type = 'u32', workgroup = [1, 1], builtins = '' }: Run) => `
@group(1) @binding(0) var<storage, read> x: array<${type}>;
@group(1) @binding(1) var<storage, read_write> y: array<${type}>;
${globals}
@compute @workgroup_size(${workgroup.join(', ')})
fn main(@builtin(global_invocation_id) id: vec3u${builtins}) {
  let i = id.x;
  ${body}
}`;

/** @returns the words of `y` */
export function run(what: Run, usesRelaxed = false): Uint32Array {
  const { x, count, workgroup = [1, 1] } = what;
  const { bytes, frameBytes } = compile(kernelOf(what), {
    name: 'kernel',
    entryPoint: 'main',
    workgroup,
    prelude,
    usesRelaxed,
    checksIndices: true,
  });
  const memory = new WebAssembly.Memory({ initial: 16 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const table = new Uint32Array(memory.buffer, 0, 16);
  const groups = count / workgroup[0];
  [table[tableWords.x], table[tableWords.y], table[tableWords.z]] = [groups, 1, 1];
  [65_536, 131_072].forEach((address, binding) => {
    table[tableWords.arrays + 2 * binding] = address;
    table[tableWords.arrays + 2 * binding + 1] = 65_536;
  });
  new Uint32Array(memory.buffer, 65_536).set(x);
  if (frameBytes >= 32_768) throw new Error(`run-wgsl: a frame too large: ${frameBytes} bytes`);
  (exports.run as RunKernel)(0, 0, 4096, 0, groups);
  return new Uint32Array(memory.buffer, 131_072, x.length).slice();
}

export const floats = (words: Uint32Array) => [...new Float32Array(words.slice().buffer)];

import { describe, expect, it } from 'vitest';
import prelude from '../../../shaders/lib/exponentials.wgsl?raw';
import { compile, type RunKernel, tableWords } from './compile.ts';

function run(text: string, inputs: Float32Array[], groups: [number, number, number] = [1, 1, 1]) {
  const { bytes, frameBytes } = compile(text, {
    name: 'test',
    entryPoint: 'main',
    workgroup: [1, 1],
    prelude,
    checksIndices: true,
  });
  const memory = new WebAssembly.Memory({ initial: 16 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const words = new Uint32Array(memory.buffer);
  let at = 4096;
  const frame = at;
  at += frameBytes;
  [words[tableWords.x], words[tableWords.y], words[tableWords.z]] = groups;
  const places = inputs.map((input, binding) => {
    at = Math.ceil(at / 256) * 256;
    words[tableWords.arrays + 2 * binding] = at;
    words[tableWords.arrays + 2 * binding + 1] = input.byteLength;
    const place = new Float32Array(memory.buffer, at, input.length);
    place.set(input);
    at += input.byteLength;
    return place;
  });
  (instance.exports.run as RunKernel)(0, 0, frame, 0, groups[0] * groups[1] * groups[2]);
  return places;
}

describe('the compiler of kernels', () => {
  it('computes e^x, 2^x and log x to single precision', () => {
    const count = 4096;
    const x = Float32Array.from({ length: count }, (_, i) => -80 + (160 * i) / count);
    const [, exp, log] = run(
      `@group(1) @binding(0) var<storage, read> x: array<vec4f>;
       @group(1) @binding(1) var<storage, read_write> y: array<vec4f>;
       @group(1) @binding(2) var<storage, read_write> z: array<vec4f>;
       @compute @workgroup_size(1) fn main(@builtin(workgroup_id) id: vec3u) {
         y[id.x] = exp(x[id.x]);
         z[id.x] = log(exp(x[id.x]));
       }`,
      [x, new Float32Array(count), new Float32Array(count)],
      [count / 4, 1, 1],
    );
    let [worst, worstLog] = [0, 0];
    x.forEach((value, i) => {
      worst = Math.max(worst, Math.abs(exp[i] / Math.exp(value) - 1));
      worstLog = Math.max(
        worstLog,
        Math.abs(log[i] - Math.log(exp[i])) / Math.max(1, Math.abs(value)),
      );
    });
    expect(worst).toBeLessThan(2e-7);
    expect(worstLog).toBeLessThan(1.5e-7);
  });
});

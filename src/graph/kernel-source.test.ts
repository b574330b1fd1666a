import { describe, expect, it } from 'vitest';
import { assemble, type KernelSource, readInterface, structFields } from './kernel-source.ts';

const file = `// doubles
struct Uniforms {
  count: u32,
  factor: f32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  for (var i = 0u; i < MANY; i++) { // unroll
    y[id.x] += f(x[id.x]) * uniforms.factor;
  }
}`;
const source: KernelSource = {
  label: 'test/double.main',
  file,
  entryPoint: 'main',
  libraries: [
    'const MANY = LANES;\nfn f(x: vec4f) -> vec4f { return x * step.rate; }',
    'struct Step { rate: f32, }\n@group(0) @binding(1) var<uniform> step: Step;',
  ],
  constants: { LANES: 3 },
  workgroup: [16, 4],
};

describe('kernel source', () => {
  it('stands first in the text, so that line numbers stay those of the file', () => {
    const plain = { ...source, file: file.replace(' // unroll', '') };
    const lines = assemble(plain).split('\n');
    expect(lines.slice(0, file.split('\n').length)).toEqual(plain.file.split('\n'));
    const subgroups = assemble({ ...plain, subgroups: true }).split('\n');
    expect(subgroups[0]).toBe('enable subgroups; // doubles');
    expect(subgroups.slice(1)).toEqual(lines.slice(1));
  });

  it('appends libraries in order, then constants and the size of a workgroup', () => {
    const text = assemble(source);
    expect(text.indexOf('fn f(')).toBeLessThan(text.indexOf('struct Step'));
    expect(text).toMatch(/const LANES = 3u;\nconst WORKGROUP_X = 16u;\nconst WORKGROUP_Y = 4u;\n$/);
  });

  it('unrolls marked loops, their limits under any name', () => {
    const text = assemble(source);
    expect(text).not.toContain('// unroll');
    expect(text.match(/y\[id\.x\] \+=/g)).toHaveLength(3);
  });

  it('says what the kernel wants bound', () => {
    expect(readInterface(source)).toEqual({
      uniforms: [
        { name: 'count', type: 'u32' },
        { name: 'factor', type: 'f32' },
      ],
      storage: [
        { name: 'x', binding: 0, writable: false },
        { name: 'y', binding: 1, writable: true },
      ],
    });
    expect(structFields(file, 'Missing')).toEqual([]);
  });
});

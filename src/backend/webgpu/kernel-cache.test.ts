import { describe, expect, it } from 'vitest';
import type { KernelSource } from '../../graph/kernel-source.ts';
import { requestNullDevice } from '../../testing/null-gpu.ts';
import { KernelCache } from './kernel-cache.ts';

const file = `// doubles
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  y[id.x] = 2.0 * x[id.x];
}`;
const source: KernelSource = {
  label: 'test/double.main',
  file,
  entryPoint: 'main',
  libraries: [],
  constants: {},
  workgroup: [16, 4],
};

describe('kernel cache', () => {
  it('compiles a kernel once, and names a mistake with its line in the file', async () => {
    const device = await requestNullDevice();
    const cache = new KernelCache(device);
    expect(cache.get(source)).toBe(cache.get({ ...source }));
    await cache.get(source).compile();
    expect(cache.get(source).isCompiled).toBe(true);
    const wrong = { ...source, file: file.replace('vec4f', 'vec4g') };
    const refusal = expect(cache.get(wrong).compile()).rejects;
    await refusal.toThrow(/kernel refused: kernel test\/double\.main, reason 2:\d+ .*vec4g/);
    device.destroy();
  });
});

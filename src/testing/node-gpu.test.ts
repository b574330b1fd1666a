import { describe, expect, it } from 'vitest';
import { requestTestAdapter, requestTestDevice } from './node-gpu.ts';
import { requestNullDevice } from './null-gpu.ts';

const code = `
@group(0) @binding(0) var<storage, read_write> numbers: array<f32>;
@compute @workgroup_size(4)
fn forward(@builtin(global_invocation_id) id: vec3u) { numbers[id.x] = numbers[id.x] * 2.0; }`;

describe('GPU in Node', () => {
  it('runs a kernel', async () => {
    const device = await requestTestDevice();
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const numbers = device.createBuffer({ size: 16, usage });
    const staging = device.createBuffer({
      size: 16,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(numbers, 0, Float32Array.of(1, 2, 3, 4.5));
    const module = device.createShaderModule({ code });
    const pipeline = await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module },
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(
      0,
      device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [{ binding: 0, resource: { buffer: numbers } }],
      }),
    );
    pass.dispatchWorkgroups(1);
    pass.end();
    encoder.copyBufferToBuffer(numbers, 0, staging, 0, 16);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    expect([...new Float32Array(staging.getMappedRange())]).toEqual([2, 4, 6, 9]);
    device.destroy();
  });

  it('offers the limits of the adapter and subgroups where it has them', async () => {
    const adapter = await requestTestAdapter();
    const device = await requestTestDevice();
    expect(device.limits.maxBufferSize).toBe(adapter.limits.maxBufferSize);
    expect(device.features.has('subgroups')).toBe(adapter.features.has('subgroups'));
    device.destroy();
  });

  it('compiles without any GPU and names the line of a mistake', async () => {
    const device = await requestNullDevice();
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ code: code.replace('2.0', 'two') });
    const { messages } = await module.getCompilationInfo();
    expect(messages[0].lineNum).toBe(4);
    expect(await device.popErrorScope()).not.toBeNull();
    device.destroy();
  });
});

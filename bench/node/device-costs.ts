/** What an adapter takes for the things that every plan is made of: a copy, a launch, a submit. */

export interface DeviceCosts {
  /** Bytes read and bytes written per second, together, from one buffer to another. */
  copyBytesPerSecond: number;
  /** Microseconds per dispatch, many in one pass. */
  dispatch: number;
  /** The same where each one waits for what the one before it wrote. */
  dependentDispatch: number;
  /** Microseconds from a submit of nothing to the answer that it was done. */
  submit: number;
}

const copyBytes = 2 ** 28;
const copies = 8;
const dispatches = 1000;
const repeats = 5;

const nothing = '@compute @workgroup_size(1) fn main() {}';
const counting = `
@group(0) @binding(0) var<storage, read_write> count: array<u32>;
@compute @workgroup_size(1) fn main() { count[0] += 1u; }`;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** Milliseconds from the submit to its end: the median of a few, after one that warms up. */
async function timeOf(
  device: GPUDevice,
  encode: (encoder: GPUCommandEncoder) => void,
): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat <= repeats; repeat += 1) {
    const encoder = device.createCommandEncoder();
    encode(encoder);
    const commands = encoder.finish();
    const start = performance.now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    times.push(performance.now() - start);
  }
  return median(times.slice(1));
}

async function timeOfDispatches(device: GPUDevice, code: string): Promise<number> {
  const module = device.createShaderModule({ code });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const buffer = device.createBuffer({ size: 256, usage: GPUBufferUsage.STORAGE });
  const layout = pipeline.getBindGroupLayout(0);
  const entries = code === counting ? [{ binding: 0, resource: { buffer } }] : [];
  const bindGroup = device.createBindGroup({ layout, entries });
  const ms = await timeOf(device, (encoder) => {
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    for (let index = 0; index < dispatches; index += 1) pass.dispatchWorkgroups(1);
    pass.end();
  });
  buffer.destroy();
  return ms;
}

export async function measureDeviceCosts(adapter: GPUAdapter): Promise<DeviceCosts> {
  const size = Math.min(copyBytes, adapter.limits.maxBufferSize);
  const device = await adapter.requestDevice({ requiredLimits: { maxBufferSize: size } });
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const [from, to] = [0, 1].map(() => device.createBuffer({ size, usage }));
  const submitMs = await timeOf(device, () => undefined);
  const copyMs = await timeOf(device, (encoder) => {
    for (let copy = 0; copy < copies; copy += 1) encoder.copyBufferToBuffer(from, 0, to, 0, size);
  });
  from.destroy();
  to.destroy();
  const each = (ms: number) => (1000 * (ms - submitMs)) / dispatches;
  const dispatchMs = await timeOfDispatches(device, nothing);
  const dependentMs = await timeOfDispatches(device, counting);
  device.destroy();
  return {
    copyBytesPerSecond: (2 * copies * size) / ((copyMs - submitMs) / 1000),
    dispatch: each(dispatchMs),
    dependentDispatch: each(dependentMs),
    submit: 1000 * submitMs,
  };
}

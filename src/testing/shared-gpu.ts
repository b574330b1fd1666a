/**
 * One real device under the devices of many sessions, one after another: each may lose and destroy
 * its own, and kernels that one had compiled are there at once for the next.
 */
import { setMaxListeners } from 'node:events';
import { openAdapter } from '../backend/webgpu/device.ts';
import { requestTestAdapter } from './node-gpu.ts';

let opening: Promise<{ adapter: GPUAdapter; device: GPUDevice }> | undefined;
/** Dawn compiles what it has already only as long as somebody holds it. */
const held: unknown[] = [];

export async function requestSharedGpu(): Promise<GPU> {
  opening ??= open();
  const { adapter, device } = await opening;
  const { features, limits, info } = adapter;
  const requestDevice = () => Promise.resolve(ownDevice(device));
  return {
    requestAdapter: () => Promise.resolve({ features, limits, info, requestDevice }),
  } as unknown as GPU;
}

async function open() {
  const adapter = await requestTestAdapter();
  const { device } = await openAdapter(adapter);
  // each session listens, and stops only when it ends
  setMaxListeners(0, device);
  return { adapter, device };
}

/** Looks like a device of its own. Once it is destroyed, its buffers are, and nothing is submitted. */
function ownDevice(device: GPUDevice): GPUDevice {
  const { queue } = device;
  const buffers: GPUBuffer[] = [];
  const heard: (() => void)[] = [];
  let isGone = false;
  const whileThere =
    <Arguments extends unknown[]>(act: (...given: Arguments) => void) =>
    (...given: Arguments) => {
      if (!isGone) act(...given);
    };
  const ownQueue = {
    submit: whileThere(queue.submit.bind(queue)),
    writeBuffer: whileThere(queue.writeBuffer.bind(queue) as (...given: unknown[]) => void),
    // whoever waits for room on one that is destroyed waits for ever
    onSubmittedWorkDone: () =>
      isGone ? new Promise(() => undefined) : queue.onSubmittedWorkDone(),
  };
  return {
    features: device.features,
    limits: device.limits,
    queue: ownQueue,
    lost: new Promise(() => undefined),
    createBuffer(descriptor: GPUBufferDescriptor) {
      const buffer = device.createBuffer(descriptor);
      const map = buffer.mapAsync.bind(buffer);
      buffer.mapAsync = (...range) =>
        isGone ? Promise.reject(new Error('shared gpu: destroyed')) : map(...range);
      buffers.push(buffer);
      if (isGone) buffer.destroy();
      return buffer;
    },
    createBindGroup: device.createBindGroup.bind(device),
    createBindGroupLayout: device.createBindGroupLayout.bind(device),
    createPipelineLayout: device.createPipelineLayout.bind(device),
    createShaderModule: device.createShaderModule.bind(device),
    async createComputePipelineAsync(descriptor: GPUComputePipelineDescriptor) {
      const pipeline = await device.createComputePipelineAsync(descriptor);
      held.push(pipeline);
      return pipeline;
    },
    createCommandEncoder: device.createCommandEncoder.bind(device),
    pushErrorScope: device.pushErrorScope.bind(device),
    popErrorScope: device.popErrorScope.bind(device),
    addEventListener(type: string, listener: EventListener) {
      device.addEventListener(type, listener);
      heard.push(() => device.removeEventListener(type, listener));
    },
    destroy() {
      isGone = true;
      for (const stop of heard.splice(0)) stop();
      for (const buffer of buffers.splice(0)) buffer.destroy();
    },
  } as unknown as GPUDevice;
}

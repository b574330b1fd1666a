/**
 * One real device under the devices of many sessions, one after another: each may lose and destroy
 * its own, and kernels that one had compiled are there at once for the next.
 */
import { openAdapter } from '../backend/webgpu/device.ts';
import { requestTestAdapter } from './node-gpu.ts';

interface Shared {
  adapter: GPUAdapter;
  device: GPUDevice;
  /** Of all devices that are there, who hears of errors that no scope catches. */
  listeners: Set<EventListener>;
}

let opening: Promise<Shared> | undefined;
/** Dawn compiles what it has already only as long as somebody holds it. */
const held: unknown[] = [];

export async function requestSharedGpu(): Promise<GPU> {
  const adapter = await requestSharedAdapter();
  return { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU;
}

export async function requestSharedAdapter(): Promise<GPUAdapter> {
  opening ??= open();
  const { adapter, device, listeners } = await opening;
  const { features, limits, info } = adapter;
  const requestDevice = () => Promise.resolve(ownDevice(device, listeners));
  return { features, limits, info, requestDevice } as unknown as GPUAdapter;
}

async function open(): Promise<Shared> {
  const adapter = await requestTestAdapter();
  const { device } = await openAdapter(adapter);
  const listeners = new Set<EventListener>();
  device.addEventListener('uncapturederror', (event) => {
    for (const listener of [...listeners]) listener(event);
  });
  return { adapter, device, listeners };
}

/** Looks like a device of its own. Once it is destroyed, its buffers are, and nothing is submitted. */
function ownDevice(device: GPUDevice, listeners: Set<EventListener>): GPUDevice {
  const { queue } = device;
  const buffers: GPUBuffer[] = [];
  const own: EventListener[] = [];
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
    addEventListener(_: 'uncapturederror', listener: EventListener) {
      listeners.add(listener);
      own.push(listener);
    },
    destroy() {
      isGone = true;
      for (const listener of own.splice(0)) listeners.delete(listener);
      for (const buffer of buffers.splice(0)) buffer.destroy();
    },
  } as unknown as GPUDevice;
}

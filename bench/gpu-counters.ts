/** Counts what any code on the page asks of WebGPU, and hears the errors nobody catches. */

export interface GpuCounts {
  dispatches: number;
  passes: number;
  submits: number;
  writeBuffers: number;
  readbacks: number;
  buffersCreated: number;
  bindGroupsCreated: number;
  pipelinesCreated: number;
}

export interface GpuCounters {
  counts: GpuCounts;
  liveBytes: number;
  peakBytes: number;
  /** Name of the adapter, once one was asked for. */
  adapter: string;
  errors: string[];
}

/** Runs `before` each time the method is called; the method itself stays as it was. */
function watch<Owner extends object, Name extends keyof Owner & string>(
  owner: Owner,
  name: Name,
  before: () => void,
): void {
  const original = owner[name];
  if (typeof original !== 'function') return;
  const method = original as unknown as (this: unknown, ...rest: unknown[]) => unknown;
  const watched = function (this: unknown, ...rest: unknown[]): unknown {
    before();
    return method.apply(this, rest);
  };
  Object.defineProperty(owner, name, { value: watched, configurable: true, writable: true });
}

function watchBuffers(counters: GpuCounters): void {
  const sizes = new WeakMap<GPUBuffer, number>();
  const device = GPUDevice.prototype;
  const create = device.createBuffer;
  device.createBuffer = function (descriptor) {
    const buffer = create.call(this, descriptor);
    sizes.set(buffer, descriptor.size);
    counters.counts.buffersCreated += 1;
    counters.liveBytes += descriptor.size;
    counters.peakBytes = Math.max(counters.peakBytes, counters.liveBytes);
    return buffer;
  };
  const destroy = GPUBuffer.prototype.destroy;
  GPUBuffer.prototype.destroy = function () {
    counters.liveBytes -= sizes.get(this) ?? 0;
    sizes.delete(this);
    return destroy.call(this);
  };
}

function watchDevices(counters: GpuCounters): void {
  const adapterPrototype = GPUAdapter.prototype;
  const request = adapterPrototype.requestDevice;
  adapterPrototype.requestDevice = async function (descriptor) {
    const { vendor, architecture, description } = this.info;
    counters.adapter = [vendor, architecture, description].filter(Boolean).join(' ');
    const device = await request.call(this, descriptor);
    device.addEventListener('uncapturederror', (event) => {
      counters.errors.push(`uncaptured GPU error: ${event.error.message}`);
    });
    void device.lost.then(({ reason, message }) => {
      if (reason !== 'destroyed') counters.errors.push(`device lost (${reason}): ${message}`);
    });
    return device;
  };
}

/** Call before any library is loaded. */
export function installGpuCounters(): GpuCounters {
  const counts: GpuCounts = {
    dispatches: 0,
    passes: 0,
    submits: 0,
    writeBuffers: 0,
    readbacks: 0,
    buffersCreated: 0,
    bindGroupsCreated: 0,
    pipelinesCreated: 0,
  };
  const counters: GpuCounters = { counts, liveBytes: 0, peakBytes: 0, adapter: '', errors: [] };
  if (!('gpu' in navigator)) return counters;

  const count = (name: keyof GpuCounts) => () => {
    counts[name] += 1;
  };
  const pass = GPUComputePassEncoder.prototype;
  watch(pass, 'dispatchWorkgroups', count('dispatches'));
  watch(pass, 'dispatchWorkgroupsIndirect', count('dispatches'));
  watch(GPUCommandEncoder.prototype, 'beginComputePass', count('passes'));
  watch(GPUQueue.prototype, 'submit', count('submits'));
  watch(GPUQueue.prototype, 'writeBuffer', count('writeBuffers'));
  watch(GPUBuffer.prototype, 'mapAsync', count('readbacks'));
  watch(GPUDevice.prototype, 'createBindGroup', count('bindGroupsCreated'));
  watch(GPUDevice.prototype, 'createComputePipeline', count('pipelinesCreated'));
  watch(GPUDevice.prototype, 'createComputePipelineAsync', count('pipelinesCreated'));
  watchBuffers(counters);
  watchDevices(counters);
  return counters;
}

export function countsBetween(before: GpuCounts, after: GpuCounts): GpuCounts {
  const names = Object.keys(after) as (keyof GpuCounts)[];
  return Object.fromEntries(
    names.map((name) => [name, after[name] - before[name]]),
  ) as unknown as GpuCounts;
}

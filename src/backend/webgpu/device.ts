/** Opens the GPU: adapter, features, limits, and which form of kernels suits it. */
import { UnsupportedDeviceError } from '../lib/errors.ts';
import { type Machine, memoryBudget } from './memory-budget.ts';

/**
 * How products are computed.
 * - `registers`: every invocation owns a block of outputs; no workgroup memory, no barriers.
 * - `quads`: the same, and the four lanes of a quad share what they load.
 * - `tiles`: blocks of both operands go through workgroup memory, K split inside the workgroup.
 */
export type ProductForm = 'registers' | 'quads' | 'tiles';

export interface Gpu {
  device: GPUDevice;
  /** For people. */
  name: string;
  isFallback: boolean;
  /** What `auto` stands for. */
  form: ProductForm;
  /** Forms that can run here. */
  forms: ProductForm[];
  /** Bytes that a net may take unless the person wants it all the same. */
  memoryBytes: number;
}

const wantedLimits = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxStorageBuffersPerShaderStage',
] as const;

/** Software drivers that do not always say so of themselves. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

/** @throws UnsupportedDeviceError where there is no WebGPU or no adapter */
export async function openGpu(gpu: GPU | undefined): Promise<Gpu> {
  const adapter = await requestAdapter(gpu);
  if (adapter) return openAdapter(adapter);
  throw new UnsupportedDeviceError({
    where: 'device',
    what: 'the browser gave no GPU adapter',
    advice:
      'Switch on hardware acceleration, update the graphics driver, or wait two minutes if the GPU was just lost',
  });
}

/**
 * A new adapter each time: one that gave a device is used up.
 * @returns null where the browser has none, or refuses it for a while after losses
 * @throws UnsupportedDeviceError where there is no WebGPU
 */
export async function requestAdapter(gpu: GPU | undefined): Promise<GPUAdapter | null> {
  if (gpu) return gpu.requestAdapter({ powerPreference: 'high-performance' });
  throw new UnsupportedDeviceError({
    where: 'device',
    what: 'this browser offers no WebGPU here',
    advice: 'Use a current Chrome, Edge, Firefox or Safari over https or on localhost',
  });
}

export async function openAdapter(adapter: GPUAdapter): Promise<Gpu> {
  const { info } = adapter;
  const features = (['subgroups', 'timestamp-query'] as const).filter((feature) =>
    adapter.features.has(feature),
  );
  const requiredLimits = Object.fromEntries(
    wantedLimits.map((limit) => [limit, adapter.limits[limit]]),
  );
  const device = await adapter.requestDevice({ requiredFeatures: features, requiredLimits });
  const words = [info.vendor, info.architecture, info.device, info.description].filter(Boolean);
  const isFallback = info.isFallbackAdapter || words.some((word) => softwareNames.test(word));
  const quads = features.includes('subgroups') && info.subgroupMinSize >= 4;
  const quadsPay = quads && (isFallback || info.subgroupMaxSize === 4);
  return {
    device,
    name: `${[...new Set(words)].join(' ') || 'GPU'}${isFallback ? ' (software)' : ''}`,
    isFallback,
    form: quadsPay ? 'quads' : isFallback ? 'registers' : 'tiles',
    forms: quads ? ['registers', 'quads', 'tiles'] : ['registers', 'tiles'],
    memoryBytes: memoryBudget((globalThis as { navigator?: Machine }).navigator ?? {}),
  };
}

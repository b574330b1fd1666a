/** Opens a device: adapter, features, limits, and which form of kernels suits it. */
import type { ProductForm } from '../../protocol/product-form.ts';
import { UnsupportedDeviceError } from '../../lib/errors.ts';
import type { CreationCounts, Loss } from '../backend.ts';
import { countCreations } from './counting.ts';

export interface OpenedDevice {
  device: GPUDevice;
  /** For people. */
  name: string;
  isFallback: boolean;
  /** What `auto` stands for. */
  form: ProductForm;
  /** Forms that can run here, the one that asks the least of a driver first. */
  forms: ProductForm[];
  /** That it went away, or reported an error that nothing caught. */
  lost: Promise<Loss>;
  /** Of what is made on it. */
  counts: Readonly<CreationCounts>;
}

const wantedLimits = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxStorageBuffersPerShaderStage',
] as const;

/** Software drivers that do not always say so of themselves. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

/**
 * A new adapter each time: one that gave a device is used up.
 * @returns null where the browser has none, or refuses it for a while after losses
 * @throws UnsupportedDeviceError where there is no WebGPU
 */
export async function requestAdapter(gpu: GPU | undefined): Promise<GPUAdapter | null> {
  if (gpu) return gpu.requestAdapter({ powerPreference: 'high-performance' });
  throw new UnsupportedDeviceError({ code: 'no WebGPU', values: {} });
}

export async function openAdapter(adapter: GPUAdapter): Promise<OpenedDevice> {
  const { info } = adapter;
  const features = (['subgroups', 'timestamp-query'] as const).filter((feature) =>
    adapter.features.has(feature),
  );
  const requiredLimits = Object.fromEntries(
    wantedLimits.map((limit) => [limit, adapter.limits[limit]]),
  );
  const device = await adapter.requestDevice({ requiredFeatures: features, requiredLimits });
  const words = wordsOf(info);
  const isFallback = isSoftware(info);
  const quads = features.includes('subgroups') && info.subgroupMinSize >= 4;
  const quadsPay = quads && (isFallback || info.subgroupMaxSize === 4);
  return {
    device,
    name: `${[...new Set(words)].join(' ') || 'GPU'}${isFallback ? ' (software)' : ''}`,
    isFallback,
    form: quadsPay ? 'quads' : isFallback ? 'registers' : 'tiles',
    forms: quads ? ['registers', 'quads', 'tiles'] : ['registers', 'tiles'],
    lost: lossOf(device),
    counts: countCreations(device),
  };
}

function wordsOf({ vendor, architecture, device, description }: GPUAdapterInfo): string[] {
  return [vendor, architecture, device, description].filter(Boolean);
}

export function isSoftware(info: GPUAdapterInfo): boolean {
  return info.isFallbackAdapter || wordsOf(info).some((word) => softwareNames.test(word));
}

function lossOf(device: GPUDevice): Promise<Loss> {
  return new Promise((resolve) => {
    device.addEventListener('uncapturederror', ({ error }) => {
      resolve({
        kind: 'broken',
        cause: { code: 'error of the GPU', values: { reason: error.message } },
      });
    });
    void device.lost.then(({ reason, message }) => {
      if (reason === 'destroyed') return;
      resolve({ kind: 'lost', cause: message || { code: 'no reason given', values: {} } });
    });
  });
}

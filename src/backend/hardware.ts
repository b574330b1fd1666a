/** What a browser offers to compute with: handed over by the worker, looked into here alone. */
import { reasonOf, UnsupportedDeviceError } from '../lib/errors.ts';
import type { NoGpu } from '../protocol/engine-info.ts';
import type { Backend } from './backend.ts';
import { isSoftware, requestAdapter } from './webgpu/device.ts';
import { requestWebGpu } from './webgpu/webgpu-backend.ts';

export interface Hardware {
  /** `navigator.gpu`. */
  gpu: GPU | undefined;
  /** Starts what runs plans on the CPU. */
  cpu?: () => Backend;
}

/**
 * Another backend each time.
 * @returns null where the browser gives none for now
 * @throws UnsupportedDeviceError where it never will
 */
export function openGpu({ gpu }: Hardware): Promise<Backend | null> {
  return requestWebGpu(gpu);
}

/** Another backend each time. @throws UnsupportedDeviceError where there is none */
export function openCpu({ cpu }: Hardware): Promise<Backend> {
  try {
    if (cpu) return Promise.resolve(cpu());
    return Promise.reject(new UnsupportedDeviceError({ code: 'no CPU engine', values: {} }));
  } catch (error) {
    const values = { reason: reasonOf(error) };
    return Promise.reject(
      new UnsupportedDeviceError({ code: 'no WebAssembly', values }, { cause: error }),
    );
  }
}

/** @returns null where there is a GPU of its own kind, else why there is none */
export async function probeGpu({ gpu }: Hardware): Promise<NoGpu | null> {
  try {
    const adapter = await requestAdapter(gpu);
    if (!adapter) return { isSoftware: false, reason: { code: 'no adapter', values: {} } };
    if (!isSoftware(adapter.info)) return null;
    const { vendor, architecture, description } = adapter.info;
    const name = [vendor, architecture, description].filter(Boolean).join(' ');
    return { isSoftware: true, reason: { code: 'software GPU', values: { name } } };
  } catch (error) {
    return { isSoftware: false, reason: reasonOf(error) };
  }
}

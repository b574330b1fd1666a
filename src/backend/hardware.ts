/** What a browser offers to compute with: handed over by the worker, looked into here alone. */
import { messageOf, UnsupportedDeviceError } from '../lib/errors.ts';
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
    return cpu ? Promise.resolve(cpu()) : Promise.reject(noCpu('it is not offered'));
  } catch (error) {
    return Promise.reject(noCpu(messageOf(error)));
  }
}

/** @returns null where there is a GPU of its own kind, else why there is none */
export async function probeGpu({
  gpu,
}: Hardware): Promise<{ isSoftware: boolean; reason: string } | null> {
  try {
    const adapter = await requestAdapter(gpu);
    if (!adapter) return { isSoftware: false, reason: 'the browser gave no GPU adapter' };
    if (!isSoftware(adapter.info)) return null;
    const { vendor, architecture, description } = adapter.info;
    const name = [vendor, architecture, description].filter(Boolean).join(' ');
    return { isSoftware: true, reason: `the GPU is software: ${name}` };
  } catch (error) {
    return { isSoftware: false, reason: messageOf(error) };
  }
}

function noCpu(reason: string): UnsupportedDeviceError {
  return new UnsupportedDeviceError({
    where: 'device',
    what: 'this browser cannot compute on the CPU with WebAssembly',
    values: { reason },
    advice: 'Use a current browser',
  });
}

/** What a browser offers to compute with: handed over by the worker, looked into here alone. */
import type { Backend } from './backend.ts';
import { requestWebGpu } from './webgpu/webgpu-backend.ts';

export interface Hardware {
  /** `navigator.gpu`. */
  gpu: GPU | undefined;
}

/**
 * Another backend each time.
 * @returns null where the browser gives none for now
 * @throws UnsupportedDeviceError where it never will
 */
export function requestBackend({ gpu }: Hardware): Promise<Backend | null> {
  return requestWebGpu(gpu);
}

/**
 * A backend on the test adapter: its own device to look at, on one that all share, so that a kernel is
 * compiled once. An error that nothing catches makes the test file fail.
 */
import { openAdapter } from '../backend/webgpu/device.ts';
import type { KernelCache } from '../backend/webgpu/kernel-cache.ts';
import { WebGpuBackend } from '../backend/webgpu/webgpu-backend.ts';
import { requestSharedAdapter } from './shared-gpu.ts';

export { closeTestEngine } from './close-engine.ts';

export async function openTestEngine(): Promise<WebGpuBackend> {
  const opened = await openAdapter(await requestSharedAdapter());
  opened.device.addEventListener('uncapturederror', ({ error }) => {
    queueMicrotask(() => {
      throw new Error(`test engine: uncaptured error: ${error.message}`);
    });
  });
  return new WebGpuBackend(opened);
}

/** The same device, with other kernels. */
export function withKernels({ opened, ledger }: WebGpuBackend, cache: KernelCache): WebGpuBackend {
  return new WebGpuBackend(opened, { cache, ledger });
}

/**
 * What kernel tests run on: the software adapter that comes with Chromium unless VK_ICD_FILENAMES or
 * UNROLLED_GPU=hardware says otherwise.
 */
import { openDevice, requestGpu } from './dawn.ts';

/** What a browser has as `navigator.gpu`. */
export function requestTestGpu(): Promise<GPU> {
  return requestGpu(process.platform === 'linux' ? 'vulkan' : 'any');
}

/** The adapter the tests run on. Throws where there is none. */
export async function requestTestAdapter(): Promise<GPUAdapter> {
  const adapter = await (await requestTestGpu()).requestAdapter();
  if (adapter === null) {
    throw new Error(
      `node-gpu: no WebGPU adapter in Node: VK_ICD_FILENAMES ${process.env.VK_ICD_FILENAMES ?? 'unset'}. Run node scripts/install.mjs --browser: the software adapter comes with Chromium.`,
    );
  }
  return adapter;
}

/**
 * A device with all the features and limits that kernels may use. An error that no error scope
 * catches makes the running test file fail. The caller destroys the device.
 */
export async function requestTestDevice(): Promise<GPUDevice> {
  return openDevice(await requestTestAdapter());
}

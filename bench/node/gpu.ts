/**
 * WebGPU in Node, as a browser has it: the machine's own adapter where Dawn finds one, else the
 * software adapter that comes with Chromium.
 */
import { findSoftwareVulkan } from '../../scripts/browser.mjs';
import { openDawn } from '../../src/testing/dawn.ts';

/** Adapters that compute on the CPU. */
const software = /swiftshader|llvmpipe|lavapipe|softpipe/i;

let found: Promise<GPU> | undefined;

const backend = process.platform === 'linux' ? 'vulkan' : 'any';

async function findGpu(): Promise<GPU> {
  const own = await openDawn(backend, {});
  const info = (await own.requestAdapter())?.info;
  const words = info && [info.vendor, info.architecture, info.device, info.description].join(' ');
  const icd = findSoftwareVulkan()?.icd;
  if (icd === undefined || (words !== undefined && !software.test(words))) return own;
  return openDawn(backend, { VK_ICD_FILENAMES: icd });
}

/** Makes it `navigator.gpu`, beside the global names of WebGPU. */
export async function installGpu(): Promise<GPU> {
  const gpu = await (found ??= findGpu());
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  return gpu;
}

/** What kernel tests ask for, in place of the adapter that they run on elsewhere. */
export async function requestTestAdapter(): Promise<GPUAdapter> {
  const adapter = await (await installGpu()).requestAdapter();
  if (!adapter) throw new Error('node bench: Dawn found no adapter');
  return adapter;
}

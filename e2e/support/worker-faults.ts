/**
 * Faults planted into the training worker: its script is served with a few lines before it that
 * break WebGPU, at once or when the test says so.
 */
import type { Page } from '@playwright/test';
import { plantFaults } from '../../src/testing/planted-faults.ts';

const workerScript = /\/assets\/trainer-worker-[^/]*\.js/;

/** Broken from the start. */
const broken = {
  'no WebGPU': `Object.defineProperty(navigator, 'gpu', { value: undefined });`,
  'no adapter': `GPU.prototype.requestAdapter = () => Promise.resolve(null);`,
  'no pipeline': `
    GPUDevice.prototype.createComputePipelineAsync = () =>
      Promise.reject(new GPUPipelineError('planted: no pipeline', { reason: 'internal' }));`,
  'no storage': `
    StorageManager.prototype.getDirectory = () =>
      Promise.reject(new DOMException('planted: a private window', 'SecurityError'));`,
  'throws at once': `throw new Error('planted: does not start');`,
};

/** Waits for its name on a channel. */
const onDemand = `
  const { write } = FileSystemSyncAccessHandle.prototype;
  const { gpu, faults } = (${plantFaults.toString()})(navigator.gpu);
  Object.defineProperty(navigator, 'gpu', { value: gpu });
  new BroadcastChannel('faults').onmessage = ({ data }) => {
    if (data === 'GPU error') faults.uncaught();
    if (data === 'device lost') faults.lose('planted: the driver was reset');
    if (data === 'GPU silent') faults.stall(true);
    if (data === 'GPU answers') faults.stall(false);
    if (data === 'no memory') faults.failAllocation = faults.counts.allocations + 4;
    if (data === 'pipelines fail') faults.failPipeline = faults.counts.pipelines + 1;
    if (data === 'quads wrong') {
      faults.misread = { words: ['quadBroadcast'], from: 'own, 3u', to: 'own, 2u' };
    }
    if (data === 'all kernels wrong') {
      faults.misread = { words: ['fn cell_forward'], from: 'exp(2.0', to: 'exp(2.01' };
    }
    if (data === 'disk full') {
      FileSystemSyncAccessHandle.prototype.write = () => {
        throw new DOMException('planted: the disk is full', 'QuotaExceededError');
      };
    }
    if (data === 'disk has room') FileSystemSyncAccessHandle.prototype.write = write;
    if (data === 'worker throws') throw new Error('planted: the worker broke');
  };`;

export type Broken = keyof typeof broken;
export type Fault =
  | 'GPU error'
  | 'device lost'
  | 'GPU silent'
  | 'GPU answers'
  | 'no memory'
  | 'pipelines fail'
  | 'quads wrong'
  | 'all kernels wrong'
  | 'disk full'
  | 'disk has room'
  | 'worker throws';

async function prepend(page: Page, code: string): Promise<void> {
  await page.route(workerScript, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{${code}}\n${await response.text()}` });
  });
}

/** From the next load on. */
export function breakWorker(page: Page, how: Broken): Promise<void> {
  return prepend(page, broken[how]);
}

export function armWorker(page: Page): Promise<void> {
  return prepend(page, onDemand);
}

export async function withholdWorker(page: Page): Promise<void> {
  await page.route(workerScript, (route) => route.fulfill({ status: 404, body: 'gone' }));
}

export async function cause(page: Page, fault: Fault): Promise<void> {
  await page.evaluate((name) => new BroadcastChannel('faults').postMessage(name), fault);
}

/**
 * Faults planted into the training worker: its script is served with a few lines before it that
 * break WebGPU, at once or when the test says so.
 */
import type { Page } from '@playwright/test';
import { plantFaults } from '../../src/testing/planted-faults.ts';
import { quickClockCode, slowClockCode } from './pace.ts';

/** What is there on secure origins only, but for the GPU. */
const plainHttp = `
  delete WorkerNavigator.prototype.storage;
  delete WorkerNavigator.prototype.locks;
  delete Crypto.prototype.subtle;`;

const workerScript = /\/assets\/worker-engine-[^/]*\.js/;

const planted = `
  const { gpu, faults } = (${plantFaults.toString()})(navigator.gpu);
  Object.defineProperty(navigator, 'gpu', { value: gpu });`;

/** Broken from the start. */
const broken = {
  'GPU lost at birth': `${planted} faults.stillborn = 1;`,
  'GPU lost as soon as it computes': `${planted} faults.loseAtSubmit = 1;`,
  'no WebGPU': `Object.defineProperty(navigator, 'gpu', { value: undefined });`,
  'no adapter': `GPU.prototype.requestAdapter = () => Promise.resolve(null);`,
  'no pipeline': `
    GPUDevice.prototype.createComputePipelineAsync = () =>
      Promise.reject(new GPUPipelineError('planted: no pipeline', { reason: 'internal' }));`,
  'no storage': `
    StorageManager.prototype.getDirectory = () =>
      Promise.reject(new DOMException('planted: a private window', 'SecurityError'));`,
  'plain http': plainHttp,
  'plain http, no database': `${plainHttp}
    IDBFactory.prototype.open = () => {
      throw new DOMException('planted: storage is blocked', 'SecurityError');
    };`,
  'throws at once': `throw new Error('planted: does not start');`,
};

/** What can be broken in a worker that is armed, each by its name. */
const onDemand = {
  'GPU error': `faults.uncaught();`,
  'device lost': `faults.lose('planted: the driver was reset');`,
  'no new device': `faults.withhold(true);`,
  'new devices': `faults.withhold(false);`,
  'GPU silent': `faults.stall(true);`,
  'GPU answers': `faults.stall(false);`,
  'no memory': `faults.failAllocation = faults.counts.allocations + 4;`,
  'pipelines fail': `faults.failPipeline = faults.counts.pipelines + 1;`,
  'weights spoilt': `faults.spoilWeights();`,
  'quads wrong': `
    faults.misread = { words: ['quadBroadcast'], from: 'own, 3u', to: 'own, 2u' };`,
  'all kernels wrong': `
    faults.misread = { words: ['fn cell_forward'], from: 'exp(2.0', to: 'exp(2.01' };`,
  'disk full': `FileSystemSyncAccessHandle.prototype.write = () => {
    throw new DOMException('planted: the disk is full', 'QuotaExceededError');
  };`,
  'disk has room': `FileSystemSyncAccessHandle.prototype.write = write;`,
  'worker throws': `setTimeout(() => { throw new Error('planted: the worker broke'); });`,
};

/** Waits for a name on the channel, does what stands under it, and says that it is done. */
const listener = `
  const { write } = FileSystemSyncAccessHandle.prototype;
  ${planted}
  const acts = {
    ${Object.entries(onDemand)
      .map(([name, code]) => `'${name}'() { ${code} },`)
      .join('\n')}
  };
  const channel = new BroadcastChannel('faults');
  channel.onmessage = ({ data }) => {
    if (!(data in acts)) return;
    acts[data]();
    channel.postMessage('done: ' + data);
  };`;

export type Broken = keyof typeof broken;
export type Fault = keyof typeof onDemand;

/** Lines before the worker's script, from the next load on, in place of those from an earlier call. */
async function prepend(page: Page, code: string): Promise<void> {
  await page.route(workerScript, async (route) => {
    const response = await route.fetch();
    const body = `{${slowClockCode}}\n{${code}}\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
}

/** From the next load on. */
export function breakWorker(page: Page, how: Broken): Promise<void> {
  return prepend(page, broken[how]);
}

/** From the next load on its faults wait to be caused, and its clocks go so many times as quickly. */
export function armWorker(page: Page, times = 1): Promise<void> {
  return prepend(page, `${times === 1 ? '' : quickClockCode(times)}${listener}`);
}

/** Nothing is broken, but its clocks go so many times as quickly: nobody waits for what it does by time. */
export function hurryWorker(page: Page, times: number): Promise<void> {
  return prepend(page, quickClockCode(times));
}

/** Nothing is broken, but the clock is as this run of the tests wants it. */
export function paceWorker(page: Page): Promise<void> {
  return prepend(page, '');
}

export async function withholdWorker(page: Page): Promise<void> {
  await page.route(workerScript, (route) => route.fulfill({ status: 404, body: 'gone' }));
}

/** It is there when this resolves: what the page sends from then on finds it. */
export async function cause(page: Page, fault: Fault): Promise<void> {
  await page.evaluate(
    (name) =>
      new Promise<void>((resolve) => {
        const channel = new BroadcastChannel('faults');
        channel.onmessage = ({ data }) => {
          if (data === `done: ${name}`) {
            channel.close();
            resolve();
          }
        };
        channel.postMessage(name);
      }),
    fault,
  );
}

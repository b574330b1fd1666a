/** Threads of the CPU backend in Node. */
import { Worker } from 'node:worker_threads';
import { createMember } from '../backend/wasm/member.ts';
import type { Thread } from '../backend/wasm/plan-runner.ts';
import { runThread } from '../backend/wasm/thread.ts';

/** The worker's program is the text of the two functions: Node takes no TypeScript file. */
const program = `
const { parentPort } = require('node:worker_threads');
(${runThread.toString()})(${createMember.toString()}, {
  onMessage: (listener) => parentPort.on('message', listener),
  ready: () => parentPort.postMessage('ready'),
});`;

export function startThread(): Thread {
  const worker = new Worker(program, { eval: true });
  return {
    prepare: (plan) =>
      new Promise((resolve, reject) => {
        worker.once('error', reject);
        worker.once('message', () => {
          worker.off('error', reject);
          resolve();
        });
        worker.postMessage(plan);
      }),
    async terminate() {
      await worker.terminate();
    },
  };
}

/** Threads of the CPU backend in Node. */
import { Worker } from 'node:worker_threads';
import { createMember } from '../backend/wasm/member.ts';
import type { StartThread } from '../backend/wasm/team.ts';
import { runThread } from '../backend/wasm/thread.ts';

/** The worker's program is the text of the two functions: Node takes no TypeScript file. */
const program = `
const { parentPort } = require('node:worker_threads');
(${runThread.toString()})(${createMember.toString()}, (listener) => parentPort.on('message', listener));`;

export const startThread: StartThread = (onDeath) => {
  const worker = new Worker(program, { eval: true });
  worker.on('error', (error: Error) => onDeath(error.message));
  return {
    post: (mail) => worker.postMessage(mail),
    terminate() {
      void worker.terminate();
    },
  };
};

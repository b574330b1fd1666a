/** The CPU as the browser offers it: how many threads there may be, and which instructions. */
import { trustedScript } from '../../lib/script-address.ts';
import { KernelStore } from './kernel-store.ts';
import { hasRelaxed } from './relaxed.ts';
import type { StartThread } from './team.ts';
import threadUrl from './thread-worker.ts?worker&url';
import { WasmBackend } from './wasm-backend.ts';

/** More share out too little each, and meet too often. */
const mostThreads = 16;

let trustedUrl: string | undefined;

export const startThread: StartThread = (onDeath) => {
  trustedUrl ??= trustedScript('app-worker', threadUrl);
  const worker = new Worker(trustedUrl, { type: 'module', name: 'thread' });
  worker.onerror = (event) => {
    event.preventDefault();
    onDeath(event.message || { code: 'script not loaded', values: {} });
  };
  return { post: (mail) => worker.postMessage(mail), terminate: () => worker.terminate() };
};

/** Kernels outlive a backend: the next one need not compile them again. */
const stores = new Map<boolean, KernelStore>();

/** @param forced threads, instead of one for each core */
export function openWasm(forced?: number): WasmBackend {
  const cores = Math.min(mostThreads, forced ?? navigator.hardwareConcurrency);
  const aloneBecause: WasmBackend['aloneBecause'] = !globalThis.crossOriginIsolated
    ? 'not isolated'
    : !('SharedArrayBuffer' in globalThis)
      ? 'no shared memory' // as in WebKitGTK, isolated or not
      : cores > 1
        ? undefined
        : 'one core';
  const isShared = aloneBecause === undefined;
  let store = stores.get(isShared);
  if (!store) {
    store = new KernelStore({ usesRelaxed: hasRelaxed(), isShared });
    stores.set(isShared, store);
  }
  const threads = isShared ? cores : 1;
  return new WasmBackend({ threads, start: startThread, store, aloneBecause });
}

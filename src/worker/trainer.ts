/** The worker: what the browser gives it, handed to the engine's side of the protocol. */
import { browserHardware } from '../backend/browser-hardware.ts';
import { realClock } from '../lib/clock.ts';
import { cautionStore } from './caution-store.ts';
import { EngineSession } from './engine-session.ts';
import { originStorage } from './storage/origin-storage.ts';
import type { PageMessage } from '../protocol/messages.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

/** Tests name steps per chunk, or threads, behind the worker's name. */
function asked(name: string): number | undefined {
  const number = Number(new URLSearchParams(scope.name.split('?')[1]).get(name));
  return Number.isInteger(number) && number > 0 ? number : undefined;
}

const session = new EngineSession({
  hardware: browserHardware(asked('threads')),
  clock: realClock,
  cautions: cautionStore,
  storage: originStorage,
  post: (message, transfer = []) => scope.postMessage(message, transfer),
  forcedChunk: asked('chunk'),
});

scope.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
  void session.handle(data);
});
// The session decides what an error means: unprevented, it would also reach the page, as the end of
// the worker, where it is but the echo of a lost GPU.
scope.addEventListener('error', (event) => {
  event.preventDefault();
  session.report(event.error ?? event.message);
});
scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  session.report(event.reason);
});

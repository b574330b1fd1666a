/** The worker: what the browser gives it, handed to the engine's side of the protocol. */
import { realClock } from '../lib/clock.ts';
import { cautionStore } from './caution-store.ts';
import { EngineSession } from './engine-session.ts';
import { originStorage } from './storage/origin-storage.ts';
import type { PageMessage } from './protocol.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

/** Tests of determinism name the steps per chunk in the worker's own address. */
function forcedChunk(): number | undefined {
  const steps = Number(new URL(scope.location.href).searchParams.get('chunk'));
  return Number.isInteger(steps) && steps > 0 ? steps : undefined;
}

const session = new EngineSession({
  gpu: navigator.gpu,
  clock: realClock,
  cautions: cautionStore,
  storage: originStorage,
  post: (message, transfer = []) => scope.postMessage(message, transfer),
  forcedChunk: forcedChunk(),
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

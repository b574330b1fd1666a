/** How it stands with the engine, and why nothing can be trained. */
import { msg, str } from '@lit/localize';
import type { Catalogue } from '../../protocol/catalogue.ts';
import type { EngineInfo, NoGpu } from '../../protocol/engine-info.ts';

export interface Engine {
  /** `ended`: the worker or the device is gone; only a reload brings it back. */
  phase: 'starting' | 'ready' | 'ended';
  catalogue: Catalogue | null;
  /** What nets run on; null where nothing can be trained. */
  backend: EngineInfo | null;
  problem: string | null;
  noGpu: NoGpu | null;
}

export const startingEngine: Engine = {
  phase: 'starting',
  catalogue: null,
  backend: null,
  problem: null,
  noGpu: null,
};

/** Why nothing can be trained, for people; empty when it can. */
export function whyNoTraining({ phase, backend, problem }: Engine): string {
  if (phase === 'starting') return msg('The engine is starting.');
  if (phase === 'ended') return msg('The engine has stopped. Reload the page.');
  return backend ? '' : msg(str`Nothing can be trained here: ${problem ?? ''}`);
}

/** "GPU: Apple M2", "CPU, 4 threads". */
export function engineName({ phase, backend }: Engine): string {
  if (!backend) return phase === 'starting' ? msg('starting …') : msg('no engine');
  const { kind, name, threads } = backend;
  if (kind === 'gpu') return msg(str`GPU: ${name}`);
  return threads === 1 ? msg('CPU, 1 thread') : msg(str`CPU, ${threads} threads`);
}

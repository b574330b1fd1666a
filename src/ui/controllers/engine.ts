/** How it stands with the engine, and why nothing can be trained. */
import { msg, str } from '@lit/localize';
import type { Catalogue, GpuInfo } from '../../worker/protocol.ts';

export interface Engine {
  /** `ended`: the worker or the device is gone; only a reload brings it back. */
  phase: 'starting' | 'ready' | 'ended';
  catalogue: Catalogue | null;
  gpu: GpuInfo | null;
  problem: string | null;
}

/** Why nothing can be trained, for people; empty when it can. */
export function whyNoTraining({ phase, gpu, problem }: Engine): string {
  if (phase === 'starting') return msg('The engine is starting.');
  if (phase === 'ended') return msg('The engine has stopped. Reload the page.');
  return gpu ? '' : msg(str`Training needs WebGPU: ${problem ?? ''}`);
}

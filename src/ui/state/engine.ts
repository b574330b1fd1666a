/** How it stands with the engine, and why nothing can be trained. */
import { msg, str } from '@lit/localize';
import type { Catalogue } from '../../protocol/catalogue.ts';
import type { EngineInfo, NoGpu } from '../../protocol/engine-info.ts';
import { OwnStore } from './store.ts';
import type { Reason } from '../../lib/problems.ts';
import { reasonOf } from '../words/problems/problems.ts';
import type { Names } from '../words/problems/said.ts';
import { translated } from '../words/translated.ts';

export interface Engine {
  /** `ended`: the worker or the device is gone; only a reload brings it back. */
  phase: 'starting' | 'ready' | 'ended';
  catalogue: Catalogue | null;
  /** What nets run on; null where nothing can be trained. */
  backend: EngineInfo | null;
  problem: Reason | null;
  noGpu: NoGpu | null;
}

const starting: Engine = {
  phase: 'starting',
  catalogue: null,
  backend: null,
  problem: null,
  noGpu: null,
};

/** What there is to run nets on, and why there is nothing. */
type Found = Pick<Engine, 'backend' | 'problem' | 'noGpu'>;

export class EngineStore extends OwnStore<Engine> {
  constructor() {
    super(starting);
  }

  /** Whether there is something to run nets on, or it is waited for. */
  get canBuild(): boolean {
    const { phase, backend } = this.value;
    return phase === 'ready' && backend !== null;
  }

  ready(catalogue: Catalogue, found: Found): void {
    this.set({ ...found, catalogue: translated(catalogue), phase: 'ready' });
  }

  /** Nets run on something else from now on. */
  changed(found: Found): void {
    this.set({ ...this.value, ...found });
  }

  /** It does nothing any more. */
  ended(problem: Reason | null): void {
    this.set({ ...this.value, phase: 'ended', problem });
  }
}

/** Why nothing can be trained, for people; empty when it can. */
export function whyNoTraining({ phase, backend, problem }: Engine, names: Names): string {
  if (phase === 'starting') return msg('The engine is starting.');
  if (phase === 'ended') return msg('The engine has stopped. Reload the page.');
  if (backend) return '';
  if (problem === null) return msg('Training is not possible here.');
  return msg(str`Training is not possible here: ${reasonOf(problem, names)}`);
}

/** "GPU: Apple M2", "CPU, 4 threads". */
export function engineName({ phase, backend }: Engine): string {
  if (!backend) return phase === 'starting' ? msg('starting …') : msg('no engine');
  const { kind, name, threads } = backend;
  if (kind === 'gpu') return msg(str`GPU: ${name}`);
  return threads === 1 ? msg('CPU, 1 thread') : msg(str`CPU, ${threads} threads`);
}

/** How long steps take on this machine: tried before anybody trains, then as the run goes. */
import { msg, str } from '@lit/localize';
import type { NetInfo } from '../../protocol/net-info.ts';
import type { TrainingProgress } from '../../protocol/training.ts';
import type { TrainerClient } from '../../protocol/client.ts';
import type { DeviceWatch } from './device-watch.ts';
import type { NetBuilder } from './net-builder.ts';
import { type Readable, Store } from './store.ts';
import type { Work } from './work.ts';

/** The page settles first: a click on Train comes before all else. */
const restMs = 500;
const steps = 500;

interface Needs {
  client: TrainerClient;
  device: Pick<DeviceWatch, 'canTrain'>;
  net: Pick<NetBuilder, 'info' | 'busy'>;
  text: { busy: boolean };
  files: { busy: boolean };
  work: Readable<Work | null>;
  progress: Readable<TrainingProgress>;
  wantsTraining: Readable<boolean>;
}

export class TimeAhead {
  readonly #triedMs = new Store<number | null>(null);
  /** Of a step, in a trial; null while nothing is known of this net. */
  readonly triedMs: Readable<number | null> = this.#triedMs;
  readonly #needs: Needs;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
    needs.client.on('training.tried', ({ stepMs }) => this.#triedMs.set(stepMs));
    needs.net.info.subscribe(() => {
      this.#triedMs.set(null);
      this.#trySoon();
    });
    // what came between: it was hidden, at work, or training
    needs.work.subscribe(() => this.#trySoon());
    needs.progress.subscribe(() => this.#trySoon());
    document.addEventListener('visibilitychange', () => this.#trySoon());
  }

  #trySoon(): void {
    clearTimeout(this.#timer);
    if (this.#mayTry) this.#timer = setTimeout(() => this.#try(), restMs);
  }

  #try(): void {
    if (this.#mayTry) this.#needs.client.send({ type: 'training.try' });
  }

  get #mayTry(): boolean {
    const { net, text, files, work, progress, wantsTraining, device } = this.#needs;
    const isAtRest = isRest(progress.value.state) && !wantsTraining.value;
    const isBusy = work.value !== null || net.busy || text.busy || files.busy;
    const isWanted = net.info.value !== null && this.triedMs.value === null;
    return isWanted && device.canTrain && isAtRest && !isBusy && !document.hidden;
  }
}

/** What a person reads of it; empty where nothing is known. */
export function timeWords(
  { state, tokensPerSecond }: TrainingProgress,
  net: NetInfo | null,
  triedMs: number | null,
): string {
  if (!net) return '';
  const stepMs = tokensPerSecond > 0 ? (1000 * net.tokensPerStep) / tokensPerSecond : triedMs;
  if (stepMs === null) return '';
  if (state === 'running') return msg(str`Next ${steps} steps: ${spanWords(steps * stepMs)}`);
  return isRest(state) ? msg(str`A step takes ${spanWords(stepMs)} here`) : '';
}

/** It could be trained, and is not. */
function isRest(state: TrainingProgress['state']): boolean {
  return state === 'idle' || state === 'paused';
}

/** Rounded as far as a machine that does other things too keeps to it. */
export function spanWords(ms: number): string {
  if (ms < 0.95) return msg('less than 1 ms');
  if (ms < 975) return msg(str`about ${rounded(ms)} ms`);
  const seconds = ms / 1000;
  if (seconds < 59.5) return msg(str`about ${rounded(seconds)} s`);
  const minutes = seconds / 60;
  if (minutes < 59.5) return msg(str`about ${rounded(minutes)} min`);
  return msg(str`about ${rounded(minutes / 60)} h`);
}

/** By about a tenth: 1.4, 7, 14, 45, 120, 350. */
function rounded(value: number): number {
  if (value < 3) return Number(value.toFixed(1));
  if (value < 10) return Math.round(value);
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const step = value < 2 * magnitude ? magnitude / 10 : magnitude / 2;
  return Math.round(value / step) * step;
}

/**
 * Who has the GPU. One owner opens it, notices when it is gone, waits, asks for another one and has
 * everything rebuilt on it, or stops:
 *
 *   opening ──▶ rebuilding ──▶ running ──▶ (lost) ──▶ waiting ──▶ rebuilding ──▶ …
 *      └── no adapter ──▶ waiting ──▶ stopped          └── too often ──▶ stopped
 *
 * The browser is never asked twice for the same adapter, nor again at once.
 */
import type { Clock } from '../lib/clock.ts';
import {
  CancelledError,
  DeviceLostError,
  UnsupportedDeviceError,
  messageOf,
} from '../lib/errors.ts';
import type { DeviceStatus, Trouble } from './device-status.ts';
import { type Gpu, openAdapter, requestAdapter } from './device.ts';
import { bornLostMs, cleanMs, mostCaution, refusedWaitMs, waitAfter } from './loss-policy.ts';

/** Where the caution that an adapter needs is kept from one page to the next. */
export interface CautionStore {
  read(adapter: string): Promise<number>;
  write(adapter: string, caution: number): Promise<void>;
}

export interface DeviceOwnerOptions {
  gpu: GPU | undefined;
  clock: Clock;
  store: CautionStore;
  onStatus: (status: DeviceStatus) => void;
  /** Nothing on it is of use any more: let go of everything, send nothing. */
  onLost: () => void;
  /** Make what is to be there on this GPU. A rejection stops everything. */
  onOpen: (gpu: Gpu, caution: number) => Promise<void>;
  /** It may be sent more, or less, at once. */
  onCaution: (caution: number) => void;
}

/** A call that failed because the device is gone may be heard of before the loss itself. */
const graceMs = 500;

export class DeviceOwner {
  readonly #options: DeviceOwnerOptions;
  #status: DeviceStatus = { state: 'opening' };
  #gpu: Gpu | undefined;
  #openedAt = 0;
  #losses: number[] = [];
  #refusals = 0;
  #caution = 0;
  #stopClimbing: () => void = () => undefined;
  /** Those who wait for a GPU that runs. */
  #waiting: { resolve: (gpu: Gpu) => void; reject: (error: unknown) => void }[] = [];
  /** Rejects when the present GPU is lost, or seems to be. */
  #end: Promise<never> | undefined;
  #endNow: (error: DeviceLostError) => void = () => undefined;
  #isSuspected = false;

  constructor(options: DeviceOwnerOptions) {
    this.#options = options;
  }

  /** Whether there is a GPU and nothing speaks against it. */
  get runs(): boolean {
    const { state } = this.#status;
    return (state === 'running' || state === 'stalled') && !this.#isSuspected;
  }

  /** Asks for the GPU for the first time, or again. */
  async open(): Promise<void> {
    const { gpu: browser, clock, store, onOpen } = this.#options;
    let gpu: Gpu;
    try {
      const adapter = await requestAdapter(browser);
      if (!adapter) return this.#refused('the browser gave no GPU adapter');
      gpu = await openAdapter(adapter);
    } catch (error) {
      if (error instanceof UnsupportedDeviceError) return this.#stop('refused', error.message);
      return this.#refused(messageOf(error));
    }
    const { device } = gpu;
    this.#gpu = gpu;
    this.#openedAt = clock.now();
    this.#isSuspected = false;
    this.#end = new Promise((_, reject) => (this.#endNow = reject));
    // most of the time nobody waits for it
    this.#end.catch(() => undefined);
    device.addEventListener('uncapturederror', ({ error }) => {
      if (this.#gpu === gpu) this.break(`the GPU reported an error: ${error.message}`);
    });
    void device.lost.then(({ reason, message }) => {
      if (reason !== 'destroyed') this.#lose(gpu, message || 'for an unknown reason');
    });
    this.#set({ state: 'rebuilding' });
    // a caution that cannot be read is as good as none: it is learnt again
    const known = await store.read(gpu.name).catch(() => 0);
    this.#caution = Math.max(this.#caution, Math.min(mostCaution, known));
    try {
      await onOpen(gpu, this.#caution);
    } catch (error) {
      if (this.#gpu === gpu && !(error instanceof DeviceLostError)) this.break(messageOf(error));
      else this.suspect(error);
      return;
    }
    if (this.#gpu !== gpu) return;
    this.#refusals = 0;
    this.#set({ state: 'running' });
    this.#climb();
    for (const { resolve } of this.#waiting.splice(0)) resolve(gpu);
  }

  /** Whether this is the GPU of now. */
  has(gpu: Gpu): boolean {
    return this.#gpu === gpu;
  }

  /**
   * The GPU, as soon as there is one that runs.
   * @throws UnsupportedDeviceError when there is none and will be none, CancelledError when aborted
   */
  ready(signal?: AbortSignal): Promise<Gpu> {
    if (this.#status.state === 'stopped') return Promise.reject(noGpu(this.#status.cause));
    if (this.#gpu && this.runs) return Promise.resolve(this.#gpu);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      signal?.addEventListener('abort', () => reject(cancelled()));
    });
  }

  /** Does work on a GPU that runs; on the next one from the start where that one is lost meanwhile. */
  async use<Result>(act: (gpu: Gpu) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    for (;;) {
      const gpu = await this.ready(signal);
      try {
        return await Promise.race([act(gpu), this.#end as Promise<never>]);
      } catch (error) {
        if (error instanceof DeviceLostError) this.suspect(error);
        else if (this.has(gpu)) throw error;
        if (signal?.aborted) throw cancelled();
      }
    }
  }

  /**
   * Something failed as it does on a lost device. If nobody says that it is lost, it is treated as
   * lost all the same.
   */
  suspect(error: unknown): void {
    const gpu = this.#gpu;
    if (!gpu || !(error instanceof DeviceLostError) || error.device !== gpu.device) return;
    if (this.#isSuspected) return;
    this.#isSuspected = true;
    this.#endNow(error);
    this.#options.clock.after(graceMs, () => this.#lose(gpu, messageOf(error.cause)));
  }

  /** The GPU does not answer, or answers again. */
  stall(isStalled: boolean): void {
    const { state } = this.#status;
    if (state === 'running' && isStalled) this.#set({ state: 'stalled' });
    if (state === 'stalled' && !isStalled) this.#set({ state: 'running' });
  }

  /** What was computed cannot be trusted, and another device would do no better. */
  break(cause: string): void {
    this.#letGo(new DeviceLostError(this.#gpu?.device ?? this, cause));
    this.#stop('broken', cause);
  }

  #lose(gpu: Gpu, cause: string): void {
    if (this.#gpu !== gpu) return;
    const { clock } = this.#options;
    const now = clock.now();
    this.#letGo(new DeviceLostError(gpu.device, cause));
    if (now - this.#openedAt < bornLostMs) return this.#refused(cause);
    this.#losses.push(now);
    this.#setCaution(gpu, this.#caution + 1);
    const waitMs = waitAfter(this.#losses);
    if (waitMs === null) this.#stop('lost', cause);
    else this.#wait('lost', cause, waitMs);
  }

  #refused(cause: string): void {
    if (++this.#refusals > 1) this.#stop('refused', cause);
    else this.#wait('refused', cause, refusedWaitMs);
  }

  #wait(trouble: Trouble, cause: string, waitMs: number): void {
    this.#set({ state: 'waiting', trouble, cause, waitMs, losses: this.#losses.length });
    this.#options.clock.after(waitMs, () => {
      // what goes wrong within is told by the status
      if (this.#status.state === 'waiting') void this.open();
    });
  }

  #stop(trouble: Trouble, cause: string): void {
    if (this.#status.state === 'stopped') return;
    this.#set({ state: 'stopped', trouble, cause, losses: this.#losses.length });
    for (const { reject } of this.#waiting.splice(0)) reject(noGpu(cause));
  }

  /** Frees all that is on the GPU. */
  #letGo(error: DeviceLostError): void {
    const gpu = this.#gpu;
    this.#gpu = undefined;
    this.#stopClimbing();
    if (!gpu) return;
    this.#options.onLost();
    this.#endNow(error);
    gpu.device.destroy();
  }

  /** One level of caution less after every ten minutes without a loss. */
  #climb(): void {
    const gpu = this.#gpu;
    if (!gpu || this.#caution === 0) return;
    this.#stopClimbing = this.#options.clock.after(cleanMs, () => {
      this.#setCaution(gpu, this.#caution - 1);
      this.#options.onCaution(this.#caution);
      this.#climb();
    });
  }

  #setCaution({ name }: Gpu, caution: number): void {
    this.#caution = Math.min(mostCaution, caution);
    // where nothing can be kept, it holds for this page
    this.#options.store.write(name, this.#caution).catch(() => undefined);
  }

  #set(status: DeviceStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}

function noGpu(cause: string): UnsupportedDeviceError {
  return new UnsupportedDeviceError({
    where: 'device',
    what: 'there is no GPU',
    values: { reason: cause },
    advice: 'Reload the page, or use a browser with WebGPU',
  });
}

function cancelled(): CancelledError {
  return new CancelledError({
    where: 'device',
    what: 'no longer waiting for the GPU',
    advice: 'Nothing was changed',
  });
}

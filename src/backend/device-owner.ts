/**
 * Who has the GPU, or the threads of the CPU. One owner opens it, notices when it is gone, waits, asks for another one and has
 * everything rebuilt on it, or stops:
 *
 *   opening ──▶ rebuilding ──▶ running ──▶ (lost) ──▶ waiting ──▶ rebuilding ──▶ …
 *      └── none ──▶ stopped                            └── refused, or too often ──▶ stopped
 *
 * The browser is never asked twice for the same adapter, nor again at once.
 */
import type { Clock } from '../lib/clock.ts';
import { inTime } from '../lib/in-time.ts';
import {
  CancelledError,
  DeviceLostError,
  UnsupportedDeviceError,
  reasonOf,
} from '../lib/errors.ts';
import type { Problem, Reason } from '../lib/problems.ts';
import type { Backend, Loss } from './backend.ts';
import type { DeviceStatus, Trouble } from '../protocol/device-status.ts';
import {
  answerMs,
  bornLostMs,
  cleanMs,
  longestIdleMs,
  mostCaution,
  refusedWaitMs,
  waitAfter,
} from './loss-policy.ts';

/** Where the caution that an adapter needs is kept from one page to the next. */
export interface CautionStore {
  read(adapter: string): Promise<number>;
  write(adapter: string, caution: number): Promise<void>;
}

export interface DeviceOwnerOptions {
  /**
   * Gives another one each time, or null: there is none for now.
   * @throws UnsupportedDeviceError where there never will be one
   */
  request: () => Promise<Backend | null>;
  clock: Clock;
  store: CautionStore;
  onStatus: (status: DeviceStatus) => void;
  /** Nothing on it is of use any more: let go of everything, send nothing. */
  onLost: () => void;
  /** Make what is to be there on this GPU. A rejection stops everything. */
  onOpen: (backend: Backend, caution: number) => Promise<void>;
  /** It may be sent more, or less, at once. */
  onCaution: (caution: number) => void;
}

/** How long to wait for one that runs. */
export interface Waiting {
  signal?: AbortSignal;
  /** Whether it is waited for however long that takes; else a brief while. */
  isPatient?: () => boolean;
}

/** A call that failed because the device is gone may be heard of before the loss itself. */
const graceMs = 500;
/** What is known of an adapter is not worth more. */
const readMs = 2000;

export class DeviceOwner {
  readonly #options: DeviceOwnerOptions;
  #status: DeviceStatus = { state: 'opening' };
  #backend: Backend | undefined;
  #openedAt: number | undefined;
  #losses: number[] = [];
  #refusals = 0;
  #caution = 0;
  #stopClimbing: () => void = () => undefined;
  /** Those who wait for a GPU that runs. */
  #waiting: {
    resolve: (backend: Backend) => void;
    reject: (error: unknown) => void;
    isPatient: () => boolean;
  }[] = [];
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
    const { request, clock, store, onOpen } = this.#options;
    let backend: Backend;
    try {
      const given = await inTime(request(), clock, answerMs, (late) => late?.destroy());
      if (given === undefined) return this.#refused(unanswered(answerMs));
      if (given === null) return this.#refused({ code: 'no adapter', values: {} });
      backend = given;
    } catch (error) {
      if (error instanceof UnsupportedDeviceError) return this.#stop('refused', error.problem);
      return this.#refused(reasonOf(error));
    }
    this.#backend = backend;
    this.#openedAt = clock.now();
    this.#isSuspected = false;
    this.#end = new Promise((_, reject) => (this.#endNow = reject));
    // most of the time nobody waits for it
    this.#end.catch(() => undefined);
    void backend.lost.then((loss) => this.#heard(backend, loss));
    this.#set({ state: 'rebuilding' });
    // a caution that cannot be read is as good as none: it is learnt again
    const reading = store.read(backend.name).catch(() => 0);
    const known = (await inTime(reading, clock, readMs)) ?? 0;
    this.#caution = Math.max(this.#caution, Math.min(mostCaution, known));
    // lost at birth
    if (this.#backend !== backend) return;
    try {
      await onOpen(backend, this.#caution);
    } catch (error) {
      if (this.#backend === backend && !(error instanceof DeviceLostError))
        this.break(reasonOf(error));
      else this.suspect(error);
      return;
    }
    if (this.#backend !== backend) return;
    this.#refusals = 0;
    this.#set({ state: 'running' });
    this.#climb();
    for (const { resolve } of this.#waiting.splice(0)) resolve(backend);
  }

  /** Whether this is the GPU of now. */
  has(backend: Backend): boolean {
    return this.#backend === backend;
  }

  /**
   * The GPU, as soon as there is one that runs.
   * @throws UnsupportedDeviceError when there is none and will be none, CancelledError when aborted,
   * DeviceLostError when there is none for long
   */
  ready({ signal, isPatient = () => true }: Waiting = {}): Promise<Backend> {
    if (this.#status.state === 'stopped') return Promise.reject(noGpu(this.#status.cause));
    if (this.#backend && this.runs) return Promise.resolve(this.#backend);
    const { isLong, cause } = this.#absence;
    if (isLong && !isPatient()) return Promise.reject(new DeviceLostError(this, cause));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject, isPatient });
      signal?.addEventListener('abort', () => reject(new CancelledError()));
    });
  }

  /** Whether the next one is a good while off. */
  get #absence(): { isLong: boolean; cause: Reason } {
    const status = this.#status;
    if (status.state !== 'waiting') return { isLong: false, cause: '' };
    return { isLong: status.waitMs > longestIdleMs, cause: status.cause };
  }

  /** Does work on a GPU that runs; on the next one from the start where that one is lost meanwhile. */
  async use<Result>(
    act: (backend: Backend) => Promise<Result>,
    waiting: Waiting = {},
  ): Promise<Result> {
    for (;;) {
      const backend = await this.ready(waiting);
      try {
        return await Promise.race([act(backend), this.#end as Promise<never>]);
      } catch (error) {
        if (error instanceof DeviceLostError) this.suspect(error);
        else if (this.has(backend)) throw error;
        if (waiting.signal?.aborted) throw new CancelledError();
      }
    }
  }

  /**
   * Something failed as it does on a lost device. If nobody says that it is lost, it is treated as
   * lost all the same.
   */
  suspect(error: unknown): void {
    const backend = this.#backend;
    if (!backend || !(error instanceof DeviceLostError) || error.backend !== backend) return;
    if (this.#isSuspected) return;
    this.#isSuspected = true;
    this.#endNow(error);
    this.#options.clock.after(graceMs, () => this.#lose(backend, error.reason));
  }

  /** The GPU does not answer, or answers again. */
  stall(isStalled: boolean): void {
    const { state } = this.#status;
    if (state === 'running' && isStalled) this.#set({ state: 'stalled' });
    if (state === 'stalled' && !isStalled) this.#set({ state: 'running' });
  }

  /** What was computed cannot be trusted, and another device would do no better. */
  break(cause: Reason): void {
    this.#letGo(new DeviceLostError(this.#backend ?? this, cause));
    this.#stop('broken', cause);
  }

  #heard(backend: Backend, { kind, cause }: Loss): void {
    if (this.#backend !== backend) return;
    if (kind === 'broken') this.break(cause);
    else this.#lose(backend, cause);
  }

  #lose(backend: Backend, cause: Reason): void {
    if (this.#backend !== backend) return;
    const { clock } = this.#options;
    const now = clock.now();
    this.#letGo(new DeviceLostError(backend, cause));
    if (now - (this.#openedAt ?? 0) < bornLostMs) return this.#refused(cause);
    this.#losses.push(now);
    this.#setCaution(backend, this.#caution + 1);
    const waitMs = waitAfter(this.#losses);
    if (waitMs === null) this.#stop('lost', cause);
    else this.#wait('lost', cause, waitMs);
  }

  /** One that was never there is not waited for. */
  #refused(cause: Reason): void {
    if (this.#openedAt === undefined || ++this.#refusals > 1) this.#stop('refused', cause);
    else this.#wait('refused', cause, refusedWaitMs);
  }

  #wait(trouble: Trouble, cause: Reason, waitMs: number): void {
    this.#set({ state: 'waiting', trouble, cause, waitMs, losses: this.#losses.length });
    if (this.#absence.isLong) {
      const [patient, others] = [true, false].map((is) =>
        this.#waiting.filter(({ isPatient }) => isPatient() === is),
      );
      this.#waiting = patient;
      for (const { reject } of others) reject(new DeviceLostError(this, cause));
    }
    this.#options.clock.after(waitMs, () => {
      // what goes wrong within is told by the status
      if (this.#status.state === 'waiting') void this.open();
    });
  }

  #stop(trouble: Trouble, cause: Reason): void {
    if (this.#status.state === 'stopped') return;
    this.#set({ state: 'stopped', trouble, cause, losses: this.#losses.length });
    for (const { reject } of this.#waiting.splice(0)) reject(noGpu(cause));
  }

  /** Frees all that is on the GPU. */
  #letGo(error: DeviceLostError): void {
    const backend = this.#backend;
    this.#backend = undefined;
    this.#stopClimbing();
    if (!backend) return;
    this.#options.onLost();
    this.#endNow(error);
    backend.destroy();
  }

  /** One level of caution less after every ten minutes without a loss. */
  #climb(): void {
    const backend = this.#backend;
    if (!backend || this.#caution === 0) return;
    this.#stopClimbing = this.#options.clock.after(cleanMs, () => {
      this.#setCaution(backend, this.#caution - 1);
      this.#options.onCaution(this.#caution);
      this.#climb();
    });
  }

  #setCaution({ name }: Backend, caution: number): void {
    this.#caution = Math.min(mostCaution, caution);
    // where nothing can be kept, it holds for this page
    this.#options.store.write(name, this.#caution).catch(() => undefined);
  }

  #set(status: DeviceStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}

/** Why it counts as none. */
export function unanswered(ms: number): Problem {
  return { code: 'no answer', values: { seconds: ms / 1000 } };
}

function noGpu(cause: Reason): UnsupportedDeviceError {
  return new UnsupportedDeviceError({ code: 'no engine', values: { reason: cause } });
}

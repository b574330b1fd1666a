/** What the worker computes on, and what the page is told of it. */
import type { Backend } from '../backend/backend.ts';
import { type CautionStore, DeviceOwner } from '../backend/device-owner.ts';
import type { DeviceStatus } from '../backend/device-status.ts';
import { type Hardware, requestBackend } from '../backend/hardware.ts';
import type { Clock } from '../lib/clock.ts';
import { catalogue } from './catalogue.ts';
import type { GpuInfo, WorkerMessage } from './protocol.ts';

export interface DeviceDeskOptions {
  hardware: Hardware;
  clock: Clock;
  cautions: CautionStore;
  post: (message: WorkerMessage) => void;
  onLost: () => void;
  onOpen: (backend: Backend) => Promise<void>;
  onCaution: (caution: number) => void;
  /** The step that a run that is lost now would go on from. */
  safeStep: () => number;
}

export class DeviceDesk {
  /** The present one; undefined while there is none. */
  backend: Backend | undefined;
  /** How many times what is submitted at once is halved. */
  caution = 0;
  readonly #options: DeviceDeskOptions;
  readonly #owner: DeviceOwner;
  /** `engine.ready` was sent. */
  #isAnnounced = false;
  /** The page knows that something was wrong. */
  #isTroubled = false;

  constructor(options: DeviceDeskOptions) {
    this.#options = options;
    const { hardware, clock, cautions } = options;
    this.#owner = new DeviceOwner({
      request: () => requestBackend(hardware),
      clock,
      store: cautions,
      onStatus: (status) => this.#tell(status),
      onLost: () => {
        this.backend = undefined;
        options.onLost();
      },
      onOpen: (opened, caution) => this.#opened(opened, caution),
      onCaution: (caution) => this.#setCaution(caution),
    });
  }

  open(): Promise<void> {
    return this.#owner.open();
  }

  /** False while there is no GPU, or one that seems to be lost. */
  get runs(): boolean {
    return this.#owner.runs;
  }

  /** Does work on the backend, as soon as there is one; from the start on the next if it is lost. */
  use<Result>(act: (backend: Backend) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    return this.#owner.use(act, signal);
  }

  suspect(error: unknown): void {
    this.#owner.suspect(error);
  }

  stall(isStalled: boolean): void {
    this.#owner.stall(isStalled);
  }

  async #opened(backend: Backend, caution: number): Promise<void> {
    this.backend = backend;
    this.#setCaution(caution);
    if (!this.#isAnnounced) this.#announce(backend);
    else this.#options.post({ type: 'engine.gpu', gpu: infoOf(backend) });
    await this.#options.onOpen(backend);
  }

  #setCaution(caution: number): void {
    this.caution = caution;
    this.#options.onCaution(caution);
  }

  #tell(status: DeviceStatus): void {
    const { post, safeStep } = this.#options;
    if (status.state === 'waiting' || status.state === 'stopped') {
      if (!this.#isAnnounced) this.#announce(null, status.cause);
      this.#isTroubled = true;
    }
    if (status.state === 'stalled') this.#isTroubled = true;
    if (this.#isTroubled) post({ type: 'device.status', status, step: safeStep() });
    if (status.state === 'running') this.#isTroubled = false;
  }

  #announce(backend: Backend | null, problem: string | null = null): void {
    this.#isAnnounced = true;
    const info = backend && infoOf(backend);
    this.#options.post({ type: 'engine.ready', catalogue: catalogue(), gpu: info, problem });
  }
}

function infoOf({ name, isFallback, form }: Backend): GpuInfo {
  return { name, isFallback, kernels: form };
}

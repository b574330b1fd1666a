/** The GPU of the worker: the engine on it, and what the page is told of it. */
import { countCreations, type CreationCounts } from '../gpu/counting.ts';
import type { Gpu } from '../gpu/device.ts';
import { type CautionStore, DeviceOwner } from '../gpu/device-owner.ts';
import type { DeviceStatus } from '../gpu/device-status.ts';
import type { Clock } from '../lib/clock.ts';
import { createEngine, type Engine } from '../training/net.ts';
import { catalogue } from './catalogue.ts';
import type { GpuInfo, WorkerMessage } from './protocol.ts';

export interface DeviceDeskOptions {
  gpu: GPU | undefined;
  clock: Clock;
  cautions: CautionStore;
  post: (message: WorkerMessage) => void;
  onLost: () => void;
  onEngine: (engine: Engine) => Promise<void>;
  onCaution: (caution: number) => void;
  /** The step that a run that is lost now would go on from. */
  safeStep: () => number;
}

export class DeviceDesk {
  /** The present one; undefined while there is none. */
  engine: Engine | undefined;
  counts: CreationCounts | undefined;
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
    const { gpu, clock, cautions } = options;
    this.#owner = new DeviceOwner({
      gpu,
      clock,
      store: cautions,
      onStatus: (status) => this.#tell(status),
      onLost: () => {
        this.engine = undefined;
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

  /** Does work on the engine, as soon as there is one; from the start on the next if it is lost. */
  use<Result>(act: (engine: Engine) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    return this.#owner.use(() => act(this.engine as Engine), signal);
  }

  suspect(error: unknown): void {
    this.#owner.suspect(error);
  }

  stall(isStalled: boolean): void {
    this.#owner.stall(isStalled);
  }

  async #opened(gpu: Gpu, caution: number): Promise<void> {
    this.counts = countCreations(gpu.device);
    this.engine = createEngine(gpu);
    this.#setCaution(caution);
    if (!this.#isAnnounced) this.#announce(gpu);
    else this.#options.post({ type: 'engine.gpu', gpu: infoOf(gpu) });
    await this.#options.onEngine(this.engine);
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

  #announce(gpu: Gpu | null, problem: string | null = null): void {
    this.#isAnnounced = true;
    const info = gpu && infoOf(gpu);
    this.#options.post({ type: 'engine.ready', catalogue: catalogue(), gpu: info, problem });
  }
}

function infoOf({ name, isFallback, form }: Gpu): GpuInfo {
  return { name, isFallback, kernels: form };
}

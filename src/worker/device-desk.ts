/** One kind of backend: the one of it that is there, and how it stands with it. */
import type { Reason } from '../lib/problems.ts';
import type { Backend } from '../backend/backend.ts';
import { type CautionStore, DeviceOwner, type Waiting } from '../backend/device-owner.ts';
import type { DeviceStatus } from '../protocol/device-status.ts';
import type { Clock } from '../lib/clock.ts';

export interface DeviceDeskOptions {
  kind: Backend['kind'];
  request: () => Promise<Backend | null>;
  clock: Clock;
  cautions: CautionStore;
  onStatus: (status: DeviceStatus) => void;
  onLost: () => void;
  onOpen: (backend: Backend) => Promise<void>;
  onCaution: (caution: number) => void;
}

export class DeviceDesk {
  readonly kind: Backend['kind'];
  /** The present one; undefined while there is none. */
  backend: Backend | undefined;
  /** How many times what is submitted at once is halved. */
  caution = 0;
  /** Why there is none now. */
  trouble: Reason | undefined;
  /** There will never be one again. */
  hasEnded = false;
  readonly #options: DeviceDeskOptions;
  readonly #owner: DeviceOwner;
  #opening: Promise<void> | undefined;

  constructor(options: DeviceDeskOptions) {
    this.#options = options;
    this.kind = options.kind;
    const { request, clock, cautions } = options;
    this.#owner = new DeviceOwner({
      request,
      clock,
      store: cautions,
      onStatus: (status) => {
        this.trouble = 'cause' in status ? status.cause : undefined;
        this.hasEnded = status.state === 'stopped';
        options.onStatus(status);
      },
      onLost: () => {
        this.backend = undefined;
        options.onLost();
      },
      onOpen: (opened, caution) => {
        this.backend = opened;
        this.#setCaution(caution);
        return options.onOpen(opened);
      },
      onCaution: (caution) => this.#setCaution(caution),
    });
  }

  /** The first time it is asked for. */
  open(): Promise<void> {
    return (this.#opening ??= this.#owner.open());
  }

  /** False while there is none, or one that seems to be lost. */
  get runs(): boolean {
    return this.#owner.runs;
  }

  /** Does work on the backend, as soon as there is one; from the start on the next if it is lost. */
  use<Result>(act: (backend: Backend) => Promise<Result>, waiting: Waiting): Promise<Result> {
    return this.#owner.use(act, waiting);
  }

  suspect(error: unknown): void {
    this.#owner.suspect(error);
  }

  stall(isStalled: boolean): void {
    this.#owner.stall(isStalled);
  }

  #setCaution(caution: number): void {
    this.caution = caution;
    this.#options.onCaution(caution);
  }
}

/** What the engine's side of the protocol stands on. */
import type { CautionStore } from '../backend/device-owner.ts';
import type { Hardware } from '../backend/hardware.ts';
import type { KeepingStorage } from '../keeping/storage.ts';
import type { Clock } from '../lib/clock.ts';
import type { WorkerMessage } from '../protocol/messages.ts';

/** What the worker is given by the browser, or by a test. */
export interface Surroundings {
  storage: KeepingStorage;
  hardware: Hardware;
  clock: Clock;
  cautions: CautionStore;
  post: (message: WorkerMessage, transfer?: ArrayBuffer[]) => void;
  /** Steps per chunk, instead of what the time says. */
  forcedChunk?: number;
}

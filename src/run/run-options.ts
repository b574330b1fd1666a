/** What a run is given besides its net. */
import type { Clock } from '../lib/clock.ts';
import type { History } from '../training/history.ts';
import type { Snapshot } from '../training/snapshots.ts';
import type { GoodSnapshot } from './good-snapshot.ts';

export interface RunOptions {
  forcedChunk?: number;
  /** Of a run that goes on. */
  history?: History;
  /** What a run that goes on can go back to. */
  good?: GoodSnapshot;
  /** The weights of its best validation. */
  best?: Snapshot;
  /** Spent training before. */
  seconds?: number;
  clock?: Clock;
  /** Told when the GPU does not answer, and when it answers again. */
  onStall?: (isStalled: boolean) => void;
}

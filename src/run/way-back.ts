/** A net put back to what it was, and its history with it. */
import type { BuiltNet } from '../net/net-builder.ts';
import type { History } from '../training/history.ts';
import type { Snapshot } from '../training/snapshots.ts';
import type { BestSnapshot } from './best-snapshot.ts';
import type { SnapshotJob } from './snapshot-job.ts';

export interface Ways {
  built: BuiltNet;
  history: History;
  snapshots: SnapshotJob;
  best: BestSnapshot;
}

/**
 * To the last good snapshot, or to the start, at half the learning rate; or to the best validation, from
 * where it goes on as it did.
 * @returns what it was there, undefined: at its start; null where the best weights are not there
 */
export function putBack(
  { built: { trainer, net }, history, snapshots: { good }, best }: Ways,
  isToBest: boolean,
): Snapshot | undefined | null {
  if (isToBest && !best.latest) return null;
  if (isToBest) good.clear(best.latest);
  else trainer.tune({ learningRate: trainer.tuning.learningRate / 2 });
  good.dropCandidate();
  const to = good.latest;
  if (to) {
    net.write(to.weights, to.moments);
    trainer.resume(to.step, to.states);
  } else trainer.rewind();
  history.truncate(trainer.step);
  return to;
}

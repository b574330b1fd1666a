/** Waiting for what is measured on held-out examples when a run has come to its last step. */
import type { Lab } from './lab.ts';

export function measured({ page, until }: Lab): Promise<void> {
  const { curve, net, progress, text } = page;
  /** A measurement that was begun while it still trained may be of a part. */
  const isWhole = () => {
    const last = curve.validations.at(-1);
    return last?.step === progress.value.step && last.tokens === last.total;
  };
  const isDone = () =>
    isWhole() ||
    // nothing is measured any more
    text.info.value?.heldOutTokens === 0 ||
    progress.value.state === 'stopped';
  return until(isDone, [curve.changes, progress, text.info, net.info]);
}

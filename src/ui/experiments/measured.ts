/** Waiting for what is measured on held-out examples when a run has come to its last step. */
import type { Lab } from './lab.ts';

export function measured({ page, until }: Lab): Promise<void> {
  const { curve, net, progress, text } = page;
  const isDone = () =>
    curve.validations.at(-1)?.step === progress.value.step ||
    // nothing is measured any more
    text.info.value?.heldOutTokens === 0 ||
    progress.value.state === 'stopped';
  return until(isDone, [curve.changes, progress, text.info, net.info]);
}

/**
 * How long to leave the GPU alone after it was lost. Chrome counts losses per site: two within two
 * minutes and it refuses the GPU to the site until the earlier one is two minutes old. To ask again
 * at once is the worst that one can do.
 */
const firstWaitMs = 2000;
const blockMs = 120_000;
/** A little longer than the block lasts. */
const blockedWaitMs = 125_000;
const patienceMs = 600_000;
/** Losses within ten minutes that end it. */
const mostLosses = 3;

/** After a refused request: it may be the block of an earlier page. */
export const refusedWaitMs = blockedWaitMs;
/** A device that is lost so soon was never there: an adapter that had expired gives such ones. */
export const bornLostMs = 100;
/** One that is asked for and gives no answer for so long is none. */
export const answerMs = 30_000;
/** The same where another way to compute is at hand. */
export const probeMs = 10_000;
/** What only is to be begun waits no longer for one that was lost, where it can be begun elsewhere. */
export const longestIdleMs = 5000;
/** Time without a loss after which less caution is enough. */
export const cleanMs = 600_000;
/** Each level of caution halves what is sent to the GPU at once. */
export const mostCaution = 4;

/**
 * @param losses when each loss happened, in order, the last one just now
 * @returns milliseconds until the next request, or null: it was lost too often
 */
export function waitAfter(losses: readonly number[]): number | null {
  const now = losses[losses.length - 1];
  const recent = losses.filter((time) => now - time < patienceMs);
  if (recent.length >= mostLosses) return null;
  const earlier = recent[recent.length - 2];
  const isBlocked = recent.length > 1 && now - earlier < blockMs;
  return isBlocked ? Math.max(firstWaitMs, earlier + blockedWaitMs - now) : firstWaitMs;
}

/** How much kept runs may take, and which go first when there is too little. */

const usualBytes = 500e6;

/** 500 MB, or a tenth of what the browser grants, whichever is less. */
export function usualBudget(quotaBytes: number | null): number {
  return quotaBytes === null ? usualBytes : Math.min(usualBytes, Math.floor(quotaBytes / 10));
}

export interface Stored {
  id: string;
  name: string;
  keptAt: number;
  bytes: number;
  /** Hash of its text. */
  text: string;
}

/**
 * The unnamed runs to drop so that `needed` bytes become free, the oldest first.
 * @returns null when that many cannot become free
 */
export function whatGoes<Run extends Stored>(
  needed: number,
  runs: readonly Run[],
  mayGo: (run: Run) => boolean,
  textBytes: (hash: string) => number,
): Run[] | null {
  const oldest = runs
    .filter((run) => run.name === '' && mayGo(run))
    .sort((a, b) => a.keptAt - b.keptAt);
  const gone = new Set<Run>();
  for (const run of oldest) {
    if (needed <= 0) break;
    gone.add(run);
    needed -= run.bytes;
    const isNeeded = runs.some((other) => !gone.has(other) && other.text === run.text);
    if (!isNeeded) needed -= textBytes(run.text);
  }
  return needed <= 0 ? [...gone] : null;
}

/** How much of the machine's memory a page may take for itself without asking. */

/** What `navigator` says of the machine, where it says anything. */
export interface Machine {
  /** In GiB, rounded; browsers say 8 at most. */
  deviceMemory?: number;
  userAgent?: string;
}

/** A quarter of the memory, and no more than this: other pages and programs want some too. */
const share = 1 / 4;
const mostBytes = 2 ** 30;
/** Phones end a page that takes more. */
const mostBytesOnPhone = 2 ** 28;

export function memoryBudget({ deviceMemory, userAgent = '' }: Machine): number {
  const most = /Mobi|Android|iPhone|iPad/.test(userAgent) ? mostBytesOnPhone : mostBytes;
  return Math.min(most, deviceMemory ? deviceMemory * 2 ** 30 * share : most);
}

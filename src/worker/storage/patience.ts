/** How long to wait for what another worker holds, in milliseconds. */

/** A worker that was just terminated may hold its files and its locks this long. */
export const patienceMs = 5000;
/** Longer than keeping the largest run takes. */
export const longPatienceMs = 60_000;

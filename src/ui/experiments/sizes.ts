/** What a plan promises and its recipe does. */

/** Steps with each look-ahead: enough for the sentences that are built in. */
export const stepsEach = 500;

/** Temperatures. */
export const [low, high] = [0.2, 1.5];

/** Beginnings of an answer that are followed at once. */
export const wide = 4;

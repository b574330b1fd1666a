/** Which way a layer walks through time: 0 → from the first time step, 1 ← from the last. */
export type Direction = 0 | 1;

/** Time as the engine sees it. It is passed in, so that tests of waiting need not wait. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Calls once, so many milliseconds from now. @returns what calls it off */
  after(ms: number, act: () => void): () => void;
  /** A brief rest, in which what is awaited may arrive. */
  pause(): Promise<void>;
}

export const realClock: Clock = {
  now: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  pause: () => new Promise((resolve) => setTimeout(resolve, 10)),
};

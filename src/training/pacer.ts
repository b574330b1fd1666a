/** Keeps at most two submits in flight, and measures how long each took on the GPU. */
export class Pacer {
  readonly #queue: GPUQueue;
  readonly #now: () => number;
  readonly #inFlight = new Set<Promise<void>>();
  #lastDone = 0;

  /** @param now milliseconds; injected so that tests need no real time */
  constructor(queue: GPUQueue, now: () => number = () => performance.now()) {
    this.#queue = queue;
    this.#now = now;
  }

  /** Resolves when another submit may be made. */
  async room(): Promise<void> {
    while (this.#inFlight.size >= 2) await Promise.race(this.#inFlight);
  }

  /** Resolves when everything submitted has been done. */
  async idle(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  /** Call right after a submit; `measured` gets its milliseconds when it is done. */
  submitted(measured?: (ms: number) => void): void {
    const start = this.#now();
    const done = this.#queue.onSubmittedWorkDone().then(() => {
      const end = this.#now();
      this.#inFlight.delete(done);
      measured?.(end - Math.max(start, this.#lastDone));
      this.#lastDone = end;
    });
    this.#inFlight.add(done);
  }
}

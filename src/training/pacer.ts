/** Keeps at most two submits in flight, and measures how long each took on the GPU. */
export class Pacer {
  readonly #queue: GPUQueue;
  readonly #now: () => number;
  readonly #inFlight: Promise<void>[] = [];
  #lastDone = 0;

  /** @param now milliseconds; injected so that tests need no real time */
  constructor(queue: GPUQueue, now: () => number = () => performance.now()) {
    this.#queue = queue;
    this.#now = now;
  }

  /** Resolves when another submit may be made. */
  async room(): Promise<void> {
    while (this.#inFlight.length >= 2) await this.#inFlight[0];
  }

  /** Resolves when everything submitted has been done. */
  async idle(): Promise<void> {
    while (this.#inFlight.length > 0) await this.#inFlight[0];
  }

  /** Call right after a submit; `measured` gets its milliseconds when it is done. */
  submitted(measured?: (ms: number) => void): void {
    const start = this.#now();
    const done = this.#queue.onSubmittedWorkDone().then(() => {
      const end = this.#now();
      this.#inFlight.splice(this.#inFlight.indexOf(done), 1);
      measured?.(end - Math.max(start, this.#lastDone));
      this.#lastDone = end;
    });
    this.#inFlight.push(done);
  }
}

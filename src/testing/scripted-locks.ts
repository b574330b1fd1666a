/** Locks as browsers grant them, of one origin: alone or shared, in the order in which they were asked for. */

interface Request {
  name: string;
  mode: LockMode;
  grant: () => void;
}

export class ScriptedLocks {
  #held: Request[] = [];
  #waiting: Request[] = [];

  async request<Result>(
    name: string,
    options: LockOptions,
    act: (lock: Lock) => Promise<Result> | Result,
  ): Promise<Result> {
    const { mode = 'exclusive', signal } = options;
    const own: Request = { name, mode, grant: () => undefined };
    await new Promise<void>((resolve, reject) => {
      own.grant = resolve;
      this.#waiting.push(own);
      signal?.addEventListener('abort', () => {
        this.#waiting = this.#waiting.filter((other) => other !== own);
        this.#grant();
        reject(signal.reason as Error);
      });
      this.#grant();
    });
    try {
      return await act({ name, mode });
    } finally {
      this.#held = this.#held.filter((other) => other !== own);
      this.#grant();
    }
  }

  query(): Promise<LockManagerSnapshot> {
    const told = (requests: readonly Request[]) =>
      requests.map(({ name, mode }) => ({ name, mode }));
    return Promise.resolve({ held: told(this.#held), pending: told(this.#waiting) });
  }

  /** Nobody overtakes who waits for the same name. */
  #grant(): void {
    const before = new Set<string>();
    for (const request of [...this.#waiting]) {
      const { name, mode } = request;
      const isFree = this.#held.every(
        (other) => other.name !== name || (mode === 'shared' && other.mode === 'shared'),
      );
      if (isFree && !before.has(name)) {
        this.#waiting = this.#waiting.filter((other) => other !== request);
        this.#held.push(request);
        request.grant();
      } else before.add(name);
    }
  }
}

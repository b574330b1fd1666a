/**
 * Kept runs as one worker may use them: the folder is opened when it is needed, everything is done
 * alone, a run that is trained here is held, and other workers are told of every change.
 */
import type { Clock } from '../lib/clock.ts';
import { reasonOf } from '../lib/errors.ts';
import { usualBudget } from './budget.ts';
import type { KeptProblem, KeptRuns, RunTitle } from '../protocol/kept-run.ts';
import { KeepingError, keptProblemOf, titleOf } from './problem.ts';
import type { KeepingStorage } from './storage.ts';
import { keptRunOf, type NewState, RunStore } from './store.ts';

const folderLock = 'unrolled kept runs';
const runLock = 'unrolled run ';
/** Held alone by pages of older versions as long as they live; they know of one run only. */
const olderLock = 'unrolled kept run';
/** The worker of a page that was reloaded may let go of its run so long after the next one began. */
const lettingGoMs = 500;

export class Shelf {
  readonly #storage: KeepingStorage;
  readonly #clock: Clock;
  readonly #tell: () => void;
  readonly #onChange: () => void;
  #store: RunStore | undefined;
  #isShared = false;
  #hasLooked = false;
  /** Another worker changed something since the store was used last. */
  #isOutdated = false;
  /** What lets go of each run that is held here. */
  readonly #held = new Map<string, () => void>();
  /** Runs that others hold; each is waited for once. */
  readonly #awaited = new Set<string>();

  /** @param onChange something changed, here or in another worker */
  constructor(storage: KeepingStorage, clock: Clock, onChange: () => void) {
    this.#storage = storage;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#tell = storage.openChannel(() => {
      // not while it is in use: what it has looked at so far would be missing from its list
      this.#isOutdated = true;
      onChange();
    });
  }

  /** @param current the run that is trained here */
  async list(current: string | undefined): Promise<KeptRuns> {
    const quotaBytes = await this.#storage.quota().catch(() => null);
    const defaultBudgetBytes = usualBudget(quotaBytes);
    await this.#lookedRound();
    const none = { runs: [], usedBytes: 0, quotaBytes, defaultBudgetBytes };
    try {
      return await this.#alone(async (store) => {
        const runs = await store.list();
        const usedBytes = await store.usedBytes();
        const budgetBytes = (await store.budget()) ?? defaultBudgetBytes;
        const elsewhere = await this.#heldElsewhere();
        const listed = runs.map((run) => {
          const isHere = run.id === current;
          return keptRunOf(run, isHere ? 'here' : elsewhere.has(run.id) ? 'elsewhere' : null);
        });
        return {
          runs: listed,
          usedBytes,
          budgetBytes,
          defaultBudgetBytes,
          quotaBytes,
          problem: null,
        };
      });
    } catch (error) {
      return { ...none, budgetBytes: defaultBudgetBytes, problem: keptProblemOf(error) };
    }
  }

  load(id: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#alone((store) => store.load(id));
  }

  /** What a person knows it by. */
  title(id: string): Promise<RunTitle | null> {
    return this.#alone(async (store) => {
      const run = (await store.list()).find((one) => one.id === id);
      return run ? titleOf(run) : null;
    });
  }

  loadText(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#alone((store) => store.loadText(hash));
  }

  /** @returns what was dropped for it, and the budget @throws KeepingError when it is not kept */
  async save(
    id: string,
    state: Omit<NewState, 'budgetBytes' | 'mayGo'>,
  ): Promise<{ dropped: RunTitle[]; budgetBytes: number }> {
    const quota = await this.#storage.quota().catch(() => null);
    return this.#changing(async (store) => {
      const budgetBytes = (await store.budget()) ?? usualBudget(quota);
      const elsewhere = await this.#heldElsewhere();
      const mayGo = (other: string) => !elsewhere.has(other) && !this.#held.has(other);
      return { dropped: await store.save(id, { ...state, budgetBytes, mayGo }), budgetBytes };
    });
  }

  rename(id: string, name: string): Promise<void> {
    return this.#changing((store) => store.rename(id, name));
  }

  /** @returns why not all of them are gone, or null */
  delete(ids: readonly string[]): Promise<KeptProblem | null> {
    return this.#changing(async (store) => {
      const elsewhere = await this.#heldElsewhere();
      let problem: KeptProblem | null = null;
      for (const id of ids) {
        if (!elsewhere.has(id)) await store.delete(id);
        else {
          const run = (await store.list()).find((one) => one.id === id);
          if (run) problem = { code: 'used elsewhere', values: titleOf(run) };
        }
      }
      return problem;
    });
  }

  setBudget(bytes: number | null): Promise<void> {
    return this.#changing((store) => store.setBudget(bytes));
  }

  /** @returns whether this worker may write it: no other one holds it */
  async hold(id: string): Promise<boolean> {
    if (this.#held.has(id)) return true;
    const release = await orNoStorage(() => this.#storage.locks.hold(runLock + id));
    if (!release) return false;
    this.#held.set(id, release);
    return true;
  }

  /** This page trains another run now: lets go of every one but these. */
  release(but: readonly (string | undefined)[]): void {
    for (const [id, release] of this.#held) {
      if (but.includes(id)) continue;
      this.#held.delete(id);
      release();
    }
    this.#tell();
    this.#onChange();
  }

  /** At first: what the page from before held is free, or others hold it for longer. */
  async #lookedRound(): Promise<void> {
    if (this.#hasLooked) return;
    this.#hasLooked = true;
    const { locks } = this.#storage;
    const held = await this.#heldElsewhere().catch(() => new Set<string>());
    if (held.size === 0) return;
    const free = Promise.allSettled([...held].map((id) => locks.free(runLock + id)));
    await new Promise<void>((resolve) => {
      const callOff = this.#clock.after(lettingGoMs, resolve);
      void free.then(() => {
        callOff();
        resolve();
      });
    });
  }

  async #heldElsewhere(): Promise<Set<string>> {
    const names = await this.#storage.locks.held(runLock);
    const ids = [...names].map((name) => name.slice(runLock.length));
    const elsewhere = new Set(ids.filter((id) => !this.#held.has(id)));
    for (const id of elsewhere) {
      if (this.#awaited.has(id)) continue;
      this.#awaited.add(id);
      const isFree = () => {
        this.#awaited.delete(id);
        this.#onChange();
      };
      this.#storage.locks.free(runLock + id).then(isFree, isFree);
    }
    return elsewhere;
  }

  async #changing<Result>(act: (store: RunStore) => Promise<Result>): Promise<Result> {
    try {
      return await this.#alone(act);
    } finally {
      this.#tell();
      this.#onChange();
    }
  }

  async #alone<Result>(act: (store: RunStore) => Promise<Result>): Promise<Result> {
    this.#isShared ||= await orNoStorage(() => this.#storage.locks.share(olderLock));
    if (!this.#isShared) throw new KeepingError({ code: 'older page', values: {} });
    return this.#storage.locks.alone(folderLock, async () => {
      const store = await this.#open();
      if (this.#isOutdated) store.outdate();
      this.#isOutdated = false;
      try {
        return await act(store);
      } catch (error) {
        // the folder itself may be gone, as after a person cleared what the page had stored
        const code = error instanceof KeepingError ? error.problem.code : 'not written';
        if (code === 'not written' || code === 'not renamed') this.#store = undefined;
        throw error;
      }
    });
  }

  async #open(): Promise<RunStore> {
    const { openFolder, date } = this.#storage;
    this.#store ??= new RunStore(await orNoStorage(openFolder), date);
    return this.#store;
  }
}

/** What the browser refuses it gives to no run of this page. */
async function orNoStorage<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    const values = { reason: reasonOf(error) };
    throw new KeepingError({ code: 'no storage', values }, { cause: error });
  }
}

/**
 * Keeps the run of this page where it outlives a reload or a crash: every 30 seconds or 500 steps,
 * on pause and when the page is hidden. Training waits only for the copy on the GPU. What a person
 * gives up (a run that is rewound, or replaced by another) is kept as it was then, and held here, so
 * that it can be brought back also where nothing is stored.
 */
import type { Clock } from '../lib/clock.ts';
import { CancelledError, DeviceLostError } from '../lib/errors.ts';
import type { TaskData } from '../tasks/task.ts';
import type { Snapshot } from '../training/snapshots.ts';
import { type KeepableRun, type RunState, stateOf } from './files.ts';
import type { KeptProblem, RunTitle } from '../protocol/kept-run.ts';
import { KeepingError, keptProblemOf } from './problem.ts';
import type { Shelf } from './shelf.ts';
import { newId } from './store.ts';

const everySteps = 500;
const everyMs = 30_000;
/** Milliseconds between saves for each that a save took: large nets are kept less often. */
const restShare = 9;

export interface KeeperOptions {
  shelf: Shelf;
  clock: Clock;
  onKept: (id: string, step: number) => void;
  onDropped: (runs: RunTitle[], budgetBytes: number) => void;
  onUnkept: (problem: KeptProblem) => void;
  /** What could be brought back now. */
  onReplaced: (what: RunTitle | null) => void;
}

/** A run with its place on the shelf. */
interface Watched {
  run: KeepableRun;
  /** None before it is kept for the first time. */
  id: string | undefined;
  name: string;
  keptStep: number;
  /** How often something of it changed that is no step. */
  changes: number;
}

/** A run that was given up. */
export interface HeldRun {
  id: string | undefined;
  title: RunTitle;
  body: Uint8Array<ArrayBuffer>;
  text: TaskData;
}

export interface Place {
  /** That of a run that goes on under it. */
  id?: string;
  name?: string;
  /** It was not kept as it is now, also where it made no step since. */
  isNew?: boolean;
}

export class Keeper {
  readonly #options: KeeperOptions;
  #watched: Watched | undefined;
  #held: HeldRun | undefined;
  #keptAt: number;
  #saveMs = 0;
  #work: Promise<void> | undefined;
  #isDue = false;
  #isTraining = false;
  #lastProblem = '';

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#keptAt = options.clock.now();
  }

  /** The run of this page, where it is kept. */
  get currentId(): string | undefined {
    return this.#watched?.id;
  }

  /** What an undo would bring back. */
  get held(): HeldRun | undefined {
    return this.#held;
  }

  /** The run to keep from now on. */
  watch(run: KeepableRun, { id, name = '', isNew = false }: Place = {}): void {
    this.#watched = { run, id, name, keptStep: isNew ? 0 : run.step, changes: 0 };
    this.#keptAt = this.#options.clock.now();
    this.#release();
    if (isNew) this.keep();
  }

  /** The same run on another GPU. */
  rewatch(run: KeepableRun): void {
    if (!this.#watched) return this.watch(run);
    const { keptStep } = this.#watched;
    this.#watched = { ...this.#watched, run, keptStep: Math.min(keptStep, run.step) };
  }

  /** The run of this page starts again, and is another one from now on. */
  startOver(): void {
    if (this.#watched) this.watch(this.#watched.run);
  }

  /** Call with every progress of the run. */
  note(state: 'idle' | 'running' | 'paused' | 'stopped', step: number): void {
    const watched = this.#watched;
    this.#isTraining = state === 'running';
    if (!watched) return;
    // it went back
    if (step < watched.keptStep) watched.keptStep = -1;
    if (step === 0 || step === watched.keptStep || state === 'stopped') return;
    const rested = this.#options.clock.now() - this.#keptAt;
    const isDue = rested >= everyMs || step - watched.keptStep >= everySteps;
    const mayBegin = this.#work === undefined && rested >= restShare * this.#saveMs;
    if (state === 'paused' || (isDue && mayBegin)) this.keep();
  }

  /** The run was tuned: where it stands still, what was kept of it is not what it is now. */
  tuned(): void {
    if (this.#watched) {
      this.#watched.keptStep = -1;
      this.#watched.changes++;
    }
    if (!this.#isTraining) this.keep();
  }

  /** The run was validated. While it trains that is kept with the steps to come, at rest at once. */
  validated(): void {
    if (!this.#isTraining) this.tuned();
  }

  /** Keeps the run as it is now, if it moved since. */
  keep(): void {
    const watched = this.#watched;
    if (!watched || watched.run.step === 0 || watched.run.step === watched.keptStep) return;
    if (!watched.run.isSound) return;
    this.#isDue = true;
    this.#begin();
  }

  /**
   * The run of this page is about to be rewound or replaced: takes what can be brought back. Where it
   * is not sound any more, or its GPU is gone, that is its last good state; without one, what there
   * is, which is held and not kept.
   */
  async giveUp(): Promise<void> {
    const watched = this.#watched;
    if (!watched || watched.run.step === 0) return;
    const { state, isGood } = (await this.#lastState(watched)) ?? {};
    if (!state || this.#watched !== watched) return;
    const held = this.#hold(watched, state, isGood ? watched.id : undefined);
    // what is kept is never older than what is known to be good
    if (!isGood || state.facts.step <= watched.keptStep) return;
    this.#isDue = false;
    void this.#enqueue(async () => {
      await this.#keepState(watched, state).catch((error: unknown) => this.#complain(error));
      held.id = watched.id;
    });
  }

  /** The run of this page is about to go back to what was good, or to its start: holds what it is. */
  async setAside(): Promise<void> {
    const watched = this.#watched;
    if (!watched || watched.run.step === 0) return;
    // numbers that are none cannot be brought back
    const state = await presentState(watched.run).catch(() => undefined);
    if (state && this.#watched === watched) this.#hold(watched, state, undefined);
  }

  /** The run has gone wrong: it stays kept as it was when it was last known to be good. */
  keepGood(): void {
    const watched = this.#watched;
    const good = watched?.run.lastGood;
    // also in the place of what was kept later: that was not yet known to be wrong
    if (!watched || !good) return;
    void this.#enqueue(async () => {
      if (watched !== this.#watched || watched.run.isSound) return;
      if (good.step === watched.keptStep) return;
      try {
        await this.#keepState(watched, stateOf(watched.run, good));
      } catch (error) {
        this.#complain(error);
      }
    });
  }

  #hold(watched: Watched, state: RunState, id: string | undefined): HeldRun {
    const { title, cell, step } = state.facts;
    const held = { id, title: { name: watched.name, title, cell, step }, ...state };
    this.#held = held;
    this.#options.onReplaced(held.title);
    return held;
  }

  /** What was held is back, or is gone for good. */
  dropHeld(): void {
    if (!this.#held) return;
    this.#held = undefined;
    this.#options.onReplaced(null);
  }

  /** @returns the id under which a run that was kept under this one goes on, or none: a new one */
  async claim(id: string | undefined, step: number): Promise<string | undefined> {
    if (id === undefined) return undefined;
    await this.settled();
    // what this page trained on from there is not to be overwritten
    const { title, id: heldId } = this.#held ?? {};
    if (id === heldId && title?.step !== step) return undefined;
    const { shelf } = this.#options;
    if (!(await shelf.hold(id))) return undefined;
    // another tab may have trained it on, or deleted it, since it was read
    const kept = await shelf.title(id).catch(() => null);
    return kept?.step === step ? id : undefined;
  }

  /** Deletes these while nothing is being kept: a run that goes on is kept anew. */
  forget<Result>(ids: readonly string[], remove: () => Promise<Result>): Promise<Result> {
    return this.#enqueue(async () => {
      const removed = await remove();
      this.#forget(ids);
      return removed;
    });
  }

  #forget(ids: readonly string[]): void {
    const watched = this.#watched;
    if (watched?.id !== undefined && ids.includes(watched.id)) {
      this.#watched = { ...watched, id: undefined, name: '', keptStep: watched.run.step };
    }
    if (this.#held?.id !== undefined && ids.includes(this.#held.id)) this.dropHeld();
    this.#release();
  }

  renamed(id: string, name: string): void {
    if (this.#watched?.id === id) this.#watched.name = name;
    if (this.#held?.id !== id) return;
    this.#held.title = { ...this.#held.title, name };
    this.#options.onReplaced(this.#held.title);
  }

  /** Nothing is being kept. */
  async settled(): Promise<void> {
    while (this.#work) await this.#work;
  }

  #release(): void {
    this.#options.shelf.release([this.#watched?.id, this.#held?.id]);
  }

  #begin(): void {
    if (!this.#work) void this.#enqueue(() => this.#saveAll());
  }

  #enqueue<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = (this.#work ?? Promise.resolve()).then(act);
    const end = () => {
      if (this.#work !== work) return;
      this.#work = undefined;
      if (this.#isDue) this.#begin();
    };
    const work = result.then(end, end);
    this.#work = work;
    return result;
  }

  async #saveAll(): Promise<void> {
    let last: Watched | undefined;
    while (this.#isDue && this.#watched) {
      this.#isDue = false;
      const watched = this.#watched;
      const { changes } = watched;
      // the save that has just ended may have been of this very step
      if (watched === last && watched.run.step === watched.keptStep) continue;
      const { clock } = this.#options;
      const start = clock.now();
      try {
        const snapshot = await watched.run.snapshot();
        if (watched !== this.#watched || !watched.run.isSound || snapshot.step === 0) continue;
        // training is about to stop over it, and says so itself
        if (!isFinite(snapshot)) continue;
        await this.#keepSnapshot(watched, snapshot);
        // what changed meanwhile is not in it
        if (watched.changes !== changes) watched.keptStep = -1;
        last = watched;
        this.#saveMs = clock.now() - start;
      } catch (error) {
        // the run ended, or goes on on another GPU
        const isOver = error instanceof CancelledError || error instanceof DeviceLostError;
        if (!isOver) this.#complain(error);
      }
    }
  }

  /** Without the best weights, where there is no room for both. */
  async #keepSnapshot(watched: Watched, snapshot: Snapshot): Promise<void> {
    const { run } = watched;
    const { best } = run;
    try {
      await this.#keepState(watched, stateOf(run, snapshot, best));
    } catch (error) {
      const { code } = keptProblemOf(error);
      if (!best || (code !== 'over budget' && code !== 'quota exceeded')) throw error;
      await this.#keepState(watched, stateOf(run, snapshot, null));
    }
  }

  async #keepState(watched: Watched, { body, facts, text }: RunState): Promise<void> {
    const { shelf, clock, onKept, onDropped } = this.#options;
    const id = watched.id ?? newId();
    if (!(await shelf.hold(id))) throw new KeepingError({ code: 'busy', values: {} });
    watched.id = id;
    const { name } = watched;
    const kept = await shelf.save(id, { body, facts, text: text.content, name });
    this.#keptAt = clock.now();
    this.#lastProblem = '';
    watched.keptStep = facts.step;
    if (kept.dropped.length > 0) onDropped(kept.dropped, kept.budgetBytes);
    if (watched === this.#watched) onKept(id, facts.step);
  }

  async #lastState({ run }: Watched): Promise<{ state: RunState; isGood: boolean } | undefined> {
    const { lastGood, isSound } = run;
    const present = () => presentState(run);
    const good = lastGood ? [() => Promise.resolve().then(() => stateOf(run, lastGood))] : [];
    for (const take of isSound ? [present, ...good] : [...good, present]) {
      try {
        return { state: await take(), isGood: isSound || take !== present };
      } catch {
        // the next one may be there, and of finite numbers
      }
    }
    return undefined;
  }

  /** Each problem once, until a save succeeds; then not before the usual time. */
  #complain(error: unknown): void {
    this.#keptAt = this.#options.clock.now();
    this.#saveMs = everyMs / restShare;
    const problem = keptProblemOf(error);
    // of another size each time it is still the same
    const said = JSON.stringify(problem, (key, value: unknown) =>
      key === 'bytes' ? undefined : value,
    );
    if (said === this.#lastProblem) return;
    this.#lastProblem = said;
    this.#options.onUnkept(problem);
  }
}

async function presentState(run: KeepableRun): Promise<RunState> {
  return stateOf(run, run.presentCopy ?? (await run.snapshot()));
}

function isFinite({ weights }: Snapshot): boolean {
  return weights.every(({ values }) => values.every(Number.isFinite));
}

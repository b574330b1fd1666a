/**
 * Long work in slices, so that a worker stays able to hear "cancel". Such work is written once, as
 * a generator that yields how much is done; it can be run through at once or with pauses.
 */
import { CancelledError } from './errors.ts';

/** Yields what is done so far, in a unit of its own; returns the result. */
export type Slices<Result> = Generator<number, Result, void>;

/** Without pauses: for small inputs. */
export function runAtOnce<Result>(slices: Slices<Result>): Result {
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value;
  }
}

/** The same work as a part of other work, whose own unit its yields become. */
export function* asPart<Result>(
  slices: Slices<Result>,
  doneOfAll: (done: number) => number,
): Slices<Result> {
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value;
    yield doneOfAll(value);
  }
}

/** Milliseconds of work between two pauses, where nobody asks for less. */
const usualMs = 20;

export interface PauseOptions {
  /** Its abortion makes the promise reject with a CancelledError at the next pause. */
  signal?: AbortSignal;
  onProgress?: (done: number) => void;
  /** Milliseconds of work between two pauses. */
  sliceMs?: number;
  /** Milliseconds; the time that passes, unless a test says what time it is. */
  now?: () => number;
}

/** Lets other messages through every 20 ms or so unless told otherwise, then reports progress. */
export async function runWithPauses<Result>(
  slices: Slices<Result>,
  { signal, onProgress, sliceMs = usualMs, now = () => performance.now() }: PauseOptions = {},
): Promise<Result> {
  throwIfCancelled(signal);
  let resumed = now();
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value;
    if (now() - resumed < sliceMs) continue;
    onProgress?.(value);
    await pause();
    throwIfCancelled(signal);
    resumed = now();
  }
}

/** Resolves in a later task: timers, messages and cancellation come first. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** Throws a CancelledError when the person has cancelled. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new CancelledError();
}

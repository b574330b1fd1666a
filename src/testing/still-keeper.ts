/** A keeper, and a run for it that a test moves on by hand, with what is told of both. */
import { type Book, openBook } from '../tasks/language-model/language-model.ts';
import { Keeper } from '../keeping/keeper.ts';
import type { KeptProblem, RunTitle } from '../protocol/kept-run.ts';
import { Shelf } from '../keeping/shelf.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryOrigin, MemoryStorage } from './memory-storage.ts';
import { StillRun, stillSettings } from './still-run.ts';

export function openStillText(): Promise<Book> {
  return openBook({ kind: 'paste', text: 'abcabcabc' }, stillSettings, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

/** @param Subject instead of the keeper as it is: one with a fault */
export function openKeeper(text: Book, Subject = Keeper) {
  const clock = new ManualClock();
  const origin = new MemoryOrigin();
  const shelf = new Shelf(new MemoryStorage(origin), clock, () => undefined);
  const kept: number[] = [];
  const problems: KeptProblem[] = [];
  const replaced: (RunTitle | null)[] = [];
  const keeper = new Subject({
    shelf,
    clock,
    onKept: (_, step) => kept.push(step),
    onDropped: () => undefined,
    onUnkept: (problem) => problems.push(problem),
    onReplaced: (what) => replaced.push(what),
  });
  const run = new StillRun(text, clock);
  keeper.watch(run);
  /** It has trained so far, so many milliseconds later. */
  const go = async (step: number, ms = 0, state: 'running' | 'paused' | 'stopped' = 'running') => {
    clock.advance(ms);
    run.step = step;
    keeper.note(state, step);
    await keeper.settled();
  };
  return { clock, origin, shelf, keeper, run, kept, problems, replaced, go };
}

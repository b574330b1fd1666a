/** Keeping failed for a reason that the page puts into words. */
import { reasonOf, UnrolledError } from '../lib/errors.ts';
import type { KeptProblem, RunTitle } from '../protocol/kept-run.ts';
import { BusyError } from './storage.ts';

export class KeepingError extends UnrolledError {
  declare readonly problem: KeptProblem;
}

/** The problem behind whatever was thrown while something was kept. */
export function keptProblemOf(error: unknown): KeptProblem {
  if (error instanceof KeepingError) return error.problem;
  if (error instanceof BusyError) return { code: 'busy', values: {} };
  const reason = reasonOf(error);
  if (error instanceof UnrolledError) return { code: 'not savable', values: { reason } };
  return { code: 'not written', values: { reason } };
}

/** Of a write of so many bytes. */
export function writingError(error: unknown, bytes: number): KeepingError {
  if (error instanceof KeepingError) return error;
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  const reason = reasonOf(error);
  return new KeepingError(
    isFull || error instanceof RangeError
      ? { code: 'quota exceeded', values: { bytes, reason } }
      : { code: 'not written', values: { reason } },
    { cause: error },
  );
}

export function unreadable(run: RunTitle, error: unknown): KeepingError {
  const reason = reasonOf(error);
  return new KeepingError({ code: 'unreadable', values: { ...titleOf(run), reason } });
}

/** These fields and no others. */
export function titleOf({ name, title, cell, step }: RunTitle): RunTitle {
  return { name, title, cell, step };
}

/** A text cannot be packed, or a file not unpacked, for a reason that the page puts into words. */
import { messageOf } from '../../lib/errors.ts';
import type { PackingProblem } from '../../protocol/packing.ts';

export class PackingError extends Error {
  readonly problem: PackingProblem;

  constructor(problem: PackingProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Of whatever was thrown. */
export function packingProblemOf(error: unknown): PackingProblem {
  if (error instanceof PackingError) return error.problem;
  return { code: 'packing failed', values: { reason: messageOf(error) } };
}

/** What a panel is told instead of numbers: there was no memory, or a part of the page did not arrive. */
import { SettingsError, TextError } from '../lib/errors.ts';
import type { Problem } from '../lib/problems.ts';

export async function orProblem<Opened>(
  open: () => Promise<Opened>,
): Promise<Opened | { problem: Problem }> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof TextError)) throw error;
    return { problem: error.problem };
  }
}

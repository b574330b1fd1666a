/** What only one task needs is loaded with its first data: a page that does without it opens sooner. */
import { TextError } from '../lib/errors.ts';

/** @throws TextError when it does not arrive */
export async function loaded<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    throw new TextError({ code: 'task not served', values: {} }, { cause: error });
  }
}

/** What only one task needs is loaded with its first data: a page that does without it opens sooner. */
import { TextError } from '../lib/errors.ts';

/** @throws TextError when it does not arrive */
export async function loaded<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    throw new TextError(
      {
        where: 'data',
        what: 'a part of the page that reads them did not arrive',
        advice: 'Check that the page is still being served, then choose the task again',
      },
      { cause: error },
    );
  }
}

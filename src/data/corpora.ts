/** The built-in texts. */
import { corpora } from 'virtual:corpora';
import { TextError } from '../lib/errors.ts';
import { fetchAsset } from './fetch-asset.ts';

/** One built-in text as a person chooses it. */
export interface BuiltinText {
  id: string;
  /** Title and author. */
  title: string;
  characters: number;
}

/** In the order of the menu; the first is the default. */
export const builtinTexts: readonly BuiltinText[] = corpora.map(
  ({ id, title, author, characters }) => ({ id, title: `${title}, ${author}`, characters }),
);

/**
 * Fetches a built-in text from where the page came from. Throws a TextError if there is none with
 * this id or it does not arrive.
 */
export async function fetchBuiltinText(
  id: string,
  signal: AbortSignal,
): Promise<{ title: string; bytes: Uint8Array<ArrayBuffer> }> {
  const index = corpora.findIndex((corpus) => corpus.id === id);
  if (index < 0) {
    const choices = corpora.map((one) => one.id).join(', ');
    throw new TextError({ code: 'no such built-in', values: { name: id, choices } });
  }
  const answer = await fetchAsset(corpora[index].url, signal);
  if ('bytes' in answer) return { title: builtinTexts[index].title, bytes: answer.bytes };
  const values = { name: id, status: answer.status };
  throw new TextError({ code: 'built-in not served', values });
}

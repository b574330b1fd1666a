/** The built-in lists: one short thing per line. */
import { lists } from 'virtual:lists';
import { TextError } from '../lib/errors.ts';
import { fetchAsset } from './fetch-asset.ts';

/** One built-in list as a person chooses it. */
export interface BuiltinList {
  id: string;
  title: string;
  rows: number;
}

/** In the order of the menu; the first is the default. */
export const builtinLists: readonly BuiltinList[] = lists.map(({ id, title, rows }) => ({
  id,
  title,
  rows,
}));

/**
 * Fetches a built-in list from where the page came from: lines, each ended by a line break. Throws a
 * TextError if there is none with this id or it does not arrive.
 */
export async function fetchBuiltinList(id: string, signal: AbortSignal): Promise<string> {
  const list = lists.find((one) => one.id === id);
  if (list === undefined) {
    const choices = lists.map((one) => one.id).join(', ');
    throw new TextError({ code: 'no such built-in', values: { name: id, choices } });
  }
  const answer = await fetchAsset(list.url, signal);
  if ('bytes' in answer) return new TextDecoder().decode(answer.bytes);
  const values = { name: id, status: answer.status };
  throw new TextError({ code: 'built-in not served', values });
}

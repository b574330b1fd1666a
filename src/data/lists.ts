/** The built-in lists: one short thing per line. */
import { lists } from 'virtual:lists';
import { fetchBuiltIn } from './fetch-asset.ts';

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
 * Fetches a built-in list from where the page came from: lines, each ended by a line break.
 * @throws TextError if there is none with this id or it does not arrive; CancelledError
 */
export function fetchBuiltinList(id: string, signal: AbortSignal): Promise<string> {
  return fetchBuiltIn(lists, id, signal);
}

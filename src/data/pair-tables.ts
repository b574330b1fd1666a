/** The built-in tables of pairs that come from npm packages. */
import { pairTables } from 'virtual:pairTables';
import { fetchBuiltIn } from './fetch-asset.ts';

/**
 * Fetches a table from where the page came from.
 * @throws TextError if there is none with this id or it does not arrive; CancelledError
 */
export function fetchPairTable(id: string, signal: AbortSignal): Promise<string> {
  return fetchBuiltIn(pairTables, id, signal);
}

/** Scott Joplin’s ragtimes as lines of notes; none where they could not be had when the page was built. */
import { tunes } from 'virtual:tunes';
import { fetchBuiltIn } from './fetch-asset.ts';

export const ragtimes: readonly { id: string; title: string }[] = tunes.map(({ id, title }) => ({
  ...{ id, title },
}));

/** @throws TextError if there is none with this id or it does not arrive; CancelledError */
export function fetchRagtimes(id: string, signal: AbortSignal): Promise<string> {
  return fetchBuiltIn(tunes, id, signal);
}

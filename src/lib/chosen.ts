/** One of a list, by its id. */
import { SettingsError } from './errors.ts';

/** @throws SettingsError when there is no such item */
export function chosen<Item extends { id: string }>(
  what: string,
  list: readonly Item[],
  id: string,
): Item {
  const item = list.find((candidate) => candidate.id === id);
  if (item) return item;
  throw new SettingsError({
    where: 'settings',
    what: `there is no such ${what}`,
    values: { [what]: id },
    advice: `Choose one of ${list.map((candidate) => candidate.id).join(', ')}`,
  });
}

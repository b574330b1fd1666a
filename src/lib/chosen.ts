/** One of a list, by its id. */
import { SettingsError } from './errors.ts';

/** @throws SettingsError when there is no such item */
export function chosen<Item extends { id: string }>(
  kind: 'task' | 'cell' | 'optimizer',
  list: readonly Item[],
  id: string,
): Item {
  const item = list.find((candidate) => candidate.id === id);
  if (item) return item;
  const choices = list.map((candidate) => candidate.id).join(', ');
  throw new SettingsError({ code: 'no such choice', values: { kind, given: id, choices } });
}

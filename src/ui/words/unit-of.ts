/** What one token of the chosen task is. */
import type { Session } from '../state/session.ts';
import type { Unit } from './units.ts';

/** A character while nothing is known of the task. */
export function unitOf({ engine, settings }: Pick<Session, 'engine' | 'settings'>): Unit {
  const { task } = settings.value;
  return engine.value.catalogue?.tasks.find(({ id }) => id === task)?.unit ?? 'character';
}

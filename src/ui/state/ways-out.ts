/** What the worker offers beside a refusal, as buttons. */
import { msg, str } from '@lit/localize';
import { settingKeys } from '../../config/settings.ts';
import type { Settings } from '../../config/settings.ts';
import type { Remedy } from '../../lib/errors.ts';
import { settingLabel } from '../words/settings.ts';

export interface WayOut {
  label: string;
  act: () => void;
}

export function waysOut(
  remedies: readonly Remedy[],
  take: {
    settings: (changes: Partial<Settings>) => void;
    firstPart?: () => void;
    readAnyway?: () => void;
    allTheSame?: () => void;
  },
): WayOut[] {
  return remedies.flatMap((remedy): WayOut[] => {
    if (remedy.kind === 'settings') {
      const changes = remedy.settings as Partial<Settings>;
      const named = settingKeys
        .filter((key) => changes[key] !== undefined)
        .map((key) => `${settingLabel(key)} ${changes[key]}`);
      const isCleared = settingKeys.every(
        (key) => changes[key] === undefined || changes[key] === '',
      );
      const label = isCleared
        ? msg(str`Clear ${named.join(', ').trim()}`)
        : msg(str`Set ${named.join(', ')}`);
      return [{ label, act: () => take.settings(changes) }];
    }
    const { firstPart, readAnyway, allTheSame } = take;
    if (remedy.kind === 'all the same') {
      return allTheSame ? [{ label: msg('Build it anyway'), act: allTheSame }] : [];
    }
    if (remedy.kind === 'read anyway') {
      return readAnyway ? [{ label: msg('Read it anyway'), act: readAnyway }] : [];
    }
    return firstPart ? [{ label: msg('Use the first part'), act: firstPart }] : [];
  });
}

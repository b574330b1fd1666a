/** What targets are made of: characters, or phones with spaces between them. */
import { Characters } from '../../data/tokens/characters.ts';
import { Labels } from '../../data/tokens/labels.ts';
import type { TokenSet } from '../../data/tokens/token-set.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';

/** One target, sign by sign. */
export function signsOf(target: string, unit: TaskInfo['unit']): string[] {
  return unit === 'phone' ? target.split(/\s+/) : Array.from(target);
}

/** All that stand in these targets, and an end. */
export function targetTokens(targets: readonly string[], unit: TaskInfo['unit']): TokenSet {
  if (unit !== 'phone') return Characters.fromText(targets.join(''), true);
  const phones = new Set(targets.flatMap((target) => signsOf(target, unit)));
  return new Labels([...phones].sort(), true);
}

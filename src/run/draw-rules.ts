/** What a person wishes of a sample, in tokens: what may not be drawn, and how long sequences are. */
import { SettingsError } from '../lib/errors.ts';
import type { DrawRules, LengthRules } from '../protocol/draw-rules.ts';
import type { SampleRequest } from '../training/sampler.ts';
import type { DrawnSequences, TaskData } from '../tasks/task.ts';

/** As the sampler takes them. */
export type TokenRules = Pick<SampleRequest, 'temperature' | 'topK' | 'topP' | 'barred'>;

/** @throws SettingsError where nothing is left to draw */
export function tokenRules(
  data: Pick<TaskData, 'targets' | 'sequences'>,
  rules: DrawRules,
): TokenRules {
  const { temperature, topK, topP = 1 } = rules;
  return { temperature, topK, topP, barred: barredOf(data, rules) };
}

/** Null where nothing is left to draw. */
export function tokenRulesOrNone(...given: Parameters<typeof tokenRules>): TokenRules | null {
  try {
    return tokenRules(...given);
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
}

/**
 * A token with a forbidden character in it; the unknown where it is not wanted; what the task itself bars.
 * The end may always come: how long sequences are says when.
 */
function barredOf(
  { targets, sequences }: Pick<TaskData, 'targets' | 'sequences'>,
  rules: DrawRules,
): number[] {
  const { size, end, unknown } = targets;
  const isForbidden = forbiddenIn(targets, rules.without ?? '');
  const isBarredByTask = sequences?.barredBy?.(rules);
  if (!isForbidden && !isBarredByTask && rules.unknown !== 'never') return [];
  const ids = Array.from({ length: size }, (_, id) => id).filter((id) => id !== end);
  const barred = ids.filter((id) =>
    id === unknown ? rules.unknown === 'never' : isForbidden?.(id) || isBarredByTask?.(id),
  );
  if (barred.length === ids.length) throw nothingLeft(ids.length);
  return barred;
}

/** Undefined where none is. */
function forbiddenIn(targets: TaskData['targets'], without: string) {
  const characters = Array.from(without);
  if (characters.length === 0) return undefined;
  // what is more than a byte may be put together from pieces that are less than a character
  const isLong = characters.some((character) => character > '\u007f');
  const broken = isLong && targets.writer ? ['\ufffd'] : [];
  const forbidden = [...characters, ...broken];
  return (id: number) => {
    const text = targets.decode([id]);
    return forbidden.some((character) => text.includes(character));
  };
}

function nothingLeft(symbols: number): SettingsError {
  return new SettingsError({ code: 'nothing left to draw', values: { symbols } });
}

/**
 * How many tokens of a sequence are drawn behind those that are given.
 * @throws SettingsError where the longest would be shorter than the shortest
 */
export function endsOf(
  { end, limit }: DrawnSequences,
  given: number,
  { shortest = 0, longest = 0 }: LengthRules,
): SampleRequest['ends'] {
  if (longest > 0 && shortest > longest) {
    throw new SettingsError({ code: 'lengths crossed', values: { shortest, longest } });
  }
  const least = Math.max(0, shortest - given);
  // of what a person gives something is drawn in any case
  if (longest === 0) return { token: end, limit: Math.max(1, limit - given, least + 1), least };
  return { token: end, limit: Math.max(1, longest - given + 1), least, isLast: true };
}

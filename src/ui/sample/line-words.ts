/** What is said of lines that were drawn. */
import { msg, str } from '@lit/localize';
import type { LineCounts, LineKind } from '../../protocol/frames.ts';
import { grouped } from '../format.ts';

export function countedLines(count: number): string {
  return count === 1 ? msg('1 line') : msg(str`${grouped(count)} lines`);
}

/** What became of one. */
export function kindWords(kind: LineKind): string {
  return { new: msg('new'), 'in list': msg('in the list'), repeated: msg('repeated') }[kind];
}

/** Its class, by which marks are told apart. */
export function kindClass(kind: LineKind): string {
  return kind.replace(' ', '-');
}

/** What became of them, in percent of all. */
export function countsWords({ drawn, isNew, inList, repeated }: LineCounts): string {
  // rounded where the shares meet: together they are 100
  const upTo = (count: number) => Math.round((100 * count) / Math.max(1, drawn));
  const fresh = upTo(isNew);
  const known = upTo(isNew + inList) - fresh;
  const again = upTo(isNew + inList + repeated) - fresh - known;
  return msg(
    str`Of ${countedLines(drawn)}, ${fresh} % are new, ${known} % are in the list and ${again} % repeat an earlier one.`,
  );
}

/** What is said of lines that were drawn. */
import { msg, str } from '@lit/localize';
import type { LineKind } from '../../protocol/frames.ts';
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

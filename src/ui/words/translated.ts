/**
 * The words that stand in tables, of settings and of the worker's catalogue, in the language of the page:
 * the English is their key, as of every sentence.
 */
import { msg } from '@lit/localize';
import type { WordedLabel } from '../../protocol/metrics.ts';
import { filled } from './filled.ts';

/** What these are called is for people; all else says how things are. */
const words = new Set(['label', 'help', 'name', 'shows', 'title']);

/** @param data rows of a table, of plain data; the same where no word of it is another */
export function translated<Data>(data: Data): Data {
  return of(data) as Data;
}

function of(data: unknown, key = ''): unknown {
  if (typeof data === 'string') return words.has(key) ? msg(data) : data;
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).map(([own, value]) => [own, value, of(value, own)] as const);
  if (entries.every(([, value, told]) => value === told)) return data;
  return Array.isArray(data)
    ? entries.map(([, , told]) => told)
    : Object.fromEntries(entries.map(([own, , told]) => [own, told]));
}

/** What is known of data without a net, with the values that are about these data. */
export const named = <Label extends WordedLabel>(labels: readonly Label[]): Label[] =>
  labels.map((one) => ({ ...one, label: filled(msg(one.label), one.values ?? {}) }));

/** From the record of a kept run to the tokens it was trained on; whatever is damaged is refused. */
import { CheckpointError } from '../../lib/errors.ts';
import type { Problem } from '../../lib/problems.ts';
import { Characters } from './characters.ts';
import { LabelledTokens } from './labelled-tokens.ts';
import { Labels } from './labels.ts';
import { endLabel, largestSet, unknownLabel, type TokenSet } from './token-set.ts';
import { Words } from './words.ts';

/** Characters of one word at most. */
const longestWord = 10_000;

/** @throws CheckpointError on anything that `toRecord` could not have given */
export function readTokenSet(record: unknown): TokenSet {
  const fields = fieldsOf(record);
  if (fields.kind === 'characters') return readCharacters(fields);
  if (fields.kind === 'words') {
    return new Words(distinct(fields.words, /\S/, [unknownLabel, endLabel]));
  }
  if (fields.kind === 'labels') return readLabels(fields);
  if (fields.kind === 'labelled') {
    const labels = distinct(fields.labels, /\S/);
    return new LabelledTokens(readCharacters(fieldsOf(fields.tokens)), labels);
  }
  throw refused('kind');
}

function readCharacters({ symbols, hasEnd }: Record<string, unknown>): Characters {
  if (typeof symbols !== 'string' || typeof hasEnd !== 'boolean') throw refused('fields');
  const codePoints = Array.from(symbols, (symbol) => symbol.codePointAt(0) as number);
  if (codePoints.length === 0) throw refused('size');
  if (codePoints.length + (hasEnd ? 1 : 0) > largestSet) throw refused('size');
  const isRising = codePoints.every((point, id) => id === 0 || point > codePoints[id - 1]);
  if (!isRising) throw refused('order');
  return Characters.fromText(symbols, hasEnd);
}

function readLabels({ labels, hasEnd }: Record<string, unknown>): Labels {
  if (hasEnd !== undefined && hasEnd !== true) throw refused('fields');
  return new Labels(distinct(labels, /^\S+$/, hasEnd ? [endLabel] : []), hasEnd);
}

/** Strings of this form, none of them twice and none that is taken. */
function distinct(values: unknown, form: RegExp, taken: readonly string[] = []): string[] {
  if (!Array.isArray(values)) throw refused('words');
  if (values.length + taken.length > largestSet) throw refused('size');
  const seen = new Set<string>(taken);
  for (const value of values as unknown[]) {
    if (typeof value !== 'string' || value.length > longestWord || !form.test(value)) {
      throw refused('words');
    }
    if (seen.has(value)) throw refused('words');
    seen.add(value);
  }
  return values as string[];
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw refused('fields');
}

type Part = Extract<Problem, { code: 'vocabulary unusable' }>['values']['part'];

function refused(part: Part): CheckpointError {
  return new CheckpointError({ code: 'vocabulary unusable', values: { part } });
}

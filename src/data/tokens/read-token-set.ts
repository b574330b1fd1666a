/** From the record of a kept run to the tokens it was trained on; whatever is damaged is refused. */
import { CheckpointError } from '../../lib/errors.ts';
import { Characters } from './characters.ts';
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
  if (fields.kind === 'labels') return new Labels(distinct(fields.labels, /^\S+$/));
  throw refused('it is of a kind that this page does not know');
}

function readCharacters({ symbols, hasEnd }: Record<string, unknown>): Characters {
  if (typeof symbols !== 'string' || typeof hasEnd !== 'boolean') throw refused('fields are wrong');
  const codePoints = Array.from(symbols, (symbol) => symbol.codePointAt(0) as number);
  if (codePoints.length === 0) throw refused('it is empty');
  if (codePoints.length + (hasEnd ? 1 : 0) > largestSet) throw refused('it is too large');
  const isRising = codePoints.every((point, id) => id === 0 || point > codePoints[id - 1]);
  if (!isRising) throw refused('its characters are out of order');
  return Characters.fromText(symbols, hasEnd);
}

/** Strings of this form, none of them twice and none that is taken. */
function distinct(values: unknown, form: RegExp, taken: readonly string[] = []): string[] {
  if (!Array.isArray(values)) throw refused('its words are missing');
  if (values.length + taken.length > largestSet) throw refused('it is too large');
  const seen = new Set<string>(taken);
  for (const value of values as unknown[]) {
    if (typeof value !== 'string' || value.length > longestWord || !form.test(value)) {
      throw refused('a word is none');
    }
    if (seen.has(value)) throw refused('a word stands in it twice');
    seen.add(value);
  }
  return values as string[];
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw refused('it is no record');
}

function refused(why: string): CheckpointError {
  return new CheckpointError({
    where: 'checkpoint',
    what: `the vocabulary of the run cannot be used: ${why}`,
    advice: 'Choose a file that is complete and was not changed',
  });
}

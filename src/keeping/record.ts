/** What a file says of a run besides its numbers: a JSON record, checked field by field. */
import { defaultsVersion, defaultsVersionOf } from '../config/defaults.ts';
import { readRunSettings } from '../config/saved-settings.ts';
import type { Settings } from '../config/settings.ts';
import { type ProductForm, productForms } from '../protocol/product-form.ts';
import type { FileInText, TextReading } from '../protocol/text-info.ts';
import { CheckpointError } from '../lib/errors.ts';
import type { TaskData } from '../tasks/task.ts';

/** Raised when the meaning of the record or of a tensor's name changes. */
const schema = 1;
const maxSteps = 2 ** 31;
const maxSymbols = 65_536;
const maxName = 1000;
/** Code units of one word or label. */
const maxWord = 10_000;

/** How to recognise a text. */
export interface TextIdentity {
  source: 'builtin' | 'file' | 'paste';
  name: string;
  title: string;
  characters: number;
  /** First 16 hexadecimal digits of the SHA-256 of the text in UTF-8. */
  hash: string;
  /** How it came out of its bytes; runs of older pages do not say. */
  reading?: TextReading;
}

export interface RunRecord {
  step: number;
  /** Seconds spent training. */
  seconds: number;
  /** What a run does not depend on is at its default. */
  settings: Settings;
  /** The form that the kernels had: another one may differ in the last digits. */
  kernels: ProductForm;
  /** The vocabulary: what each id stands for. */
  symbols: readonly string[];
  text: TextIdentity;
  /** What its net had learned before, as far as it is measured. */
  former?: KeptFormer;
  /** Steps that the optimizer's moments were made of before the first one; absent: 0. */
  momentSteps?: number;
}

type KeptFormer = NonNullable<TaskData['former']>['kept'];

export function writeRecord(record: RunRecord, settings: Partial<Settings>): string {
  const { step, seconds, kernels, symbols, text, former, momentSteps } = record;
  return JSON.stringify({
    schema,
    step,
    seconds,
    defaults: defaultsVersion,
    settings,
    kernels,
    symbols: isOfCharacters(symbols) ? symbols.join('') : symbols,
    text,
    former,
    momentSteps,
  });
}

/** @throws CheckpointError on a record of another version and on anything that cannot be right */
export function readRecord(json: string): RunRecord {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch (error) {
    throw new CheckpointError({ code: 'record unreadable', values: {} }, { cause: error });
  }
  const record = fieldsOf(given);
  if (record.schema !== schema) {
    const version = typeof record.schema === 'number' ? String(record.schema) : 'none';
    throw new CheckpointError({ code: 'other version', values: { version, known: schema } });
  }
  const text = fieldsOf(record.text);
  return {
    step: wholeNumber(record.step, 'step', maxSteps),
    seconds: checked(record.seconds, 'seconds', isAmount),
    settings: readRunSettings(fieldsOf(record.settings), defaultsVersionOf(record.defaults)),
    kernels: checked(record.kernels, 'kernels', isForm),
    symbols: symbolsOf(record.symbols),
    text: {
      source: checked(text.source, 'text.source', isSource),
      name: checked(text.name, 'text.name', isName),
      title: checked(text.title, 'text.title', isName),
      characters: wholeNumber(text.characters, 'text.characters', Number.MAX_SAFE_INTEGER),
      hash: checked(text.hash, 'text.hash', isHash),
      ...(text.reading === undefined ? {} : { reading: readingOf(fieldsOf(text.reading)) }),
    },
    ...(record.former === undefined ? {} : { former: formerOf(fieldsOf(record.former)) }),
    ...(record.momentSteps === undefined
      ? {}
      : { momentSteps: wholeNumber(record.momentSteps, 'momentSteps', maxSteps) }),
  };
}

function formerOf({ title, step, sample, text }: Record<string, unknown>): KeptFormer {
  return {
    title: checked(title, 'former.title', isName),
    step: wholeNumber(step, 'former.step', maxSteps),
    sample: checked(sample, 'former.sample', isText),
    text: checked(text, 'former.text', isText),
  };
}

function readingOf(given: Record<string, unknown>): TextReading {
  const amount = (value: unknown, field: string) =>
    wholeNumber(value, `text.reading.${field}`, Number.MAX_SAFE_INTEGER);
  const rare = fieldsOf(given.rare);
  return {
    encoding: checked(given.encoding, 'text.reading.encoding', isName),
    replacements: amount(given.replacements, 'replacements'),
    rare: {
      symbols: amount(rare.symbols, 'rare.symbols'),
      characters: amount(rare.characters, 'rare.characters'),
    },
    partOf: given.partOf === null ? null : amount(given.partOf, 'partOf'),
    ...(given.files === undefined ? {} : { files: filesOf(given.files) }),
  };
}

function filesOf(given: unknown): FileInText[] {
  return checked(given, 'text.reading.files', Array.isArray).map((one) => {
    const { name, from, characters, encoding } = fieldsOf(one);
    const amount = (value: unknown) =>
      wholeNumber(value, 'text.reading.files', Number.MAX_SAFE_INTEGER);
    return {
      name: checked(name, 'text.reading.files', isName),
      ...{ from: amount(from), characters: amount(characters) },
      encoding: checked(encoding, 'text.reading.files', isName),
    };
  });
}

function checked<Value>(
  value: unknown,
  field: string,
  fits: (value: unknown) => value is Value,
): Value {
  if (fits(value)) return value;
  throw new CheckpointError({ code: 'record wrong', values: { field } });
}

function wholeNumber(value: unknown, field: string, largest: number): number {
  const number = checked(value, field, isAmount);
  if (Number.isInteger(number) && number <= largest) return number;
  throw new CheckpointError({ code: 'record wrong', values: { field } });
}

/** Characters by rising code point, as a text alone has them, in one; or a list of words and labels. */
function symbolsOf(given: unknown): string[] {
  if (Array.isArray(given)) {
    const words = given.map((word) => checked(word, 'symbols', isWord));
    if (words.length > 0 && words.length <= 2 * maxSymbols) return words;
  } else {
    const symbols = Array.from(checked(given, 'symbols', isText));
    if (isOfCharacters(symbols) && symbols.length <= maxSymbols) return symbols;
  }
  throw new CheckpointError({ code: 'vocabulary disordered', values: {} });
}

function isOfCharacters(symbols: readonly string[]): boolean {
  const codePoints = symbols.map((symbol) => symbol.codePointAt(0) ?? -1);
  return (
    symbols.length > 0 &&
    symbols.every((symbol, id) => symbol === String.fromCodePoint(Math.max(0, codePoints[id]))) &&
    codePoints.every((codePoint, id) => id === 0 || codePoint > codePoints[id - 1])
  );
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new CheckpointError({ code: 'record incomplete', values: {} });
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isWord = (value: unknown): value is string => isText(value) && value.length <= maxWord;
const isName = (value: unknown): value is string => isText(value) && value.length <= maxName;
const isHash = (value: unknown): value is string => isText(value) && /^[0-9a-f]{16}$/.test(value);
const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value < Infinity;
const isForm = (value: unknown): value is ProductForm =>
  productForms.some((form) => form === value);
const isSource = (value: unknown): value is TextIdentity['source'] =>
  value === 'builtin' || value === 'file' || value === 'paste';

/** From a language, or a list of lines of it, to open data. */
import { drawLine, entropyOf, type Grammar, readSymbols } from '../../data/generators/grammar.ts';
import { hashOf } from '../../data/open-text.ts';
import { RandomWords, randomStreams } from '../../data/permutation.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { lineSequence } from '../../data/sequences.ts';
import { Characters } from '../../data/tokens/characters.ts';
import { endLabel, type TokenSet } from '../../data/tokens/token-set.ts';
import { Words } from '../../data/tokens/words.ts';
import { TextError } from '../../lib/errors.ts';
import { runWithPauses, type Slices, throwIfCancelled } from '../../lib/slices.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { type KnownLanguage, type Line, LineData } from '../lines/line-data.ts';
import { lineRows, originOf } from '../lines/line-rows.ts';
import type { DataSettings, Task } from '../task.ts';
import { askedFacts } from './asked-facts.ts';
import type { Language } from './grammar-task.ts';
import { rowsOfLanguage, symbolsOf } from './rows-of-language.ts';

/**
 * What is drawn: so much that a net learns the language, and not the lines; and so little that all that
 * is held out by default is measured beside training.
 */
const drawnTokens = 200_000;
const mostLines = 20_000;
const generatorSeed = 1;
const blockLength = 512;

interface Opening {
  source: TextSource;
  settings: DataSettings;
  work: OpenOptions;
}

/** @throws TextError where there is no such source, DataError where no line can be used; CancelledError */
export async function openGrammar(
  { task, language }: { task: Task; language: Language },
  { source, settings, work }: Opening,
): Promise<LineData> {
  const { unit } = task.info;
  const isBuiltin = source.kind === 'builtin';
  const grammars = isBuiltin ? [grammarOf(task, language, source.id, settings)] : language.all;
  const given = isBuiltin
    ? await drawnText(task, grammars[0], source.id, work)
    : await readText(source, settings.encoding, work);
  const run = <Result>(slices: Slices<Result>, total: number) => {
    const onProgress = (done: number) => work.onProgress(done, total, 'reading rows');
    return runWithPauses(slices, { signal: work.signal, onProgress });
  };
  const how = { name: given.name, column: settings.column, origin: originOf(source) };
  const read = isBuiltin
    ? { ...{ problems: [], unlisted: 0, refused: 0 }, rows: rowsOf(given.text) }
    : rowsOfLanguage(task.info, grammars, await run(lineRows(given.text, how), given.text.length));
  const tokens = tokensOf(grammars, unit);
  const labelOf = (token: number) => (token === tokens.end ? null : tokens.label(token));
  const asks = language.isAsked?.(settings);
  const isAsked = asks && ((token: number) => asks(labelOf(token)));
  const lines = await run(numbered(read.rows, { tokens, isAsked, isDrawn: isBuiltin }), 0);
  const utf8 = new TextEncoder().encode(read.rows.map(({ text }) => `${text}\n`).join(''));
  const hash = await hashOf(utf8);
  throwIfCancelled(work.signal);
  const known = isBuiltin ? { language: knownLanguage(grammars[0], unit, asks) } : {};
  return new LineData(task, {
    ...{ lines, tokens, source, settings, ...known, isFixed: true },
    ...(isAsked && { isAsked }),
    metrics: language.metrics?.(labelOf) ?? [],
    found: read,
    content: new Blob([utf8]),
    facts: {
      ...provenanceOf(source, given),
      ...{ rare: { symbols: 0, characters: 0 }, hash, ...askedFacts(lines, tokens) },
      ...(language.bounds && { bounds: language.bounds }),
    },
  });
}

function grammarOf(task: Task, language: Language, id: string, settings: DataSettings): Grammar {
  const choices = task.sources.map((one) => one.id);
  if (choices.includes(id)) return language.grammarOf(id, settings);
  const values = { name: id, choices: choices.join(', ') };
  throw new TextError({ code: 'no such built-in', values });
}

async function drawnText(
  { sources, info: { unit } }: Task,
  grammar: Grammar,
  id: string,
  { signal, onProgress }: OpenOptions,
): Promise<NamedText> {
  const count = Math.min(mostLines, Math.round(drawnTokens / entropyOf(grammar).tokens));
  const lines = await runWithPauses(drawnLines(grammar, unit, count), {
    signal,
    onProgress: (done) => onProgress(done, count, 'reading'),
  });
  const title = sources.find((one) => one.id === id)?.title ?? id;
  const text = lines.join('\n');
  return { name: id, title, text, encoding: 'utf-8', replacements: 0, partOf: null };
}

function* drawnLines(grammar: Grammar, unit: TaskInfo['unit'], count: number): Slices<string[]> {
  const words = new RandomWords(generatorSeed, randomStreams.lines);
  const lines: string[] = [];
  while (lines.length < count) {
    lines.push(drawLine(grammar, words).join(spaceOf(unit)));
    if (lines.length % blockLength === 0) yield lines.length;
  }
  return lines;
}

const spaceOf = (unit: TaskInfo['unit']) => (unit === 'word' ? ' ' : '');

const rowsOf = (text: string) => text.split('\n').map((line, at) => ({ row: at + 1, text: line }));

/** All that can be said, whether it stands in the lines or not. */
function tokensOf(grammars: readonly Grammar[], unit: TaskInfo['unit']): TokenSet {
  const symbols = [...new Set(grammars.flatMap((one) => one.symbols))];
  return unit === 'word' ? new Words(symbols) : Characters.fromText(symbols.join(''), true);
}

/** Yields the lines done. Those that were drawn each by itself may be alike on both sides. */
function* numbered(
  rows: readonly { text: string }[],
  how: { tokens: TokenSet; isAsked?: (token: number) => boolean; isDrawn: boolean },
): Slices<Line[]> {
  const lines: Line[] = [];
  for (const { text } of rows) {
    const key = how.isDrawn ? `${lines.length}` : text;
    lines.push({ text, key, sequence: lineSequence(text, how.tokens, how.isAsked) });
    if (lines.length % blockLength === 0) yield lines.length;
  }
  return lines;
}

function knownLanguage(
  grammar: Grammar,
  unit: TaskInfo['unit'],
  isAsked: (symbol: string | null) => boolean = () => true,
): KnownLanguage {
  return {
    entropy: entropyOf(grammar, isAsked).ofToken,
    natsOf: ({ text }) => {
      const symbols = symbolsOf(text, unit);
      const reading = readSymbols(grammar, symbols);
      if (!('nats' in reading)) throw new RangeError(`grammar: it cannot say ${text}${endLabel}`);
      return reading.nats.reduce(
        (sum, nats, at) => sum + (isAsked(symbols[at] ?? null) ? nats : 0),
        0,
      );
    },
  };
}

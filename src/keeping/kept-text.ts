/** The text that a run was trained on, found again: character for character, or not at all. */
import { dataKeys, dataSettingsOf } from '../config/data-settings.ts';
import { taskOf } from '../tasks/index.ts';
import { Book } from '../tasks/language-model/language-model.ts';
import { secondText } from '../tasks/language-model/second-text.ts';
import type { DataSettings, TaskData } from '../tasks/task.ts';
import type { OpenOptions } from '../data/read-text.ts';
import type { KeptText, TextReading, TextSource } from '../protocol/text-info.ts';
import { CancelledError, CheckpointError } from '../lib/errors.ts';
import { KeepingError } from './problem.ts';
import type { RunRecord, TextIdentity } from './record.ts';

/** What makes other data of the same text. */
const kindKeys = dataKeys.filter(
  (key) => !['heldOut', 'encoding', 'symbols', 'column', 'inputColumns'].includes(key),
);

export interface TextContext extends OpenOptions {
  /** Texts that are at hand, the open one first. */
  texts: readonly TaskData[];
  /** The bytes of a text that was kept with a run, in UTF-8. */
  keptText: (hash: string) => Promise<Uint8Array<ArrayBuffer> | null>;
}

/**
 * One that is at hand; else the built-in one; else what was kept of it; else what an open text was
 * read from, read again as the run had it read.
 * @throws KeepingError when none of them is it, CheckpointError when its symbols are others
 */
export async function findText(record: RunRecord, context: TextContext): Promise<TaskData> {
  const { characters, hash } = record.text;
  const isIt = ({ info, settings }: TaskData) =>
    info.hash === hash &&
    info.tokens === characters &&
    bordersOf(info) === bordersOf(record.text.reading) &&
    kindKeys.every((key) => settings[key] === record.settings[key]);
  // one that a net goes on with is put together anew, with what it had learned before
  const texts = context.texts.map((open) => open.former?.plain ?? open);
  let text = texts.find(isIt);
  if (!text) {
    for await (const candidate of candidates(record, context)) {
      if (!isIt(candidate)) continue;
      text = candidate;
      break;
    }
  }
  if (!text) throw missing(record, context.texts.at(0));
  // the vocabulary of some is that of what they are trained on
  text = text.withHeldOut(record.settings.heldOut);
  if (record.former && text instanceof Book) text = secondText(text, record.symbols, record.former);
  if (text.symbols.join('\n') !== record.symbols.join('\n')) {
    const values = { ofRun: record.symbols.length, ofText: text.symbols.length };
    throw new CheckpointError({ code: 'other vocabulary', values });
  }
  return text;
}

/** Where the files of a text begin: the same characters may be of others. */
const bordersOf = (reading?: Pick<TextReading, 'files'>) =>
  (reading?.files ?? []).map(({ from }) => from).join() || '0';

async function* candidates(
  { text, settings }: RunRecord,
  context: TextContext,
): AsyncGenerator<TaskData> {
  const read = async (source: TextSource, how: DataSettings) => {
    try {
      return await taskOf(how.task).open(source, how, context);
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      return undefined;
    }
  };
  const sources: [TextSource, DataSettings][] = [];
  if (text.source === 'builtin') sources.push([{ kind: 'builtin', id: text.name }, settings]);
  for (const [source, how] of sources) {
    const found = await read(source, how);
    if (found) yield found;
  }
  const bytes = await context.keptText(text.hash).catch(() => null);
  if (bytes) {
    const found = await read(keptSource(text, bytes), settings);
    if (found) yield found;
  }
  for (const open of context.texts) {
    for (const how of waysToRead({ text, settings }, open)) {
      const found = await read(how.source, how.settings);
      if (found) yield found;
    }
  }
}

/** A kept text as a source; a built-in one that changed since is a file. */
function keptSource(text: TextIdentity, bytes: Uint8Array<ArrayBuffer>): TextSource {
  const { name, title, reading } = text;
  const source = text.source === 'builtin' ? 'file' : text.source;
  const facts: KeptText = { source, name, title, ...reading };
  return { kind: 'file', file: new File([bytes], name), kept: true, facts };
}

interface WayToRead {
  source: TextSource;
  settings: DataSettings;
}

/** How the source of an open text may be read so that it becomes the text of the run. */
function waysToRead({ text, settings }: Pick<RunRecord, 'text' | 'settings'>, open: TaskData) {
  const { source } = open;
  const isOurs = source.kind === 'builtin' || (source.kind === 'file' && source.kept);
  const encodings = [settings.encoding];
  // what was guessed then may be guessed otherwise now
  if (text.reading) encodings.push(text.reading.encoding);
  const ways: WayToRead[] = [];
  for (const encoding of new Set(isOurs || source.kind === 'paste' ? ['auto'] : encodings)) {
    const isCut = text.reading ? text.reading.partOf !== null : open.info.partOf !== null;
    const cut = source.kind === 'builtin' ? source : { ...source, firstPart: isCut };
    const isSame =
      (['symbols', 'column', 'inputColumns', ...kindKeys] as const).every(
        (key) => settings[key] === open.settings[key],
      ) &&
      isCut === (open.info.partOf !== null) &&
      (encoding === open.settings.encoding || isOurs || source.kind === 'paste');
    const how = { ...dataSettingsOf(settings), encoding };
    if (!isSame) ways.push({ source: cut, settings: how });
    // older pages, which did not say how they read a text, let more signs and marks stand
    if (!text.reading && cut.kind !== 'builtin' && cut.kind !== 'files' && !isOurs) {
      ways.push({ source: { ...cut, asBefore: true }, settings: how });
    }
  }
  return ways;
}

/** Names what of the settings of text is not as the run had it. */
function missing({ step, settings, text }: RunRecord, open: TaskData | undefined): KeepingError {
  const { title, characters } = text;
  const run = { name: '', title, cell: settings.cell, step };
  const differing = (['encoding', 'symbols'] as const).filter(
    (key) => open && open.settings[key] !== settings[key],
  );
  if (differing.length === 0 || open?.info.name !== text.name) {
    return new KeepingError({ code: 'text missing', values: { ...run, characters } });
  }
  const wanted = Object.fromEntries(differing.map((key) => [key, settings[key]]));
  const values = { ...run, settings: wanted };
  return new KeepingError({ code: 'text settings', values });
}

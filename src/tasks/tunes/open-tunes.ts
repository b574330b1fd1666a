/** From blues that are made up, ragtimes, or a MIDI file of one’s own, to lines of notes. */
import { bluesTunes } from '../../data/generators/blues.ts';
import { fetchRagtimes, ragtimes } from '../../data/ragtimes.ts';
import { hashOf } from '../../data/open-text.ts';
import { provenanceOf } from '../../data/provenance.ts';
import { type NamedText, type OpenOptions, readText } from '../../data/read-text.ts';
import { DataError, type DataProblem, refuseAll } from '../../data/rows/data-problem.ts';
import { readLines } from '../../data/rows/lines.ts';
import { lineSequence } from '../../data/sequences.ts';
import { endLabel } from '../../data/tokens/token-set.ts';
import { Labels } from '../../data/tokens/labels.ts';
import { isMidi, readMidi } from '../../data/tunes/midi-notes.ts';
import { notesOfLine, tuneLines } from '../../data/tunes/tune-lines.ts';
import { TextError } from '../../lib/errors.ts';
import { runAtOnce, runWithPauses, throwIfCancelled } from '../../lib/slices.ts';
import { pitchOf, rhythmOf } from '../../lib/tunes/tune.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { type Line, LineData } from '../lines/line-data.ts';
import { lineFacts } from '../lines/line-facts.ts';
import type { LineRow } from '../lines/line-rows.ts';
import type { DataSettings, Task } from '../task.ts';
import { copiedShare } from './copied-share.ts';
import { barredByScale } from './in-scale.ts';

/** So many that a net learns the blues, and not these. */
const drawnTunes = 600;
const generatorSeed = 1;
/** Bytes of the largest MIDI file that is read. */
const largestMidi = 4 * 2 ** 20;
/** Less is no tune. */
const fewestNotes = 16;
const rowLimits = { rows: 100_000, rowLength: 20_000 };

/** @throws TextError, DataError where no row can be used; CancelledError */
export async function openTunes(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<LineData> {
  const { signal, onProgress } = work;
  const given = await textOf(task, source, settings, work);
  onProgress(0, given.text.length, 'reading rows');
  const read = await runWithPauses(readLines(given.text, rowLimits), {
    signal,
    onProgress: (done) => onProgress(done, given.text.length, 'reading rows'),
  });
  const { rows, problems } = soundRows(read.rows, task.info.id);
  const all = [...read.problems, ...problems].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  const refused = read.refused + problems.length;
  if (rows.length === 0) refuseAll(refused, all);
  const written = rows.map(({ text }) => text);
  assertEnough(written, task.info.id);
  const tokens = new Labels(symbolsIn(written), true);
  const lines = written.map((text, at): Line => {
    const key = source.kind === 'builtin' && source.id === 'blues' ? `${at}` : text;
    return { text, key, sequence: lineSequence(text, tokens) };
  });
  const utf8 = new TextEncoder().encode(`${written.join('\n')}\n`);
  const hash = await hashOf(utf8);
  throwIfCancelled(signal);
  return new LineData(task, {
    ...{ lines, tokens, source, settings, isFixed: true },
    found: { problems: all, refused, unlisted: 0 },
    copiedShare: copiedShare(lines, tokens),
    barredBy: barredByScale(tokens),
    content: new Blob([utf8]),
    facts: {
      ...provenanceOf(source, given),
      ...{ rare: { symbols: 0, characters: 0 }, hash, ...runAtOnce(lineFacts(lines, tokens)) },
    },
  });
}

async function textOf(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<NamedText> {
  if (source.kind === 'builtin') return builtIn(task, source.id, work);
  if (source.kind === 'file' && !source.kept) {
    const { file } = source;
    const start = new Uint8Array(await file.slice(0, 16).arrayBuffer());
    if (isMidi(start, file.name)) {
      if (file.size > largestMidi) {
        const values = { name: file.name, bytes: file.size, limit: largestMidi };
        throw new TextError({ code: 'text too large', values });
      }
      work.onProgress(0, file.size, 'reading');
      const bytes = new Uint8Array(await file.arrayBuffer());
      throwIfCancelled(work.signal);
      return { ...named(file.name, file.name), text: linesOfMidi(bytes, task.info.id) };
    }
  }
  return readText(source, settings.encoding, work);
}

async function builtIn(task: Task, id: string, { signal }: OpenOptions): Promise<NamedText> {
  const found = task.sources.find((one) => one.id === id);
  if (!found) {
    const choices = task.sources.map((one) => one.id).join(', ');
    throw new TextError({ code: 'no such built-in', values: { name: id, choices } });
  }
  const isServed = ragtimes.some((one) => one.id === id);
  const text = isServed
    ? await fetchRagtimes(id, signal)
    : bluesTunes(drawnTunes, generatorSeed).join('\n');
  return { ...named(id, found.title), text };
}

const named = (name: string, title: string): Omit<NamedText, 'text'> => ({
  ...{ name, title, encoding: 'utf-8', replacements: 0, partOf: null },
});

function linesOfMidi(bytes: Uint8Array, task: string): string {
  const read = readMidi(bytes);
  if ('problem' in read) {
    throw new DataError({ code: 'of a task', row: null, values: { task, ...read } });
  }
  const { length } = read.notes;
  if (length < fewestNotes) throw tooFew(length, task);
  return tuneLines(read.notes).join('\n');
}

/** Those that alternate pitches and how long they are, and are not too long. */
function soundRows(rows: readonly LineRow[], task: string) {
  const problems: DataProblem[] = [];
  const sound = rows.flatMap(({ row, text }) => {
    const tokens = text.split(/\s+/);
    const wrong = tokens.findIndex(
      (token, at) => (at % 2 ? rhythmOf(token) : pitchOf(token)) === null,
    );
    const isOdd = wrong < 0 && tokens.length % 2 === 1;
    const notes = tokens.length / 2;
    if (wrong >= 0 || isOdd) {
      const place = (isOdd ? tokens.length : wrong) + 1;
      const values = { place, found: tokens[place - 1] ?? endLabel };
      problems.push({ code: 'of a task', row, values: { task, problem: 'not a note', values } });
    } else if (notes > notesOfLine) {
      const values = { notes, limit: notesOfLine };
      problems.push({
        code: 'of a task',
        row,
        values: { task, problem: 'too many notes', values },
      });
    } else return [{ row, text: tokens.join(' ') }];
    return [];
  });
  return { rows: sound, problems };
}

function assertEnough(written: readonly string[], task: string): void {
  const notes = written.reduce((sum, text) => sum + text.split(' ').length / 2, 0);
  if (notes < fewestNotes) throw tooFew(notes, task);
}

function tooFew(notes: number, task: string): DataError {
  const values = { notes, needed: fewestNotes };
  const told = { task, problem: 'too few notes', values };
  return new DataError({ code: 'of a task', row: null, values: told });
}

/** Pitches from low to high, then how long notes are. */
function symbolsIn(written: readonly string[]): string[] {
  const found = [...new Set(written.flatMap((text) => text.split(' ')))];
  const pitches = found.filter((token) => pitchOf(token) !== null);
  const rhythms = found.filter((token) => rhythmOf(token) !== null);
  const length = (token: string) => {
    const { length, gap } = rhythmOf(token) ?? { length: 0, gap: 0 };
    return length * 100 + gap;
  };
  pitches.sort((a, b) => (pitchOf(a) ?? 0) - (pitchOf(b) ?? 0));
  return [...pitches, ...rhythms.sort((a, b) => length(a) - length(b))];
}

/**
 * Recordings from a table: a class, and frames of numbers, `yes,0 3 12 / 1 5 20`. Whatever moves in
 * time can be written so; in all rows a frame has as many numbers as in the first.
 */
import { framesIn, type Recorded } from '../../lib/recordings.ts';
import type { Slices } from '../../lib/slices.ts';
import { DataError, type DataProblem, ProblemList, type Rows } from './data-problem.ts';
import { assertClasses, type LabelledRow, readLabelled } from './labelled.ts';

export interface Recording extends Recorded, Pick<LabelledRow, 'row' | 'part'> {
  /** Its class, and the how manieth of it. */
  name: string;
}

export interface Recordings extends Rows<Recording> {
  labels: string[];
  /** Numbers of a frame. */
  features: number;
}

/** Frames of a recording, and numbers of a frame: its features, at most. */
const [mostFrames, mostFeatures] = [250, 256];
/** Of each class at least: the last quarter of them is held out. */
const fewest = 4;

/**
 * Yields the records done.
 * @param task whose problems are told
 * @throws DataError where nothing can be used, or a class has too few
 */
export function* readRecordings(text: string, task: string): Slices<Recordings> {
  const table = yield* readLabelled(text);
  const found = new ProblemList();
  const rows: Recording[] = [];
  const counts = new Map<string, number>();
  let { refused } = table;
  let features = 0;
  for (const { row, label, text: written, part } of table.rows) {
    const frames = framesIn(written);
    const problem = problemIn(frames, features);
    if (problem) {
      refused++;
      found.add({ code: 'of a task', row, values: { task, ...problem } });
      continue;
    }
    features = frames[0].length;
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    const numbers = frames.map((frame) => frame.map(Number));
    rows.push({ row, label, name: `${label} ${count}`, frames: numbers, part });
  }
  const problems = [...table.problems, ...found.problems].sort(
    (a, b) => (a.row ?? 0) - (b.row ?? 0),
  );
  if (rows.length === 0) throw new DataError(problems[0], problems.slice(1));
  const labels = [...counts.keys()].sort();
  assertClasses(labels, problems);
  for (const label of labels) assertEnough(task, label, counts.get(label) ?? 0);
  assertTrained(task, labels, rows);
  const known = { ...table.counts, ...found.counts };
  return { rows, problems, counts: known, refused, empty: 0, labels, features };
}

type OwnProblem = Extract<DataProblem, { code: 'of a task' }>['values'];

/** @param features numbers of a frame; 0 while nothing has been read */
function problemIn(
  frames: readonly string[][],
  features: number,
): Omit<OwnProblem, 'task'> | undefined {
  if (frames.length > mostFrames) {
    const values = { frames: frames.length, limit: mostFrames };
    return { problem: 'too many frames', values };
  }
  const expected = features || frames[0].length;
  if (expected === 0) return { problem: 'empty frame', values: { frame: 1 } };
  if (expected > mostFeatures) {
    const values = { features: expected, limit: mostFeatures };
    return { problem: 'too many features', values };
  }
  for (const [at, frame] of frames.entries()) {
    const other = frame.find((word) => !Number.isFinite(Math.fround(Number(word))));
    if (other !== undefined) {
      return { problem: 'no number', values: { found: other.slice(0, 40), frame: at + 1 } };
    }
    if (frame.length !== expected) {
      return {
        problem: 'uneven frame',
        values: { frame: at + 1, numbers: frame.length, expected },
      };
    }
  }
  return undefined;
}

function assertEnough(task: string, label: string, recordings: number): void {
  if (recordings >= fewest) return;
  const values = { label, recordings, needed: fewest };
  throw new DataError({
    ...{ code: 'of a task', row: null },
    values: { task, problem: 'too few', values },
  });
}

/** Where a table names the rows for testing, some of each class are left to be trained on. */
function assertTrained(task: string, labels: readonly string[], rows: readonly Recording[]): void {
  const trained = new Set(rows.filter(({ part }) => part !== 'test').map(({ label }) => label));
  const label = labels.find((one) => !trained.has(one));
  if (label === undefined) return;
  const values = { task, problem: 'none to train on', values: { label } };
  throw new DataError({ code: 'of a task', row: null, values });
}

/**
 * The rows that the table names for testing; where it names none, the last quarter of each class, as it
 * was recorded.
 */
export function splitRecordings({ rows }: Pick<Recordings, 'rows'>) {
  const isNamed = rows.some(({ part }) => part === 'test');
  const late = new Set(isNamed ? rows.filter(({ part }) => part === 'test') : lateOf(rows));
  return {
    train: rows.filter((row) => !late.has(row)),
    heldOut: rows.filter((row) => late.has(row)),
  };
}

function lateOf(rows: readonly Recording[]): Recording[] {
  const classes = new Map<string, Recording[]>();
  for (const row of rows) {
    const own = classes.get(row.label) ?? [];
    own.push(row);
    classes.set(row.label, own);
  }
  return [...classes.values()].flatMap((own) => own.slice(own.length - Math.floor(own.length / 4)));
}

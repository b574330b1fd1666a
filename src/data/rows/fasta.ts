/** Sequences in FASTA: `>name`, then lines of bases; small letters and U of RNA are read as T of DNA. */
import type { DataProblem } from './data-problem.ts';

export interface FastaRecord {
  /** Line of the file in which it begins, from 1. */
  row: number;
  bases: string;
}

export interface Fasta {
  records: FastaRecord[];
  problems: DataProblem[];
}

/** Bases of a record at most. */
const longestRecord = 512;

/** A text without any `>` has a sequence on every line. @param task whose words tell what is wrong */
export function readFasta(text: string, task: string): Fasta {
  const found: Fasta = { records: [], problems: [] };
  const hasNames = /^>/m.test(text);
  let number = 0;
  for (const { row, sequence, hasName } of hasNames ? namedIn(text) : linesOf(text)) {
    if (!hasNames && sequence === '') continue;
    number++;
    const bases = sequence.toUpperCase().replaceAll('U', 'T');
    const wrong = problemOf(bases, hasName || !hasNames);
    if (wrong === null) found.records.push({ row, bases });
    else {
      const values = { ...wrong.values, record: number };
      const own = { task, problem: wrong.problem, values };
      found.problems.push({ code: 'of a task', row, values: own });
    }
  }
  return found;
}

interface Part {
  row: number;
  sequence: string;
  hasName: boolean;
}

function* linesOf(text: string): Generator<Part> {
  for (const [at, line] of text.split('\n').entries()) {
    yield { row: at + 1, sequence: line.replaceAll(/\s/g, ''), hasName: false };
  }
}

/** What stands before the first name is a part of its own. */
function* namedIn(text: string): Generator<Part> {
  let part: Part = { row: 1, sequence: '', hasName: false };
  for (const [at, line] of text.split('\n').entries()) {
    if (!line.startsWith('>')) {
      part.sequence += line.replaceAll(/\s/g, '');
      continue;
    }
    if (part.hasName || part.sequence !== '') yield part;
    part = { row: at + 1, sequence: '', hasName: true };
  }
  yield part;
}

function problemOf(
  bases: string,
  hasName: boolean,
): { problem: string; values: Record<string, string | number> } | null {
  if (!hasName) return { problem: 'no name', values: {} };
  if (bases === '') return { problem: 'no bases', values: {} };
  const at = bases.search(/[^ACGT]/);
  if (at >= 0) return { problem: 'no base', values: { found: bases[at], place: at + 1 } };
  const { length } = bases;
  return length > longestRecord
    ? { problem: 'too long', values: { length, limit: longestRecord } }
    : null;
}

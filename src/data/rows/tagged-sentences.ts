/** Sentences with a tag for every word: what both forms of files come to. */
import { DataError, type DataProblem, ProblemList, type Rows } from './data-problem.ts';
import { inBio, misplacedTag, schemeOf, type TagScheme } from './tag-schemes.ts';

export interface TaggedSentence {
  /** Line of the file in which it begins, from 1. */
  row: number;
  words: string[];
  /** In BIO, or as they stand where the scheme is `plain`. */
  tags: string[];
}

export interface TaggedRows extends Rows<TaggedSentence> {
  /** As the file marks entities. */
  scheme: TagScheme;
  /** Different tags: O first, then by alphabet, each B- before its I-. */
  tagNames: string[];
  /** Words of the longest sentence. */
  longest: number;
}

/** A word as it was read: with its line, and what is wrong with it. */
export interface TaggedWord {
  row: number;
  word: string;
  tag: string;
  problem: DataProblem | null;
}

const mostTags = 256;
/** Words of a sentence at most. */
const mostWords = 1000;

/**
 * Sentences in which all words are sound. One bad word costs its whole sentence, since what is right
 * for the others may hang on it; each is listed with its own line.
 */
export function collectSentences(sentences: readonly TaggedWord[][], empty: number): TaggedRows {
  const sound = (words: readonly TaggedWord[]) => words.every(({ problem }) => problem === null);
  const scheme = schemeOf(sentences.filter(sound).map((words) => words.map(({ tag }) => tag)));
  const found = new ProblemList();
  const rows: TaggedSentence[] = [];
  let refused = 0;
  for (const words of sentences) {
    const problems = problemsOf(words, scheme);
    for (const problem of problems) found.add(problem);
    if (problems.length > 0) refused++;
    else {
      const tags = inBio(
        scheme,
        words.map(({ tag }) => tag),
      );
      rows.push({ row: words[0].row, words: words.map(({ word }) => word), tags });
    }
  }
  const { problems, counts } = found;
  const longest = rows.reduce((most, { words }) => Math.max(most, words.length), 0);
  const tagNames = namesOf(rows);
  return { rows, problems, counts, refused, empty, scheme, tagNames, longest };
}

function problemsOf(words: readonly TaggedWord[], scheme: TagScheme): DataProblem[] {
  if (words.length > mostWords) {
    const values = { length: words.length, limit: mostWords };
    return [{ code: 'row too long', row: words[0].row, values }];
  }
  return words.flatMap(({ tag, row, problem }, index) => {
    if (problem !== null) return [problem];
    // what follows a bad tag is not judged by it
    if (index > 0 && words[index - 1].problem !== null) return [];
    const misplaced = misplacedTag(scheme, tag, words[index - 1]?.tag ?? 'O', row);
    return misplaced === null ? [] : [misplaced];
  });
}

function namesOf(rows: readonly TaggedSentence[]): string[] {
  const names = [...new Set(rows.flatMap(({ tags }) => tags))];
  if (names.length > mostTags) {
    const values = { tags: names.length, limit: mostTags };
    throw new DataError({ code: 'too many tags', row: null, values });
  }
  const key = (tag: string) => (tag === 'O' ? '' : tag.replace(/^([BI])-(.*)$/, '$2 $1'));
  return names.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

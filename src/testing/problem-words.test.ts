/** Every problem is told in whole sentences, by the grammar of all of them, with all of its values. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertFits } from '../data/batches.ts';
import { SettingsError } from '../lib/errors.ts';
import type { Problem } from '../lib/problems.ts';
import type { TaskInfo } from '../protocol/catalogue.ts';
import { tasks } from '../tasks/index.ts';
import { problemWords, reasonOf, sentenceOf, whatOf } from '../ui/words/problems/problems.ts';
import type { Names } from '../ui/words/problems/said.ts';
import { catalogue } from '../worker/catalogue.ts';
import { examples } from './problem-examples.ts';

const known = catalogue();

/** As the page has them: what the worker said is read when it is asked for. */
class TestNames implements Names {
  readonly tasks: readonly TaskInfo[];
  readonly catalogue: Names['catalogue'];

  constructor(all: readonly TaskInfo[]) {
    this.tasks = all;
    this.catalogue = { ...known, tasks: [...all] };
  }

  readonly nameOf: Names['nameOf'] = ({ name }) => name;
}
const names = new TestNames(known.tasks);
const behind: Problem = { code: 'no adapter', values: {} };

const problems = Object.values(examples).flatMap((area) =>
  Object.entries<object>(area).map(([code, values]) => ({ code, values }) as Problem),
);
const said = (problem: Problem) => sentenceOf(problem, names);
const sentences = problems.map(said);

/** What a sentence may leave out: a sentence of another kind stands for it, or it says too much. */
const unsaid: Partial<Record<Problem['code'], readonly string[]>> = {
  'no storage': ['reason'],
  'quota exceeded': ['reason'],
  'no memory': ['engine'],
  'wrong numbers': ['engine'],
  'no such choice': [],
  'of a task': ['task', 'problem'],
};

/** The values that a sentence differs in from one with another value for them. */
function mentions(problem: Problem, key: string): boolean {
  const values = problem.values as Record<string, unknown>;
  return (
    said({ ...problem, values: { ...values, [key]: changed(values[key]) } } as Problem) !==
    said(problem)
  );
}

function changed(value: unknown): unknown {
  if (typeof value === 'number') return value * 2 + 1;
  if (value === 'PNG image') return 'GIF image';
  if (value === 'web page') return 'text';
  if (value === 'encrypted') return 'damaged';
  if (value === 'cell') return 'task';
  if (value === 'unit') return 'layer';
  if (value === 'symbols') return 'heldOut';
  if (typeof value === 'string') return `${value}z`;
  const fields = value as Record<string, unknown>;
  if ('code' in fields) return 'another reason';
  if (Array.isArray(value)) return [...(value as unknown[]), 'z'];
  return Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, changed(one)]));
}

describe('problems', () => {
  it.each(problems)('are told in whole sentences: $code', (problem) => {
    const sentence = said(problem);
    const isKept = [problemWords.kept, problemWords.link].some((area) =>
      Object.hasOwn(area, problem.code),
    );
    expect(sentence).toMatch(
      isKept ? /^[A-Zb].+\.$/ : /^[a-z]+(, row [\d,]+)?: [^\s.].+\. [A-Z].+\.$/,
    );
    expect(sentence).not.toMatch(/undefined|NaN\b(?!\.)|\.\.|\[object|[{}$]|\s\s|: \./);
    expect(sentences.filter((other) => other === sentence)).toHaveLength(1);
  });

  it.each(problems)('name every value: $code', (problem) => {
    const left = unsaid[problem.code] ?? [];
    const isRun = 'title' in problem.values;
    for (const key of Object.keys(problem.values)) {
      // a run is told by its name
      if (left.includes(key) || (isRun && ['title', 'cell', 'step'].includes(key))) continue;
      expect(mentions(problem, key), key).toBe(true);
    }
  });

  it('show words from outside cut, and so that they change nothing around them', () => {
    for (const problem of problems) {
      const hostile = JSON.parse(JSON.stringify(problem), (key, value: unknown) =>
        typeof value === 'string' && ['name', 'word', 'given', 'start', 'reason'].includes(key)
          ? `\u202e${'x'.repeat(5000)}\0\ud800`
          : value,
      ) as Problem;
      expect(said(hostile)).not.toMatch(/[\u202e\0]|\p{Surrogate}/u);
      expect(said(hostile).length, problem.code).toBeLessThan(2500);
    }
  });

  it('say where a row is, and why none can be used', () => {
    const long: Problem = { code: 'row too long', values: { length: 512, limit: 511 } };
    expect(said({ code: 'in a row', values: { row: 1234, problem: long } })).toBe(
      'data, row 1,234: the row is too long: length 512, limit 511. Shorten or split it.',
    );
    expect(said({ code: 'no usable rows', values: { rows: 1, first: 1, reason: long } })).toBe(
      'data: no row can be used: rows 1, first 1, reason the row is too long: length 512, limit 511. Correct them, or choose another file.',
    );
    expect(reasonOf({ code: 'missing tag', values: { word: 'x'.repeat(5000) } }, names)).toMatch(
      /^a word has no tag: word x{60}…\. /,
    );
  });

  it('stand within a sentence without where they were noticed, or as a browser says it', () => {
    expect(whatOf(behind, names)).toBe('the browser gave no GPU adapter');
    expect(whatOf('It was reset. ', names)).toBe('It was reset');
    expect(said({ code: 'no engine', values: { reason: behind } })).toBe(
      'device: there is nothing to compute on: reason the browser gave no GPU adapter. Reload the page, or use a current browser.',
    );
  });
});

describe('ways to read a text that is shorter than a step', () => {
  it('can be followed, each', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 500 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 600 }),
        (length, batchSize, timeSteps) => {
          fc.pre(length < batchSize * timeSteps + 1);
          let sentence = '';
          try {
            assertFits(length, batchSize, timeSteps);
          } catch (error) {
            if (!(error instanceof SettingsError)) throw error;
            sentence = said(error.problem);
          }
          const most = (label: string) =>
            Number(new RegExp(`${label} to at most (\\d+)`).exec(sentence)?.[1] ?? 0);
          const [steps, batch] = [most('Time steps'), most('Batch size')];
          if (steps > 0) assertFits(length, batchSize, steps);
          if (batch > 0) assertFits(length, batch, timeSteps);
          const alone = /Time steps to (\d+) and Batch size to 1/.exec(sentence);
          if (alone) assertFits(length, 1, Number(alone[1]));
          expect(steps + batch > 0 || alone !== null).toBe(true);
        },
      ),
    );
  });
});

describe('problems of a task’s own', () => {
  const own = tasks.flatMap(({ info }) =>
    Object.entries(info.problems?.en ?? {}).map(([code, words]) => ({ info, code, ...words })),
  );

  it.each(own)('have words without a full stop: $code', ({ what, advice }) => {
    expect(what).toMatch(/^[^\s.].*[^.]$/);
    expect(advice).toMatch(/^[A-Z].*[^.]$/);
  });

  it('are told with their values, and by their code where a task has no words for it', () => {
    const info: TaskInfo = {
      ...tasks[0].info,
      ...{
        id: 'odd',
        problems: { en: { bad: { what: 'row {row} of {all}', advice: 'Mend it' } } },
      },
    };
    const odd = new TestNames([info]);
    const told = (problem: string) =>
      sentenceOf(
        { code: 'of a task', values: { task: 'odd', problem, values: { row: '{all}', all: 7 } } },
        odd,
      );
    expect(told('bad')).toBe('data: row {all} of 7. Mend it.');
    expect(told('worse')).toBe('data: the data cannot be used: worse. Choose others.');
  });
});

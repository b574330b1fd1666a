/** Whatever is counted on the page is named for one as for one, and for none and several as for several. */
import { expect, it } from 'vitest';
import type { ValidationResult } from '../protocol/training.ts';
import { gatesPinned } from '../ui/format.ts';
import { copiesWords } from '../ui/recorder/recorder-words.ts';
import { countedLines } from '../ui/sample/line-words.ts';
import { measuredWords, wrongWords } from '../ui/tags/tags-words.ts';
import { unusedWords } from '../ui/words/rows.ts';
import { countOfSteps, droppedRuns } from '../ui/words/runs.ts';
import { countedSequences, countedTimeSteps, countedUnits, type Unit } from '../ui/words/units.ts';

const units: Unit[] = [
  ...(['character', 'word', 'piece', 'phone', 'number', 'frame', 'token'] as const),
  ...(['text', 'recording'] as const),
];
const result = (total: number): ValidationResult => ({
  step: 5,
  loss: 1,
  tokens: total,
  total,
  metrics: {},
});
const some = (count: number) => Array.from({ length: count }, (_, at) => ({ isRight: at > 0 }));

const sentences: Record<string, (count: number) => string> = {
  ...Object.fromEntries(units.map((unit) => [unit, (count: number) => countedUnits(unit, count)])),
  ...Object.fromEntries(
    units.map((unit) => [
      `held-out ${unit}`,
      (count: number) => measuredWords(result(count), unit),
    ]),
  ),
  lines: (count) => countedLines(count, 'lines'),
  sentences: (count) => countedLines(count, 'sentences'),
  steps: countOfSteps,
  'time steps': countedTimeSteps,
  sequences: countedSequences,
  'gates pinned': gatesPinned,
  'unused rows': unusedWords,
  'copies in kept runs': copiesWords,
  'dropped runs': (count) => droppedRuns(new Array<string>(count).fill('mine'), 5e6),
  'wrong answers': (count) => wrongWords({ examples: some(count), counted: count }),
};

it.each(Object.entries(sentences))('%s are named by how many they are', (_, say) => {
  const [none, one, two] = [0, 1, 2].map(say);
  expect(one).not.toMatch(
    /\b1 (held-out )?[a-z]+s\b(?! wrong)|\ball 1\b|\b1 (\w+ )?are\b|runs were/i,
  );
  expect(none).not.toMatch(
    /\b0 (held-out )?(character|word|piece|line|sentence|step|text|row|run)\b/,
  );
  if (/\d/.test(two)) expect(two).not.toBe(one.replace('1', '2'));
});

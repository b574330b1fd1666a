/** Bugs in what a quiz asks and in whose answer is whose, each with the check that must notice it. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

export const quizBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'src/data/quiz/occurrences.ts',
    'a balanced quiz of new sentences',
    ['sentence.from < border ||', ''],
    ['new Set(trained.sentences)', 'new Set<string>()'],
  ),
  ...bugsIn('src/data/quiz/balanced.ts', 'a balanced quiz of new sentences', [
    'ofOther.length)',
    'ofWord.length)',
  ]),
  ...bugsIn(
    'src/views/quiz-frames.ts',
    'the answers of a net',
    ['words[0] === word ? 0 : 1', 'words[0] === word ? 1 : 0'],
    [
      'shareOfFirst(nats[2 * at], nats[2 * at + 1])',
      'shareOfFirst(nats[2 * at + 1], nats[2 * at])',
    ],
    ['lines.slice(from, from + batchSize)', 'lines.slice(0, batchSize)'],
  ),
];

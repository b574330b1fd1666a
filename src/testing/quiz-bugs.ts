/** Bugs in what a quiz asks and in whose answer is whose, and in what is suggested to one who writes, each with the check that must notice it. */
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
  ...bugsIn(
    'src/data/typing/suggestions.ts',
    'what is suggested',
    ['before += nats[next]', 'before += 0'],
    ['nats[token] < nats[best]', 'nats[token] > nats[best]'],
  ),
  ...bugsIn(
    'src/training/continuer.ts',
    'what is suggested',
    ['words.set(own[state], row * width)', 'words.set(own[state], 0)'],
    ['at + slot === 0 ? 1 : 0', '0'],
    ['if (count > common) this', 'if (count > common + 1) this'],
  ),
  ...bugsIn('src/data/typing/keystrokes.ts', 'what is typed', [
    'part.startsWith(suggested, at)',
    'part.includes(suggested)',
  ]),
  ...bugsIn('src/views/forcing-frames.ts', 'what is forced', ['[...prefix, ...read]', '[...read]']),
];

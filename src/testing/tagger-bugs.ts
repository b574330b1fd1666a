/** Bugs in what taggers learn and answer, each with the check that must notice it. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

export const taggerBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'src/training/trainer.ts',
    'the loss curve of a tagger',
    ['countMasked(targets)', '0 * countMasked(targets)'],
    ['1 - beta1 ** (this.momentSteps + step + 1)', '1 - beta1 ** (this.momentSteps + step + 2)'],
    [
      'sortTokens(words(inputs[name]), vocabSize, into)',
      'sortTokens(words(inputs[name]).slice(1), vocabSize, into)',
    ],
  ),
  ...bugsIn(
    'src/views/held-out-answers.ts',
    'the tags of held-out sentences',
    // the answers of another word, of another sentence
    ['(at + delay) * this.#batchSize', 'at * this.#batchSize'],
    ['* this.#batchSize + place', '* this.#batchSize'],
    ['given.every(', 'given.some('],
  ),
  ...bugsIn(
    'src/views/predictions.ts',
    'the tags of held-out sentences',
    ['answers.slice(delay)', 'answers.slice(0)'],
    ['[...wrong, ...right]', '[...right, ...wrong]'],
    ['labels.slice(0, labels.length - delay)', 'labels'],
  ),
  ...bugsIn(
    'src/training/answer-count.ts',
    'the tags of held-out sentences',
    // the answers of another sentence, at another word, to nothing
    ['given.push(answers[at])', 'given.push(answers[(at + 1) % answers.length])'],
    ['let start = sequence * outputs', 'let start = 0'],
    ['sequence < batchSize', 'sequence < batchSize - 1'],
    ['if (targets[at] === maskedTarget) continue;', ''],
  ),
  ...bugsIn(
    'src/training/evaluator.ts',
    'the tags of held-out sentences',
    // the answers to another batch
    ['targets: targets[chunk],', 'targets: targets[0],'],
  ),
  ...bugsIn(
    'src/tasks/sequence-data.ts',
    'the tags of held-out sentences',
    // measured on what it was trained on, or on all but the first
    ['heldOutSequences(this.given.heldOut,', 'heldOutSequences(this.given.train,'],
    ['heldOutSequences(this.given.heldOut,', 'heldOutSequences(this.given.heldOut.slice(1),'],
  ),
  ...bugsIn('src/tasks/tagging/tagged-data.ts', 'the tags of held-out sentences', [
    'taggedSequence(one.words, one.tags, delay)',
    'taggedSequence(one.words, one.tags)',
  ]),
];

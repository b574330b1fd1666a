/** Bugs in how texts are packed, each with the check that must notice it. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file: `src/${file}`, find, replace, check }));

export const packingBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'data/packing/literals.ts',
    'characters come out as they went in',
    // an escape off by one, and one that is not learned
    [
      'this.#numbers.set(literal, this.#literals.length)',
      'this.#numbers.set(literal, this.#literals.length - 1)',
    ],
    ['this.#counts.add(number);', 'if (literal) this.#counts.add(number);'],
  ),
  ...bugsIn(
    'data/packing/expected.ts',
    'characters come out as they went in',
    // the order of the symbols, and where their shares begin
    ['logits[at] - most', 'logits[size - 1 - at] - most'],
    ['this.#starts[middle] <= point', 'this.#starts[middle] < point - 1'],
  ),
  ...bugsIn('data/packing/range-coder.ts', 'characters come out as they went in', [
    'high > 255 ? 1 : 0',
    '0',
  ]),
  ...bugsIn('data/packing/writing.ts', 'characters come out as they went in', [
    'list.leave(original, 1)',
    'list.leave(character.toLowerCase(), 1)',
  ]),
  ...bugsIn('data/packing/word-writing.ts', 'words come out as they went in', [
    '[word, gap] : [gap]',
    '[gap, word] : [gap]',
  ]),
  ...bugsIn(
    'training/follower.ts',
    'words come out as they went in',
    // a sentence that goes on from the one before, a text from the text before
    ['token === this.#beginning.end ? this.begin() : this.#run(token)', 'this.#run(token)'],
    ['    this.#runner.clearStates();\n', ''],
  ),
  ...bugsIn('data/packing/piece-writing.ts', 'pieces come out as they went in', [
    'from = at + 1;',
    'from = at;',
  ]),
  ...bugsIn('data/packing/expected.ts', 'a text costs what a net in float64 says', [
    '(mostTotal - size) / sum',
    '1000 / sum',
  ]),
];

/** Faults that are planted in what the page shows of the loss of an example, and of what is remembered. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

export const pageExampleBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'src/ui/example-loss/loss-words.ts',
    'what an example costs',
    ['sum / paid.length', 'sum / answers.length'],
    ['odds.find(({ label }) => label === wanted)', 'odds.find(({ label }) => label !== wanted)'],
  ),
  ...bugsIn('src/ui/example-loss/loss-words.ts', 'what yes or no costs', [
    'wanted === odds[1].label ? 1 : 0',
    'wanted === odds[0].label ? 1 : 0',
  ]),
  ...bugsIn(
    'src/ui/example-loss/paid-heights.ts',
    'what an example costs',
    ['(tallest * loss) / most', 'tallest * loss'],
    ['ArrowRight: this.chosen + 1', 'ArrowRight: this.chosen + 2'],
  ),
  ...bugsIn(
    'src/ui/example-loss/example-loss-panel.ts',
    'what an example costs',
    ['Number(label === wanted)', 'Number(label !== wanted)'],
    ['const rest = 1 - odds', 'const rest = 2 - odds'],
    ['    this.chosen = 0;\n', ''],
  ),
  ...bugsIn(
    'src/ui/score/score-words.ts',
    'sentences are scored',
    ['Math.exp(total / tokens.length)', 'Math.exp(total / characters)'],
    ['.sort((a, b) => a.total - b.total)', '.sort((a, b) => b.total - a.total)'],
    ['bitsOf(total) / characters', 'bitsOf(total) / tokens.length'],
    ['Math.floor(log)', 'Math.round(log)'],
  ),
  ...bugsIn('src/ui/score/score-panel.ts', 'sentences are scored', [
    "class=${label === tokens[at].label ? 'wanted'",
    "class=${label !== tokens[at].label ? 'wanted'",
  ]),
  ...bugsIn(
    'src/ui/unrolled/memory-line.ts',
    'memory line',
    ['memory.isComplement ? 1 - mean : mean', 'memory.isComplement ? mean : 1 - mean'],
    ['thickest * kept[step]', 'thickest * kept[at + 1]'],
  ),
  ...bugsIn('src/ui/equations/aligned-equations.ts', 'equations and their weights', [
    'if (shared.has(at++)) return child;',
    'if (!shared.has(at++)) return child;',
  ]),
  ...bugsIn('src/ui/equations/equations-panel.ts', 'equations and their weights', [
    'this.beside === net.cell ? undefined',
    "this.beside === '' ? undefined",
  ]),
];

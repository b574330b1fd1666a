/** Faults that are planted in what the page shows of layers that read both ways. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

export const pageDirectionBugs: readonly PlantedBug[] = [
  ...bugsIn('src/ui/state/shown-line.ts', 'gates of either direction', [
    ', ...(direction === 1 && { direction }) };',
    ' };',
  ]),
  ...bugsIn('src/ui/words/directions.ts', 'gates of either direction', [
    "direction === 0 ? '→' : '←'",
    "direction === 0 ? '←' : '→'",
  ]),
  ...bugsIn('src/ui/state/pins.ts', 'pins of either direction', [
    'layer === walk.layer && direction === (walk.direction ?? 0)',
    'layer === walk.layer && direction >= 0',
  ]),
  ...bugsIn('src/config/link-pins.ts', 'pins of either direction', [
    "direction === 1 ? 'b'",
    "direction === 0 ? 'b'",
  ]),
  ...bugsIn(
    'src/ui/inside/cell-values.ts',
    'inside a unit of either direction',
    // the word before instead of the next one; a start that is never met
    ['direction === 0 ? timeStep - 1 : timeStep + 1', 'timeStep - 1'],
    ['before < 0 || before >= tokens.length', 'before < 0 || before >= 2'],
  ),
  ...bugsIn('src/ui/inside/inside-panel.ts', 'inside a unit of either direction', [
    'direction === 0 ? timeStep : timeStep + 2',
    'timeStep',
  ]),
  ...bugsIn(
    'src/ui/through-time/lag-curves.ts',
    'gradient in both directions',
    [
      'directions === 2 ? lagCurve(mirrored(gradients), by)',
      'directions === 2 ? lagCurve(gradients, by)',
    ],
    ['direction === 1 ? mirrored(gradients) : gradients', 'gradients'],
  ),
  // the other part's pins, a source that is walked the other way, and the answer's place behind it
  ...bugsIn('src/ui/state/pins.ts', 'parts of a net', ['part === walk.part && layer', 'layer']),
  ...bugsIn(
    'src/ui/through-time/lag-curves.ts',
    'gradient into a source',
    ['norms[(source - 1 - k) * steps', 'norms[k * steps'],
    ['const at = (frame.gradients?.source ?? 0) + t;', 'const at = t;'],
  ),
  ...bugsIn('src/ui/weight/weight-check-panel.ts', 'weights between parts', [
    "use.at === 'source' ? (source ?? []) : read",
    'read',
  ]),
  ...bugsIn('src/ui/through-time/gradient-map.ts', 'gradient in both directions', [
    'this.isWhole || k <= this.source + t',
    'k <= this.source + t',
  ]),
  ...bugsIn('src/ui/through-time/through-time-panel.ts', 'gradient in both directions', [
    'direction === 1 ? laterPoints(gates) : pointsOf(gates)',
    'pointsOf(gates)',
  ]),
  ...bugsIn('src/ui/statistics/statistics-panel.ts', 'statistics of either direction', [
    'walk % directions === 1 ? 1 : 0',
    '0',
  ]),
  ...bugsIn('src/ui/unrolled/unrolled-panel.ts', 'both directions unrolled', [
    '&&\n      row.direction === gates.direction',
    '',
  ]),
  ...bugsIn('src/ui/weight/weight-words.ts', 'weight of either direction', [
    "arrow === '←' ? 't+1' : 't−1'",
    "'t−1'",
  ]),
];

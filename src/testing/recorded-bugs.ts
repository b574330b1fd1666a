/** Bugs in what a net reads of sound and pictures, each with the check that must notice it. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

export const recordedBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'src/lib/log-mel.ts',
    'loudness of bands',
    // another scale, another window, amplitudes for powers, a part of each bin, the loudest of a frame
    ['2595 * Math.log10(1 + hertz / 700)', 'hertz'],
    ['0.5 - 0.5 * Math.cos', '0.54 - 0.46 * Math.cos'],
    ['range + 10 * Math.log10', 'range + 20 * Math.log10'],
    ['spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2', 'spectrum[2 * bin] ** 2'],
    ['samples[from + at]', 'samples[at]'],
    ['Math.max(0, above(power))', 'above(power)'],
  ),
  ...bugsIn(
    'src/lib/log-mel.ts',
    'the word in a recording',
    ['20), aboveFloor * floor)', '20), 0)'],
    ['loudest < Math.max(faintest, aboveFloor * floor)', 'loudest < faintest'],
    ['onset * block - before * sampleRate', 'onset * block'],
  ),
  ...bugsIn(
    'src/lib/motion-grid.ts',
    'movement in a grid',
    // columns for rows, signs that cancel, a sum
    ['Math.floor(cell / gridColumns) * height', 'Math.floor(cell / gridRows) * height'],
    ['(cell % gridColumns) * width', '(cell % gridRows) * width'],
    ['sum += Math.abs(', 'sum += ('],
    ['sum / (width * height)', 'sum / width'],
  ),
  ...bugsIn('src/lib/motion-grid.ts', 'brightness of pixels', ['rgba[4 * at + 2]', 'rgba[4 * at]']),
];

/** Lines side by side, as a plan that reads them is given them. */
import { fillSource } from '../data/sequence-batches.ts';
import { sourceSteps, stepsOf, type TokenLine } from '../data/sequences.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Unrolling } from '../model/module.ts';
import type { Recording } from '../model/recordings.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';

/** A batch of lines: as many time steps as the longest has. */
export interface LineSizes {
  timeSteps: number;
  /** Of what is read before. */
  timeStepsOf?: Unrolling['timeStepsOf'];
  batchSize: number;
}

export function sizesOf(lines: readonly TokenLine[]): LineSizes {
  const timeSteps = lines.reduce((most, line) => Math.max(most, stepsOf(line)), 0);
  return { timeSteps, timeStepsOf: sourceSteps(lines), batchSize: lines.length };
}

/** Behind the end of a line nothing is read and nothing is wanted. */
export function fillLines(
  lines: readonly TokenLine[],
  { batchSize }: LineSizes,
  { inputs }: Recording,
  wordsOf: (tensor: Tensor) => Uint32Array,
  answersOnce: boolean,
): void {
  const read = wordsOf(inputs.tokens).fill(noToken);
  const wanted = wordsOf(inputs.targets).fill(maskedTarget);
  lines.forEach((line, row) => {
    const { tokens, features = 1 } = line;
    for (let from = 0, at = row; from < tokens.length; from += features, at += batchSize) {
      read.set(tokens.subarray(from, from + features), at * features);
    }
    // one target for each answer, or one for each output
    const width = line.targets.length / (answersOnce ? 1 : stepsOf(line));
    for (let from = 0, at = row; from < line.targets.length; from += width, at += batchSize) {
      wanted.set(line.targets.subarray(from, from + width), at * width);
    }
    if ('lengths' in inputs) wordsOf(inputs.lengths)[row] = stepsOf(line);
    const named = Object.entries(inputs).map(([name, tensor]) => [name, wordsOf(tensor)] as const);
    if (line.source) fillSource(line.source, row, batchSize, Object.fromEntries(named));
  });
}

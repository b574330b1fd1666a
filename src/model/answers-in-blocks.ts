/** When the logits of a batch are too many to be there at once, and how many are instead. */
import { padded } from '../graph/tensor.ts';
import type { Model } from './model.ts';
import type { Unrolling } from './module.ts';
import type { Objective } from './objective.ts';

/** What every device binds, in bytes: below it nothing is done otherwise than before. */
const mostAtOnce = 2 ** 27;
/** Of a block. */
const blockBytes = 2 ** 25;
/** What products take together. */
const rowBlock = 16;

/** `forward` without the head where the logits of all time steps would be more; else undefined. */
export function headlessOf(
  model: Model,
  objective: Objective,
  { timeSteps, batchSize, logitRows }: Unrolling,
): Model['headless'] {
  const { shape } = model;
  if (!model.headless || !shape || objective.id !== 'softmax') return undefined;
  const rows = timeSteps * batchSize;
  const isLarge = rows * bytesOf(shape.outputSize ?? shape.vocabSize) > mostAtOnce;
  return isLarge || logitRows !== undefined ? model.headless : undefined;
}

/** Rows of logits in a block. */
export function rowsInBlock({ logitRows }: Unrolling, outputs: number): number {
  return logitRows ?? rowBlock * Math.max(1, Math.floor(blockBytes / bytesOf(outputs) / rowBlock));
}

const bytesOf = (outputs: number) => 4 * padded(outputs);

/** What dropout draws, as the reference wants it: computed from the counter by hand. */
import { threefry2x32 } from '../lib/random.ts';
import type { Case } from './run-net.ts';

export const dropoutSeed = 5;

/** Per layer above the first, 0 or 1 / (1 − p) for each of its inputs, [T, B, D·H]. */
export function dropoutFactors(c: Case, step: number): Float64Array[] {
  const { layers, timeSteps, batchSize, hiddenSize, directions = 1, dropout = 0 } = c;
  const hidden4 = Math.ceil(hiddenSize / 4);
  const words = new Uint32Array(2);
  return Array.from({ length: layers - 1 }, (_, layer) =>
    Float64Array.from({ length: timeSteps * batchSize * directions * hiddenSize }, (_, index) => {
      const unit = index % hiddenSize;
      const block = Math.floor(index / hiddenSize);
      const at = block * hidden4 + Math.floor(unit / 4);
      threefry2x32(dropoutSeed, step, layer, at, words);
      const word = words[unit % 4 < 2 ? 0 : 1];
      const number = unit % 2 === 0 ? word & 0xffff : word >>> 16;
      return number >= Math.floor(dropout * 65536) ? 1 / (1 - dropout) : 0;
    }),
  );
}

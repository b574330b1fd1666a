/** What is said of the data, in whole sentences. */
import { msg, str } from '@lit/localize';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { DataFrame, ShownBatch, ShownToken } from '../../protocol/data-frame.ts';
import { namedCharacter } from '../characters.ts';
import { grouped } from '../format.ts';
import { type GivenStep, paddingOf } from './given-sequences.ts';

/** How many there are, and how they are split. */
export function countWords({ counts, split, batch }: DataFrame, rows: TaskInfo['rows']): string {
  const total = grouped(counts.train + counts.heldOut);
  const [train, heldOut] = [grouped(counts.train), grouped(counts.heldOut)];
  if (rows === 'characters') {
    return msg(
      str`One long text, read in m = ${total} stretches of ${batch.timeSteps} characters: ${train} to train on, and ${heldOut} held out, the end of the text.`,
    );
  }
  if (rows === 'lines') {
    return msg(
      str`m = ${total} lines: ${train} to train on, and ${heldOut} held out by chance, equal lines together.`,
    );
  }
  return split === 'names'
    ? msg(
        str`m = ${total} sentences: ${train} to train on, and ${heldOut} held out, with names that no training sentence has.`,
      )
    : msg(
        str`m = ${total} sentences: ${train} to train on, and ${heldOut} held out by chance, equal sentences together.`,
      );
}

/** What of a batch is no data. */
export function paddingWords(batch: ShownBatch): string {
  if (batch.lengths === null) {
    return batch.starts.every((start) => start === 1)
      ? msg('Nothing is padding. All streams begin here, from a state of zeros.')
      : msg('Nothing is padding. Every stream goes on where the batch before this one ended.');
  }
  const share = paddingOf(batch);
  if (share === 0) return msg('Nothing is padding: these sequences are all as long.');
  const percent = share < 0.005 ? msg('Less than 1') : String(Math.round(share * 100));
  return msg(
    str`${percent} % of this batch is padding: nothing is read there, and no loss is counted.`,
  );
}

/** One time step, with the numbers that the kernels get. @param time from 0 */
export function stepWords({ input, target, isPadding }: GivenStep, time: number): string {
  const at = time + 1;
  if (isPadding) return msg(str`Time step ${at}: padding, nothing is read and nothing is wanted`);
  const read = input ? `x⟨${at}⟩ = ${tokenWords(input)}` : msg(str`x⟨${at}⟩ = 0⃗, nothing is read`);
  const wanted = target
    ? `y⟨${at}⟩ = ${tokenWords(target)}`
    : msg(str`y⟨${at}⟩: nothing is wanted`);
  return `${read}; ${wanted}`;
}

function tokenWords({ id, label }: ShownToken): string {
  return msg(str`“${namedCharacter(label)}”, token ${id}`);
}

/** What is said of the data, in whole sentences. */
import { msg, str } from '@lit/localize';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { DataFrame, ShownBatch, ShownToken } from '../../protocol/data-frame.ts';
import { namedCharacter } from '../characters.ts';
import { floatOf } from '../../lib/float-words.ts';
import { fixed, grouped } from '../format.ts';
import { countedUnits, type Unit } from '../words/units.ts';
import { type GivenStep, paddingOf } from './given-sequences.ts';

/** How many there are, and how they are split. @param unit of a text that is read in one stream */
export function countWords(
  { counts, split, batch }: DataFrame,
  rows: TaskInfo['rows'],
  unit: Unit = 'character',
): string {
  const total = grouped(counts.train + counts.heldOut);
  const [train, heldOut] = [grouped(counts.train), grouped(counts.heldOut)];
  if (rows === 'characters' && batch.lengths) {
    return msg(
      str`One long text, cut between words into pieces: m = ${total}; ${train} for training and ${heldOut} held out at the end.`,
    );
  }
  if (rows === 'characters') {
    return msg(
      str`One long text, read in chunks of ${countedUnits(unit, batch.timeSteps)}: m = ${total}; ${train} for training and ${heldOut} held out at the end.`,
    );
  }
  if (rows === 'values') {
    return msg(
      str`One series, read in chunks of ${countedUnits(unit, batch.timeSteps)}: m = ${total}; ${train} for training and ${heldOut} held out at the end.`,
    );
  }
  if (split === 'draws') {
    return msg(
      str`Lines, each drawn by itself: m = ${total}; ${train} for training and ${heldOut} held out.`,
    );
  }
  if (rows.endsWith('lines')) {
    return msg(
      str`Lines: m = ${total}; ${train} for training and ${heldOut} held out at random. Identical lines stay together.`,
    );
  }
  if (rows === 'labelled') {
    return split === 'given'
      ? msg(
          str`Texts: m = ${total}; ${train} for training and ${heldOut} held out, as the data say.`,
        )
      : msg(
          str`Texts: m = ${total}; ${train} for training and ${heldOut} held out at random. Identical texts stay together.`,
        );
  }
  if (rows === 'recordings') {
    return msg(
      str`Recordings: m = ${total}; ${train} for training and ${heldOut} held out: the last quarter of each class, or those that the data name.`,
    );
  }
  if (rows === 'strands') {
    return msg(
      str`Sequences: m = ${total}; ${train} for training and ${heldOut} held out at random. Identical sequences stay together.`,
    );
  }
  if (rows === 'pairs') {
    return msg(
      str`Pairs: m = ${total}; ${train} for training and ${heldOut} held out at random, by what they are made of. Pairs with a part on either side are left out.`,
    );
  }
  if (split === 'end') {
    return msg(
      str`Sentences, or parts of long ones: m = ${total}; ${train} for training and ${heldOut} held out at the end.`,
    );
  }
  if (split === 'places') {
    return msg(
      str`Sentences: m = ${total}; ${train} with names in words 1–4 at most for training and ${heldOut} with names in words 5–9 held out. The others are left out.`,
    );
  }
  return split === 'names'
    ? msg(
        str`Sentences: m = ${total}; ${train} for training and ${heldOut} held out. No name is in both parts.`,
      )
    : msg(
        str`Sentences: m = ${total}; ${train} for training and ${heldOut} held out at random. Identical sentences stay together.`,
      );
}

/** What of a batch is no data, and which of its streams go on. */
export function paddingWords(batch: ShownBatch): string {
  const share = paddingOf(batch);
  const percent = share < 0.005 ? msg('Less than 1') : String(Math.round(share * 100));
  const padding = msg(
    str`${percent} % of this batch is padding, which the net ignores and which adds no loss.`,
  );
  if (batch.lengths === null)
    return `${share > 0 ? padding : msg('No padding.')} ${streamWords(batch)}`;
  return share === 0 ? msg('No padding: these sequences have the same length.') : padding;
}

function streamWords({ starts }: ShownBatch): string {
  const starting = starts.filter((start) => start === 1).length;
  if (starting === starts.length) return msg('All streams start here from a zero state.');
  if (starting === 0) return msg('Every stream continues where the previous batch ended.');
  return msg(
    str`Streams that start here from a zero state, where a file begins: ${grouped(starting)} of ${grouped(starts.length)}.`,
  );
}

/** One time step, with the numbers that the kernels get. @param time from 0 @param isNumeric they are no tokens */
export function stepWords(
  { input, target, isPadding }: GivenStep,
  time: number,
  isNumeric = false,
): string {
  const at = time + 1;
  if (isPadding) return msg(str`Time step ${at}: padding, no input and no target`);
  const words = (token: ShownToken) =>
    isNumeric || token.numbers ? numberWords(token) : tokenWords(token);
  const read = input ? `x⟨${at}⟩ = ${words(input)}` : msg(str`x⟨${at}⟩ = 0⃗, no input`);
  const wanted = target ? `y⟨${at}⟩ = ${words(target)}` : msg(str`y⟨${at}⟩: no target`);
  return `${read}; ${wanted}`;
}

function tokenWords({ id, label }: ShownToken): string {
  return msg(str`“${namedCharacter(label)}”, token ${id}`);
}

/** Its bits are those of the scaled number. */
function numberWords({ id, label, numbers = [id] }: ShownToken): string {
  const scaled = numbers.map((bits) => fixed(floatOf(bits), 4)).join(' ');
  return msg(str`${label}, scaled ${scaled}`);
}

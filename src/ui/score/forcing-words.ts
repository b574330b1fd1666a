/** What is seen where a net reads its own draws and not the truth. */
import { msg, str } from '@lit/localize';
import type { ForcedPlace, ForcingFrame } from '../../protocol/typing.ts';
import { fixed, grouped } from '../format.ts';

type Way = 'forced' | 'free';

const meanOf = (places: readonly ForcedPlace[], way: Way): string =>
  fixed(places.reduce((sum, place) => sum + place[way].nats, 0) / places.length, 3);

export function forcingSentences({ places, parted, prefix, step }: ForcingFrame): string[] {
  if (places.length === 0) return [msg('Nothing of this text is in the vocabulary.')];
  return [
    msg(
      str`The truth costs ${meanOf(places, 'forced')} nats per token where the truth is read, and ${meanOf(places, 'free')} where draws are read, at step ${grouped(step)}.`,
    ),
    partedSentence(places, parted, prefix.length),
  ];
}

function partedSentence(
  places: readonly ForcedPlace[],
  parted: number | null,
  before: number,
): string {
  if (parted === null) return msg('Every draw is the truth: both rows have read the same.');
  const time = before + parted + 1;
  const behind = places.slice(parted + 1);
  if (behind.length === 0) {
    return msg(str`They part at t = ${time}, the last: up to there both rows have read the same.`);
  }
  return msg(
    str`They part at t = ${time}. Behind it the net reads a text of its own, to which the truth is no answer: there it costs ${meanOf(behind, 'free')} and not ${meanOf(behind, 'forced')}. Training never shows it such a text.`,
  );
}

/** Why training has gone wrong, with the values, and what helps. */
import { msg, str } from '@lit/localize';
import { formatShort } from '../../lib/format.ts';
import type { Divergence } from '../../protocol/training.ts';
import { fixed, grouped } from '../format.ts';

export function whatDiverged(divergence: Divergence): string {
  if (divergence.code === 'loss') {
    const { loss, reference, isChance } = divergence;
    const [since, now] = [grouped(divergence.since), fixed(loss, 2)];
    return isChance
      ? msg(
          str`Training has diverged: since step ${since} the loss has been about ${now}, worse than guessing (${fixed(reference, 2)}).`,
        )
      : msg(
          str`Training has diverged: since step ${since} the loss has been about ${now}; its best was ${fixed(reference, 2)}.`,
        );
  }
  const { layer, symbol } = divergence;
  const percent = formatShort(100 * divergence.share, 3);
  return divergence.code === 'dead units'
    ? msg(
        str`Units have died: ${percent} % of the ReLU units of layer ${layer} output 0 for every input, so they no longer learn.`,
      )
    : msg(
        str`Gates are stuck: ${percent} % of the values of ${symbol} in layer ${layer} are saturated, so no gradient passes through them.`,
      );
}

/** @param values as they are set now */
export function whatHelps(
  { code }: Divergence,
  { learningRate, clipNorm }: { learningRate: number; clipNorm: number },
): string {
  const rate = formatShort(learningRate, 3);
  const clip =
    clipNorm > 0
      ? msg(str`a clip norm below ${formatShort(clipNorm, 3)}`)
      : msg('a clip norm above 0');
  return code === 'loss'
    ? msg(str`Try a learning rate below ${rate}, or ${clip}.`)
    : msg(
        str`Try a learning rate below ${rate}, ${clip}, another initialisation, or another cell.`,
      );
}

/** What of the run is kept meanwhile. @param kept the step as which it is kept; 0: it is not */
export function whatIsKept(kept: number): string {
  const asItIs = msg('To keep its current state, save it as a file.');
  return kept > 0
    ? `${msg(str`Until training recovers, the kept run stays as it was at step ${grouped(kept)}.`)} ${asItIs}`
    : `${msg('Until training recovers, the run is not kept.')} ${asItIs}`;
}

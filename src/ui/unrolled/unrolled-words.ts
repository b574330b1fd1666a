/** What is said below the picture of an unrolled net. */
import { msg } from '@lit/localize';
import type { UnrolledNet } from '../../protocol/unrolled-net.ts';

/** Which way it reads, and why. */
export function directionWords({ layers, output, vocabSize }: UnrolledNet): string {
  if (layers.some(({ walks }) => walks.length > 1)) {
    return msg(
      'Every layer reads the line from the left (→) and from the right (←), and the next one reads both.',
    );
  }
  return output.size === vocabSize
    ? msg(
        'It reads from left to right only: reading from the right would show it what it predicts.',
      )
    : msg('It reads from left to right only.');
}

/** What one answer for all is made of. */
export function summaryWords({ output, layers }: UnrolledNet): string {
  if (output.summary === null) return '';
  if (output.summary === 'mean') {
    return msg('One answer is given, from the mean of a over all time steps.');
  }
  return layers.some(({ walks }) => walks.length > 1)
    ? msg('One answer is given, from the last a of each direction.')
    : msg('One answer is given, from the last a.');
}

export function whereItEnds(learnsInitialState: boolean): string {
  return learnsInitialState
    ? msg(
        'It ends at the learned state where a sequence begins; a state carried over from an earlier chunk counts as constant.',
      )
    : msg(
        'It ends at the first time step: the state carried over from an earlier chunk counts as constant.',
      );
}

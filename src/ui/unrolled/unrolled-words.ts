/** What a picture of a net shows, in sentences. */
import { msg, str } from '@lit/localize';
import type { UnrolledNet, UnrolledSource } from '../../protocol/unrolled-net.ts';
import { countedSequences, countedTimeSteps } from '../words/units.ts';

interface Shown {
  /** How much of the line. */
  shown: string;
  /** What is told of the memory, if anything. */
  memory: string;
  /** Dropout is on. */
  drops: boolean;
  showsGradient: boolean;
}

export function describeNet(
  net: UnrolledNet,
  { shown, memory, drops, showsGradient }: Shown,
): string {
  const { timeSteps, batchSize, layers, carriesStates, learnsInitialState } = net;
  const states = [...new Set(layers.flatMap(({ states }) => states))].join(', ');
  return [
    msg(
      str`Drawn from the training graph, which unrolls ${countedTimeSteps(timeSteps)} of ${countedSequences(batchSize)} at once. Shown here: the ${shown} of the line in Gates.`,
    ),
    states === ''
      ? windowWords(net)
      : msg(str`Carried from each time step to the next: ${states}.`),
    memory,
    learnsInitialState ? msg('Each sequence begins with a learned state.') : '',
    readingWords(net),
    summaryWords(net),
    net.hasLengths && states !== ''
      ? msg(
          'Sequences in a batch differ in length. After a sequence ends, its states no longer change.',
        )
      : '',
    layers.some(({ hasDropout }) => hasDropout) && drops
      ? msg('Dropout removes some values between layers.')
      : '',
    showsGradient ? msg('The gradient of every loss runs back along the orange arrows.') : '',
    showsGradient && carriesStates ? whereItEnds(learnsInitialState) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Of a plain network. */
function windowWords({ layers: [{ window = 1 }] }: UnrolledNet): string {
  return window === 1
    ? msg('Nothing is carried from one time step to the next: each answer knows its own alone.')
    : msg(
        str`Nothing is carried from one time step to the next: each box reads ${window} of them, over the same weights everywhere.`,
      );
}

/** What it reads, which way, and why. */
function readingWords({ layers, output, vocabSize, source }: UnrolledNet): string {
  if (source) return sourceWords(source);
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
function summaryWords({ output, layers }: UnrolledNet): string {
  if (output.summary === null) return '';
  if (output.summary === 'mean') {
    return msg('One answer is given, from the mean of a over all time steps.');
  }
  return layers.some(({ walks }) => walks.length > 1)
    ? msg('One answer is given, from the last a of each direction.')
    : msg('One answer is given, from the last a.');
}

function whereItEnds(learnsInitialState: boolean): string {
  return learnsInitialState
    ? msg(
        'It ends at the learned state where a sequence begins; a state carried over from an earlier chunk counts as constant.',
      )
    : msg(
        'It ends at the first time step: the state carried over from an earlier chunk counts as constant.',
      );
}

function sourceWords({ bridge, attention }: UnrolledSource): string {
  const begins =
    bridge.length > 0
      ? msg(
          'The encoder, at the left, has read the source; the decoder begins in a learned projection of both its ends.',
        )
      : msg('The encoder, at the left, has read the source; the decoder begins in its last state.');
  if (attention.length === 0) return begins;
  const looks = msg(
    'Every answer also looks back at all of the source: shown for the chosen time step.',
  );
  return `${begins} ${looks}`;
}

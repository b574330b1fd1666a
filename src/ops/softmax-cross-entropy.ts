/** One of several classes: the loss of every row, −log softmax(z) of its target. */
import file from '../../shaders/ops/softmax-cross-entropy.wgsl?raw';
import { crossEntropy } from './cross-entropy.ts';

/** logits [.., V], targets [..] */
export const softmaxCrossEntropy = crossEntropy({
  name: 'softmax-cross-entropy',
  file,
  libraries: [],
  targets: ({ rows }) => rows,
  needs: {
    what: 'needs one target per row of logits',
    advice: 'Check batch size and time steps',
  },
});

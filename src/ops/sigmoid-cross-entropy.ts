/** Every logit yes or no: the binary cross-entropies of σ(z), summed over each row. */
import activations from '../../shaders/lib/activations.wgsl?raw';
import file from '../../shaders/ops/sigmoid-cross-entropy.wgsl?raw';
import targetsOfOutputs from '../../shaders/ops/targets-of-outputs.wgsl?raw';
import { crossEntropy } from './cross-entropy.ts';

/** logits [.., C], targets [.., C] */
export const sigmoidCrossEntropy = crossEntropy({
  name: 'sigmoid-cross-entropy',
  file,
  libraries: [activations, targetsOfOutputs],
  targets: ({ rows, columns }) => rows * columns,
  needs: {
    what: 'needs one target per logit',
    advice: 'Check batch size, time steps and outputs',
  },
});

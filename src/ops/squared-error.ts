/** Every output a number: the squared errors (z − y)², summed over each row. */
import file from '../../shaders/ops/squared-error.wgsl?raw';
import targetsOfOutputs from '../../shaders/ops/targets-of-outputs.wgsl?raw';
import { crossEntropy } from './cross-entropy.ts';

/** outputs [.., C], bits of targets [.., C] */
export const squaredError = crossEntropy({
  name: 'squared-error',
  file,
  libraries: [targetsOfOutputs],
  targets: ({ rows, columns }) => rows * columns,
  needs: {
    what: 'needs one target per output',
    advice: 'Check batch size, time steps and outputs',
  },
});

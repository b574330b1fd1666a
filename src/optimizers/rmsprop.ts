/** RMSProp (Tieleman, Hinton 2012), α 0.99, ε 1e-8, as PyTorch computes it, not centred. */
import kernelFile from '../../shaders/optimizers/rmsprop.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { type Optimizer, updateKernel } from './optimizer.ts';

const alpha = 0.99;
const epsilon = 1e-8;

const update: Op<object> = {
  name: 'rmsprop',

  outputs([, , parameters]) {
    return [parameters];
  },

  lower({ inputs: [gradients, partials, parameters, moments] }, { form }) {
    const count4 = parameters.columns4;
    const source = { label: 'optimizers/rmsprop.update', file: kernelFile };
    return [
      {
        label: 'rmsprop',
        ...updateKernel(form, source, count4),
        bindings: { gradients, partials, parameters, moments },
        uniforms: { count4, partials: partials.columns, alpha, share: 1 - alpha, epsilon },
      },
    ];
  },
};

export const rmsprop: Optimizer = {
  id: 'rmsprop',
  name: 'RMSProp',
  help: 'Each gradient is divided by its usual size, so weights with small gradients move as far.',
  moments: [2],
  heeds: [],

  record(graph, partials) {
    const parameters = graph.flat('parameter');
    graph.record(
      update,
      [graph.flat('gradient'), partials, parameters, graph.flat('moment', 1)],
      {},
    );
  },

  change(_, gradient, moments, { learningRate }) {
    moments[0] = alpha * moments[0] + (1 - alpha) * gradient ** 2;
    return (-learningRate * gradient) / (Math.sqrt(moments[0]) + epsilon);
  },
};

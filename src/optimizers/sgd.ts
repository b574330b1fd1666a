/** Stochastic gradient descent: p −= η g. */
import kernelFile from '../../shaders/optimizers/sgd.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { type Optimizer, updateKernel } from './optimizer.ts';

const update: Op<object> = {
  name: 'sgd',

  outputs([, , parameters]) {
    return [parameters];
  },

  lower({ inputs: [gradients, partials, parameters] }, { form }) {
    const count4 = parameters.columns4;
    const source = { label: 'optimizers/sgd.update', file: kernelFile };
    return [
      {
        label: 'sgd',
        ...updateKernel(form, source, count4),
        bindings: { gradients, partials, parameters },
        uniforms: { count4, partials: partials.columns },
      },
    ];
  },
};

export const sgd: Optimizer = {
  id: 'sgd',
  name: 'SGD',
  help: 'Plain gradient descent: every weight moves against its gradient at the same rate.',
  moments: [],
  heeds: [],

  record(graph, partials) {
    graph.record(update, [graph.flat('gradient'), partials, graph.flat('parameter')], {});
  },

  change: (_, gradient, __, { learningRate }) => -learningRate * gradient,
};

/** Gradient descent with momentum: m = β m + g, p −= η m (Polyak 1964), as PyTorch without dampening. */
import kernelFile from '../../shaders/optimizers/momentum.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { type Optimizer, updateKernel } from './optimizer.ts';

const update: Op<object> = {
  name: 'momentum',

  outputs([, , parameters]) {
    return [parameters];
  },

  lower({ inputs: [gradients, partials, parameters, moments] }, { form }) {
    const count4 = parameters.columns4;
    const source = { label: 'optimizers/momentum.update', file: kernelFile };
    return [
      {
        label: 'momentum',
        ...updateKernel(form, source, count4),
        bindings: { gradients, partials, parameters, moments },
        uniforms: { count4, partials: partials.columns },
      },
    ];
  },
};

export const momentum: Optimizer = {
  id: 'momentum',
  name: 'Momentum',
  help: 'Gradient descent with inertia: each change adds a share of the last one.',
  moments: [1],
  heeds: ['momentum'],

  record(graph, partials) {
    const parameters = graph.flat('parameter');
    graph.record(
      update,
      [graph.flat('gradient'), partials, parameters, graph.flat('moment', 1)],
      {},
    );
  },

  change(_, gradient, moments, { learningRate, momentum: beta }) {
    moments[0] = beta * moments[0] + gradient;
    return -learningRate * moments[0];
  },
};

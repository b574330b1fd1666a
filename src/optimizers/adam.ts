/** Adam (Kingma, Ba 2015), β 0.9 and 0.999, ε 1e-8, as PyTorch computes it. */
import kernelFile from '../../shaders/optimizers/adam.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { type Optimizer, updateKernel } from './optimizer.ts';

const betas = [0.9, 0.999] as const;
const epsilon = 1e-8;

const update: Op<object> = {
  name: 'adam',

  outputs([, , parameters]) {
    return [parameters];
  },

  lower({ inputs: [gradients, partials, parameters, moments] }, { form }) {
    const count4 = parameters.columns4;
    const source = { label: 'optimizers/adam.update', file: kernelFile };
    return [
      {
        label: 'adam',
        ...updateKernel(form, source, count4),
        bindings: { gradients, partials, parameters, moments },
        uniforms: {
          count4,
          partials: partials.columns,
          beta1: betas[0],
          beta2: betas[1],
          share1: 1 - betas[0],
          share2: 1 - betas[1],
          epsilon,
        },
      },
    ];
  },
};

export const adam: Optimizer = {
  id: 'adam',
  name: 'Adam',
  help: 'Each weight has its own step size, from running means of its gradient and squared gradient.',
  moments: [1, 2],
  betas,
  heeds: [],

  record(graph, partials) {
    const parameters = graph.flat('parameter');
    graph.record(
      update,
      [graph.flat('gradient'), partials, parameters, graph.flat('moment', 2)],
      {},
    );
  },

  change(weight, gradient, moments, { update: count, learningRate, weightDecay }) {
    const [beta1, beta2] = betas;
    moments[0] = beta1 * moments[0] + (1 - beta1) * gradient;
    moments[1] = beta2 * moments[1] + (1 - beta2) * gradient ** 2;
    const mean = moments[0] / (1 - beta1 ** count);
    const size = Math.sqrt(moments[1] / (1 - beta2 ** count)) + epsilon;
    return -learningRate * (weightDecay * weight + mean / size);
  },
};

/**
 * Strategy `stepwise`: one dispatch per time step and phase, holding the recurrent product and all gate
 * mathematics, both directions side by side. Backward walks time in reverse the same way.
 */
import type { Dispatch } from '../graph/op.ts';
import { fusedStrategy } from './fused-walk.ts';
import {
  backwardDispatch,
  backwardKernel,
  forwardDispatch,
  forwardKernel,
} from './stepwise-kernels.ts';
import { backwardWeights, forwardWeights, suitedTarget } from './stepwise-weights.ts';

export const stepwise = fusedStrategy('stepwise', {
  forward(node, target) {
    const { cell, sizes } = node.attributes;
    const dispatches: Dispatch[] = [];
    const suited = suitedTarget(target, sizes);
    const launches = cell.phases.map((phase, index) => ({
      ...forwardKernel(node.attributes, phase, index, suited),
      weights: forwardWeights(node.attributes, phase, suited, dispatches),
    }));
    for (let walked = 0; walked < sizes.timeSteps; walked++) {
      for (const launch of launches) {
        dispatches.push(forwardDispatch(node, walked, launch));
      }
    }
    return dispatches;
  },

  backward(node, target) {
    const { cell, sizes } = node.attributes;
    const dispatches: Dispatch[] = [];
    const suited = suitedTarget(target, sizes);
    const launches = cell.backwardPhases.map((phase, index) => ({
      phase,
      ...backwardKernel(node.attributes, phase, index, suited),
      weights: backwardWeights(node.attributes, phase, suited, dispatches),
    }));
    for (let walked = sizes.timeSteps - 1; walked >= 0; walked--) {
      for (const { phase, ...launch } of launches) {
        dispatches.push(backwardDispatch(node, walked, phase, launch));
      }
    }
    return dispatches;
  },
});

/** The gradient through time over one line: over its end, where it is longer than can be measured. */
import { directionsOf } from '../model/stack-shape.ts';
import { longestLine } from '../model/through-time.ts';
import { ThroughTime } from '../training/through-time.ts';
import { askedSteps } from '../data/sequences.ts';
import { directionWithin, layerWithin } from './line.ts';
import type { View } from './view.ts';

export const gradient: View<'gradient'> = {
  interval: 400,
  timeShare: 0.12,

  async open({ net, data }, wish) {
    const all = data.line(wish.line);
    const line = data.line(wish.line, longestLine(net.shape));
    const layer = layerWithin(net.shape, wish.layer);
    const cut = all.tokens.length - line.tokens.length;
    const direction = directionWithin(net.shape, wish.direction);
    const isOnce = net.shape.summary !== undefined;
    const walk = { layer, direction, directions: directionsOf(net.shape), isOnce };
    const about = { ...walk, cell: net.shape.cell.id, tokens: line.labels, cut };
    if (askedSteps(line) === 0) return { frame: (step) => ({ step, ...about, gradients: null }) };
    const throughTime = await ThroughTime.create(net, line, layer - 1, direction);
    return {
      next: async (step) => ({ step, ...about, gradients: await throughTime.run() }),
      destroy: () => throughTime.destroy(),
    };
  },
};

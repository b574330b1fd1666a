/** The gradient through time over one line: over its end, where it is longer than can be measured. */
import { longestLine } from '../model/through-time.ts';
import { ThroughTime } from '../training/through-time.ts';
import { layerWithin, readLine } from './line.ts';
import type { View } from './view.ts';

export const gradient: View<'gradient'> = {
  interval: 400,
  timeShare: 0.12,

  async open({ net, text }, wish) {
    const all = readLine(text, wish.line);
    const { tokens, characters } = readLine(text, wish.line, longestLine(net.shape) + 1);
    const layer = layerWithin(net.shape, wish.layer);
    const cut = all.tokens.length - tokens.length;
    const about = { layer, cell: net.shape.cell.id, characters, cut };
    if (tokens.length < 2) return { frame: (step) => ({ step, ...about, gradients: null }) };
    const throughTime = await ThroughTime.create(net, tokens, layer - 1);
    return {
      next: async (step) => ({ step, ...about, gradients: await throughTime.run() }),
      destroy: () => throughTime.destroy(),
    };
  },
};

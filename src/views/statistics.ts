/** What the gates do over some of what is held out, for all layers at once. */
import { stackAt } from '../model/model.ts';
import { directionsOf } from '../model/stack-shape.ts';
import { gateStatistics } from '../training/gate-statistics.ts';
import { stepsOf } from '../data/sequences.ts';
import { Inspector } from '../training/inspector.ts';
import type { View } from './view.ts';

export const statistics: View<'statistics'> = {
  interval: 500,
  timeShare: 0.06,

  async open({ net, data }, wish) {
    const stack = stackAt(net.model, wish.part);
    const part = stack === 0 ? 'decoder' : 'encoder';
    const shape = net.model.stacks[stack];
    const { cell, layers, hiddenSize } = shape;
    const { isHeldOut, lines } = data.excerpt();
    const inspector = await Inspector.create(net, lines, { part, layersAtOnce: layers });
    const timeSteps = lines.reduce((sum, line) => {
      return sum + (part === 'decoder' ? stepsOf(line) : (line.source?.length ?? 0));
    }, 0);
    return {
      async next(step) {
        const readings = await inspector.run(Array.from({ length: layers }, (_, layer) => layer));
        return {
          ...{ step, timeSteps, rows: lines.length, isHeldOut },
          ...(part === 'encoder' && { part }),
          directions: directionsOf(shape),
          layers: readings.map(({ traces }) => gateStatistics(cell, hiddenSize, traces)),
        };
      },
      destroy: () => inspector.destroy(),
    };
  },
};

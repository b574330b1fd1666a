/** What the gates do over some of what is held out, for all layers at once. */
import { directionsOf } from '../model/stack-shape.ts';
import { gateStatistics } from '../training/gate-statistics.ts';
import { Inspector } from '../training/inspector.ts';
import type { View } from './view.ts';

export const statistics: View<'statistics'> = {
  interval: 500,
  timeShare: 0.06,

  async open({ net, data }) {
    const { cell, layers, hiddenSize } = net.shape;
    const { isHeldOut, lines } = data.excerpt();
    const inspector = await Inspector.create(net, lines, { layersAtOnce: layers });
    const timeSteps = lines.reduce((sum, { tokens }) => sum + tokens.length, 0);
    return {
      async next(step) {
        const readings = await inspector.run(Array.from({ length: layers }, (_, layer) => layer));
        return {
          ...{ step, timeSteps, rows: lines.length, isHeldOut },
          directions: directionsOf(net.shape),
          layers: readings.map(({ traces }) => gateStatistics(cell, hiddenSize, traces)),
        };
      },
      destroy: () => inspector.destroy(),
    };
  },
};

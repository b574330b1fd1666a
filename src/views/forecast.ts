/** How the net continues a series: held-out values, one by one and on its own, and numbers of a person's own. */
import { loaded } from '../tasks/loaded.ts';
import type { View } from './view.ts';

export const forecast: View<'forecast'> = {
  interval: 500,
  timeShare: 0.08,

  async open(live, wish) {
    const { series } = live.data;
    if (!series) return null;
    const { forecastFrames } = await loaded(() => import('./forecast-frames.ts'));
    return forecastFrames(live, series, wish.line);
  },
};

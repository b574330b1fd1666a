/** The gates of a tune that was drawn, under its roll: much longer than a line of a person’s own, and read less often. */
import { gates } from './gates.ts';
import type { View } from './view.ts';

export const tuneGates: View<'tune-gates'> = {
  interval: 2000,
  timeShare: gates.timeShare,
  heedsPins: gates.heedsPins,

  async open(live, wish) {
    const opened = await gates.open(live, wish);
    if (opened === null) return null;
    if ('frame' in opened) return { frame: (step) => opened.frame(step) };
    return { next: (step) => opened.next(step), destroy: () => opened.destroy() };
  },
};

/** What the net writes for a source of a person's own. */
import { SettingsError } from '../lib/errors.ts';
import type { WrittenFrame } from '../protocol/pairs.ts';
import { TypedSource } from './typed-source.ts';
import type { View } from './view.ts';

export const written: View<'written'> = {
  interval: 300,
  timeShare: 0.04,

  async open(live, wish) {
    const { pairs } = live.data;
    if (!pairs) return null;
    try {
      const typed = await TypedSource.create(live, pairs, wish);
      if ('unread' in typed) {
        return { frame: (step) => ({ step, line: typed.unread, problem: null }) };
      }
      return {
        async next(step): Promise<WrittenFrame> {
          return { step, line: (await typed.run())?.line ?? null, problem: null };
        },
        destroy: () => typed.destroy(),
      };
    } catch (error) {
      // for want of memory
      if (!(error instanceof SettingsError)) throw error;
      const { problem } = error;
      return { frame: (step) => ({ step, line: null, problem }) };
    }
  },
};

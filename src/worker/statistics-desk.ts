/** Shows what the gates do over a stretch of held-out text, for all layers at once. */
import { gateStatistics } from '../training/gate-statistics.ts';
import type { LayerStatistics } from '../protocol/frames.ts';
import { Inspector } from '../training/inspector.ts';
import type { Clock } from '../lib/clock.ts';
import { LiveFrames } from './live-frames.ts';
import type { BuiltNet } from './net-builder.ts';
import type { Post } from '../protocol/messages.ts';

/** Characters that are counted at most. */
const excerptLength = 256;

export class StatisticsDesk extends LiveFrames<object, Inspector, LayerStatistics[]> {
  constructor({ net, text }: BuiltNet, post: Post, step: () => number, clock: Clock) {
    const { cell, layers, hiddenSize } = net.shape;
    const isHeldOut = text.tokens.length > text.trainLength;
    const start = isHeldOut ? text.trainLength : 0;
    const excerpt = Uint32Array.from(text.tokens.subarray(start, start + excerptLength));
    super(net.backend, clock, {
      prepare: () => Inspector.create(net, excerpt, { layersAtOnce: layers }),
      async run(inspector) {
        const readings = await inspector.run(Array.from({ length: layers }, (_, layer) => layer));
        // the page shows how a layer reads forward in time
        const shown = readings.filter(({ direction }) => direction === 0);
        return shown.map(({ traces }) => gateStatistics(cell, hiddenSize, traces));
      },
      show(shown, _, atStep) {
        const { length: characters } = excerpt;
        const frame = { step: atStep, characters, isHeldOut, layers: shown ?? [] };
        post({ type: 'statistics.frame', frame });
      },
      step,
      interval: 500,
      timeShare: 0.06,
    });
  }
}

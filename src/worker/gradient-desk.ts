/** Shows the gradient through time over one line. */
import { longestLine } from '../model/through-time.ts';
import type { GradientsThroughTime } from '../protocol/frames.ts';
import { ThroughTime } from '../training/through-time.ts';
import type { Clock } from '../lib/clock.ts';
import { LiveFrames } from './live-frames.ts';
import type { BuiltNet } from './net-builder.ts';
import type { Post } from '../protocol/messages.ts';

interface Watched {
  tokens: Uint32Array;
  characters: string[];
  cut: number;
  /** From 1. */
  layer: number;
}

export class GradientDesk extends LiveFrames<Watched, ThroughTime, GradientsThroughTime> {
  readonly #built: BuiltNet;

  constructor(built: BuiltNet, post: Post, step: () => number, clock: Clock) {
    const { net } = built;
    super(net.backend, clock, {
      prepare: async ({ tokens, layer }) =>
        tokens.length > 1 ? await ThroughTime.create(net, tokens, layer - 1) : null,
      run: (throughTime) => throughTime.run(),
      show(gradients, { layer, characters, cut }, atStep) {
        const cell = net.shape.cell.id;
        const frame = { step: atStep, layer, cell, characters, cut, gradients };
        const arrays = gradients
          ? Object.values(gradients).filter((values) => values !== null)
          : [];
        post(
          { type: 'gradient.frame', frame },
          arrays.map(({ buffer }: Float32Array<ArrayBuffer>) => buffer),
        );
      },
      step,
      interval: 400,
      timeShare: 0.12,
    });
    this.#built = built;
  }

  /** The end of the line, where it is longer than can be measured. */
  watchLine(line: string, layer: number): void {
    const { net, text } = this.#built;
    const { tokens } = text.vocabulary.encode(line);
    const cut = Math.max(0, tokens.length - longestLine(net.shape) - 1);
    const measured = Uint32Array.from(tokens).subarray(cut);
    this.watch({
      tokens: measured,
      characters: Array.from(measured, (token) => text.vocabulary.decode(token)),
      cut,
      layer: Math.max(1, Math.min(net.shape.layers, Math.floor(layer) || 1)),
    });
  }
}

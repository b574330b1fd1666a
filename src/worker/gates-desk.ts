/** Shows the gates of one line. */
import { Inspector, type Trace } from '../training/inspector.ts';
import { LiveFrames } from './live-frames.ts';
import type { BuiltNet } from './net-builder.ts';
import type { WorkerMessage } from './protocol.ts';

type Post = (message: WorkerMessage, transfer?: ArrayBuffer[]) => void;

interface Watched {
  tokens: Uint32Array;
  characters: string[];
  skipped: string[];
  /** From 1. */
  layer: number;
}

export class GatesDesk extends LiveFrames<Watched, Inspector, Trace[]> {
  readonly #built: BuiltNet;

  constructor(built: BuiltNet, post: Post, step: () => number) {
    const { net } = built;
    super(net.engine.gpu.device.queue, {
      prepare: async ({ tokens }) =>
        tokens.length > 0 ? await Inspector.create(net, tokens) : null,
      run: async (inspector, { layer }) => (await inspector.run([layer - 1]))[0],
      show(traces, { layer, characters, skipped }, atStep) {
        const { hiddenSize } = net.shape;
        const shown = traces ?? [];
        post(
          {
            type: 'gates.frame',
            frame: { step: atStep, layer, characters, skipped, hiddenSize, traces: shown },
          },
          shown.map(({ values }) => values.buffer),
        );
      },
      step,
      interval: 200,
      timeShare: 0.12,
    });
    this.#built = built;
  }

  watchLine(line: string, layer: number): void {
    const { vocabulary } = this.#built.text;
    const { tokens, skipped } = vocabulary.encode(line);
    this.watch({
      tokens: Uint32Array.from(tokens),
      characters: Array.from(tokens, (token) => vocabulary.decode(token)),
      skipped,
      layer: Math.max(1, Math.min(this.#built.net.shape.layers, Math.floor(layer) || 1)),
    });
  }
}

/** Shows the gates of one line. */
import { Inspector, type Reading } from '../training/inspector.ts';
import { predictions } from '../training/predictions.ts';
import { LiveFrames } from './live-frames.ts';
import type { BuiltNet } from './net-builder.ts';
import type { ExpectedSymbol, WorkerMessage } from './protocol.ts';

type Post = (message: WorkerMessage, transfer?: ArrayBuffer[]) => void;

interface Watched {
  tokens: Uint32Array;
  characters: string[];
  skipped: string[];
  /** From 1. */
  layer: number;
}

export class GatesDesk extends LiveFrames<Watched, Inspector, Reading> {
  readonly #built: BuiltNet;

  constructor(built: BuiltNet, post: Post, step: () => number) {
    const { net } = built;
    super(net.engine.gpu.device.queue, {
      prepare: async ({ tokens }) =>
        tokens.length > 0 ? await Inspector.create(net, tokens, { hasLogits: true }) : null,
      run: async (inspector, { layer }) => (await inspector.run([layer - 1]))[0],
      show(reading, { tokens, layer, characters, skipped }, step) {
        const { hiddenSize } = net.shape;
        const traces = reading ? [...reading.traces, ...reading.kept] : [];
        const starts = reading?.starts ?? [];
        const expected = reading?.logits ? expectedAfter(built, tokens, reading.logits) : null;
        const frame = { step, layer, characters, skipped, hiddenSize, traces, starts, expected };
        const buffers = [...traces, ...starts].map(({ values }) => values.buffer);
        post({ type: 'gates.frame', frame }, buffers);
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

function expectedAfter(
  { text: { vocabulary } }: BuiltNet,
  tokens: Uint32Array,
  logits: Float32Array,
): ExpectedSymbol[] {
  return predictions(logits, vocabulary.size, tokens).map(({ token, ...odds }) => ({
    symbol: vocabulary.decode(token),
    ...odds,
  }));
}

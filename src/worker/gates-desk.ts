/** Shows the gates of one line; where some are pinned, beside what they are without. */
import { countPins, packPins } from '../model/pins.ts';
import type { Pin } from '../protocol/pin.ts';
import { Inspector, type Reading } from '../training/inspector.ts';
import { predictions } from '../training/predictions.ts';
import type { Clock } from '../lib/clock.ts';
import { LiveFrames } from './live-frames.ts';
import type { BuiltNet } from './net-builder.ts';
import type { ExpectedSymbol } from '../protocol/frames.ts';
import type { Post } from '../protocol/messages.ts';

interface Watched {
  tokens: Uint32Array;
  characters: string[];
  skipped: string[];
  /** From 1. */
  layer: number;
  pins: readonly Pin[];
}

/** Readings of the net as it is and, if anything is pinned, as it is then. */
class LinePair {
  readonly #free: Inspector;
  readonly #held: Inspector | undefined;

  private constructor(free: Inspector, held: Inspector | undefined) {
    this.#free = free;
    this.#held = held;
  }

  static async create({ net }: BuiltNet, { tokens, pins }: Watched): Promise<LinePair> {
    // the logits are shown of the net that is watched: the one with the pins, if there are some
    const free = await Inspector.create(net, tokens, { hasLogits: pins.length === 0 });
    try {
      return new LinePair(
        free,
        pins.length > 0
          ? await Inspector.create(net, tokens, { hasLogits: true, pins })
          : undefined,
      );
    } catch (error) {
      free.destroy();
      throw error;
    }
  }

  async run(layer: number): Promise<Readings> {
    const [free, held] = await Promise.all([this.#free.run([layer]), this.#held?.run([layer])]);
    return { free: free[0], held: held?.[0] };
  }

  destroy(): void {
    this.#free.destroy();
    this.#held?.destroy();
  }
}

interface Readings {
  free: Reading | undefined;
  held: Reading | undefined;
}

export class GatesDesk extends LiveFrames<Watched, LinePair, Readings> {
  readonly #built: BuiltNet;
  #line = '';
  #layer = 1;
  #pins: readonly Pin[] = [];

  constructor(built: BuiltNet, post: Post, step: () => number, clock: Clock) {
    const { net } = built;
    super(net.backend, clock, {
      prepare: async (wish) => (wish.tokens.length > 0 ? await LinePair.create(built, wish) : null),
      run: (pair, { layer }) => pair.run(layer - 1),
      show(readings, { tokens, layer, characters, skipped, pins }, step) {
        const { hiddenSize } = net.shape;
        const { free, held } = readings ?? {};
        const reading = held ?? free;
        const traces = reading ? [...reading.traces, ...reading.kept] : [];
        const starts = reading?.starts ?? [];
        const unpinned = held && free ? { traces: free.traces, loss: free.loss } : null;
        const frame = {
          ...{ step, layer, characters, skipped, hiddenSize, traces, starts, unpinned },
          expected: reading?.logits ? expectedAfter(built, tokens, reading.logits) : null,
          loss: reading?.loss ?? NaN,
          pinned: countPins(net.shape, packPins(net.shape, pins)),
        };
        const moved = [...traces, ...starts, ...(unpinned?.traces ?? [])];
        post(
          { type: 'gates.frame', frame },
          moved.map(({ values }) => values.buffer),
        );
      },
      step,
      interval: 200,
      timeShare: 0.12,
    });
    this.#built = built;
  }

  /** @param layer from 1 */
  watchLine(line: string, layer: number): void {
    this.#line = line;
    this.#layer = Math.max(1, Math.min(this.#built.net.shape.layers, Math.floor(layer) || 1));
    this.#watch();
  }

  override unwatch(): void {
    this.#line = '';
    super.unwatch();
  }

  /** Shows the line with these gates pinned from now on. */
  pin(pins: readonly Pin[]): void {
    this.#pins = pins;
    if (this.#line !== '') this.#watch();
  }

  #watch(): void {
    const { vocabulary } = this.#built.text;
    const { tokens, skipped } = vocabulary.encode(this.#line);
    this.watch({
      tokens: Uint32Array.from(tokens),
      characters: Array.from(tokens, (token) => vocabulary.decode(token)),
      skipped,
      layer: this.#layer,
      pins: this.#pins,
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

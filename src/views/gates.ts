/** The gates of one line; where some are pinned, beside what they are without. */
import { stackAt } from '../model/model.ts';
import { countPins, packPins } from '../model/pins.ts';
import type { Direction } from '../protocol/direction.ts';
import type { ExpectedSymbol, GatesFrame } from '../protocol/frames.ts';
import type { Pin } from '../protocol/pin.ts';
import type { StackPart } from '../protocol/stack-part.ts';
import { Inspector } from '../training/inspector.ts';
import type { Net } from '../training/net.ts';
import { predictions } from '../training/predictions.ts';
import { stepsOf, type TokenLine } from '../data/sequences.ts';
import { directionWithin, layerWithin } from './line.ts';
import type { LiveNet, View } from './view.ts';

export const gates: View<'gates'> = {
  interval: 200,
  timeShare: 0.12,
  heedsPins: true,

  async open(live, wish) {
    const { net, data, pins } = live;
    const line = data.line(wish.line);
    const stack = stackAt(net.model, wish.part);
    const part: StackPart = stack === 0 ? 'decoder' : 'encoder';
    const shape = net.model.stacks[stack];
    const layer = layerWithin(shape, wish.layer);
    const direction = directionWithin(shape, wish.direction);
    const { hiddenSize } = shape;
    const pinned = countPins(net.shape, packPins(net.shape, pins)) + pinnedBefore(net, pins);
    const { labels, sourceLabels = [], skipped } = line;
    const tokens = part === 'decoder' ? labels : sourceLabels;
    const about = {
      ...(part === 'encoder' && { part, answer: labels }),
      layer,
      direction,
      tokens,
      skipped,
      hiddenSize,
      pinned,
    };
    if (tokens.length === 0) {
      const nothing = { traces: [], starts: [], unpinned: null, expected: null, loss: NaN };
      return { frame: (step) => ({ step, ...about, ...nothing }) };
    }
    const pair = await LinePair.create(live, line, part);
    return {
      next: async (step) => ({ step, ...about, ...(await pair.run(layer, direction)) }),
      destroy: () => pair.destroy(),
    };
  },
};

/** Of gates of the stack that reads a source. */
function pinnedBefore({ model: { stacks } }: Net, pins: readonly Pin[]): number {
  const [, encoder] = stacks;
  return stacks.length > 1 ? countPins(encoder, packPins(encoder, pins, 'encoder')) : 0;
}

/** Numbers have none: what is expected is shown in the forecast. */
const hasOdds = ({ objective }: LiveNet['net']) => objective.id !== 'squared';

type Measured = Pick<GatesFrame, 'traces' | 'starts' | 'unpinned' | 'expected' | 'loss'>;

/** Readings of the net as it is and, if anything is pinned, as it is then. */
class LinePair {
  readonly #live: LiveNet;
  readonly #line: TokenLine;
  readonly #free: Inspector;
  readonly #held: Inspector | undefined;

  private constructor(live: LiveNet, line: TokenLine, free: Inspector, held?: Inspector) {
    this.#live = live;
    this.#line = line;
    this.#free = free;
    this.#held = held;
  }

  static async create(live: LiveNet, line: TokenLine, part: StackPart): Promise<LinePair> {
    const { net, pins } = live;
    // the logits are shown of the net that is watched: the one with the pins, if there are some
    const hasLogits = part === 'decoder' && hasOdds(net);
    const free = await Inspector.create(net, [line], {
      part,
      hasLogits: hasLogits && pins.length === 0,
    });
    try {
      const held =
        pins.length > 0
          ? await Inspector.create(net, [line], { part, hasLogits, pins })
          : undefined;
      return new LinePair(live, line, free, held);
    } catch (error) {
      free.destroy();
      throw error;
    }
  }

  /** @param layer from 1 */
  async run(layer: number, direction: Direction): Promise<Measured> {
    const layers = [layer - 1];
    const runs = [this.#free, this.#held].flatMap((one) => one?.run(layers) ?? []);
    const [free, held] = (await Promise.all(runs)).map((readings) =>
      readings.find((reading) => reading.direction === direction),
    );
    const reading = held ?? free;
    return {
      traces: reading ? [...reading.traces, ...reading.saved] : [],
      starts: reading?.starts ?? [],
      unpinned: held && free ? { traces: free.traces, loss: free.loss } : null,
      expected: reading?.logits ? this.#expectedAfter(reading.logits) : null,
      loss: reading?.loss ?? NaN,
    };
  }

  destroy(): void {
    this.#free.destroy();
    this.#held?.destroy();
  }

  #expectedAfter(logits: Float32Array): (ExpectedSymbol | null)[] {
    const { data, net } = this.#live;
    const { targets } = this.#line;
    const { size } = data.targets;
    const before = new Array<null>(net.shape.summary ? stepsOf(this.#line) - 1 : 0).fill(null);
    const expected = predictions(logits, net.objective, size, targets).map(
      ({ token, ...odds }, time) => ({
        ...{ symbol: data.targets.label(token), ...odds },
        target: odds.targetProbability === null ? null : data.targets.label(targets[time]),
      }),
    );
    return [...before, ...expected];
  }
}

/** What the net writes for held-out sources, wrong answers first, and for a source of a person's own. */
import type { PairsFrame, WrittenPair } from '../protocol/pairs.ts';
import type { SourcePairs, TaskData } from '../tasks/task.ts';
import { Translator } from '../training/translator.ts';
import { TypedSource } from './typed-source.ts';
import type { LiveNet, View } from './view.ts';

/** Held-out pairs that are answered: the first ones. */
const mostAnswered = 96;

export const pairs: View<'pairs'> = {
  interval: 500,
  timeShare: 0.08,

  async open(live, { line, beams }) {
    const { pairs: given } = live.data;
    if (!given) return null;
    const typed = await TypedSource.create(live, given, { line, beams });
    try {
      const heldOut = await HeldOutPairs.create(live, given, beams);
      const total = given.counts.heldOut;
      return {
        async next(step): Promise<PairsFrame> {
          // both see the weights of now
          const [ofLine, ofHeldOut] = [typed?.run(), heldOut?.run()];
          const written = await ofLine;
          const examples = (await ofHeldOut) ?? [];
          return {
            ...{ step, counted: examples.length, total },
            examples: [...examples].sort((a, b) => Number(a.isRight) - Number(b.isRight)),
            line: written?.line ?? null,
          };
        },
        destroy() {
          typed?.destroy();
          heldOut?.destroy();
        },
      };
    } catch (error) {
      typed?.destroy();
      throw error;
    }
  },
};

class HeldOutPairs {
  readonly #pairs: SourcePairs;
  readonly #data: TaskData;
  readonly #translator: Translator;
  readonly #count: number;

  private constructor(live: LiveNet, pairs: SourcePairs, translator: Translator, count: number) {
    this.#data = live.data;
    this.#pairs = pairs;
    this.#translator = translator;
    this.#count = count;
  }

  /** Nothing where nothing is held out. */
  static async create(live: LiveNet, pairs: SourcePairs, beams: number) {
    const count = Math.min(mostAnswered, pairs.counts.heldOut);
    if (count === 0) return undefined;
    const { sourceSteps, timeSteps, end } = pairs;
    const sizes = { batchSize: count, beams, sourceSteps, timeSteps, end };
    const translator = await Translator.create(live.net, { ...sizes, name: 'held-out pairs' });
    return new HeldOutPairs(live, pairs, translator, count);
  }

  /** Nothing where two readings are under way. */
  async run(): Promise<WrittenPair[] | undefined> {
    const own = Array.from({ length: this.#count }, (_, index) => this.#pairs.at('heldOut', index));
    const sources = own.map(({ source }) => this.#pairs.sources.encode(source).tokens);
    const written = await this.#translator.run(sources);
    return written?.map(([best], at) => {
      const { source, target: wanted } = own[at];
      const given = this.#data.targets.decode(best.tokens);
      return { source, wanted, given, isRight: !best.isCut && given === wanted };
    });
  }

  destroy(): void {
    this.#translator.destroy();
  }
}

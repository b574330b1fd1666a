/** Held-out sources, written for greedily, as many at a time as need little memory. */
import type { WrittenPair } from '../protocol/pairs.ts';
import type { SourcePairs, TaskData } from '../tasks/task.ts';
import { Translator } from '../training/translator.ts';
import { gateWidth, mostGates } from './held-out-answers.ts';
import type { LiveNet } from './view.ts';

/** Held-out pairs that are answered at most: the first ones. */
const mostAnswered = 96;

export class HeldOutPairs {
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

  static async create(live: LiveNet, pairs: SourcePairs): Promise<HeldOutPairs> {
    const count = countOf(live, pairs);
    const { sourceSteps, timeSteps, end } = pairs;
    const sizes = { batchSize: count, beams: 1, sourceSteps, timeSteps, end };
    const translator = await Translator.create(live.net, { ...sizes, name: 'held-out pairs' });
    return new HeldOutPairs(live, pairs, translator, count);
  }

  /** Nothing where two readings are under way. */
  async run(): Promise<WrittenPair[] | undefined> {
    const own = Array.from({ length: this.#count }, (_, index) => this.#pairs.at('heldOut', index));
    const sources = own.map(({ source }) => this.#pairs.sources.encode(source).tokens);
    const written = await this.#translator.run(sources);
    return written?.map((answers, at) => {
      const best = answers.at(0);
      const { source, target: wanted } = own[at];
      const given = this.#data.targets.decode(best?.tokens ?? []);
      return { source, wanted, given, isRight: best?.isCut === false && given === wanted };
    });
  }

  destroy(): void {
    this.#translator.destroy();
  }
}

/** As many as the memory allows. */
function countOf({ net, data }: LiveNet, { counts, sourceSteps, timeSteps }: SourcePairs): number {
  const [decoder, encoder] = net.model.stacks.map(gateWidth);
  const values = sourceSteps * encoder + timeSteps * (decoder + data.targets.size);
  const most = Math.max(1, Math.floor(mostGates / values));
  return Math.min(mostAnswered, counts.heldOut, most);
}

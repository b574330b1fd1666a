/** What the net writes for a source of a person's own, and where it looks meanwhile. */
import type { WrittenLine } from '../protocol/pairs.ts';
import type { SourcePairs } from '../tasks/task.ts';
import { type Translation, Translator } from '../training/translator.ts';
import type { LiveNet } from './view.ts';

export interface WrittenSource {
  line: WrittenLine;
  /** The likeliest; none where the net's numbers are none. */
  best: Translation | undefined;
}

export class TypedSource {
  readonly #live: LiveNet;
  readonly #pairs: SourcePairs;
  readonly #source: string;
  readonly #tokens: ArrayLike<number>;
  readonly #skipped: readonly string[];
  readonly #translator: Translator;

  private constructor(
    live: LiveNet,
    pairs: SourcePairs,
    source: { text: string; tokens: ArrayLike<number>; skipped: readonly string[] },
    translator: Translator,
  ) {
    this.#live = live;
    this.#pairs = pairs;
    this.#source = source.text;
    this.#tokens = source.tokens;
    this.#skipped = source.skipped;
    this.#translator = translator;
  }

  /** @returns what is said instead where nothing is typed that the net can read: null where nothing is */
  static async create(
    live: LiveNet,
    pairs: SourcePairs,
    { line, beams }: { line: string; beams: number },
  ): Promise<TypedSource | { unread: WrittenLine | null }> {
    const text = line.trim();
    const read = pairs.sources.encode(text);
    if (read.tokens.length === 0) {
      const { skipped } = read;
      const line = { source: text, wanted: null, given: [], skipped };
      return { unread: skipped.length > 0 ? line : null };
    }
    const { timeSteps, end } = pairs;
    const sizes = { batchSize: 1, beams, sourceSteps: read.tokens.length, timeSteps, end };
    const options = { ...sizes, name: 'typed source', hasWeights: true };
    const translator = await Translator.create(live.net, options);
    return new TypedSource(live, pairs, { text, ...read }, translator);
  }

  /** Tokens of the source that the net reads. */
  get labels(): string[] {
    return Array.from(this.#tokens, (id) => this.#pairs.sources.label(id));
  }

  /** Nothing where two readings are under way. */
  async run(): Promise<WrittenSource | undefined> {
    const written = await this.#translator.run([this.#tokens]);
    if (!written) return undefined;
    const [answers] = written;
    const { targets } = this.#live.data;
    const line = {
      source: this.#source,
      wanted: this.#pairs.answerTo(this.#source),
      given: answers.map(({ tokens, score, isCut }) => {
        return { text: targets.decode(tokens), probability: Math.exp(score), isCut };
      }),
      skipped: this.#skipped,
    };
    return { line, best: answers[0] };
  }

  destroy(): void {
    this.#translator.destroy();
  }
}

/** What a net writes when it has read sources, several at a time, with the weights of now. */
import type { PlanRunner } from '../backend/backend.ts';
import {
  recordTranslation,
  type TranslationRecording,
  type TranslationSizes,
} from '../decode/translation.ts';
import { padded } from '../graph/tensor.ts';
import { noToken } from '../ops/no-token.ts';
import { fillSource } from '../data/sequence-batches.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net } from './net.ts';

/** What the beam gives places that nothing can fill is less, see beam.wgsl. */
const impossible = -1e29;

export interface Translation {
  /** The end is none of them. */
  tokens: number[];
  /** Logarithm of its probability, the end's included, nats. */
  score: number;
  /** It was not at its end after as many time steps as there are. */
  isCut: boolean;
  /** How much each token, and the end, looked at each place of the source, [tokens + 1][S]. */
  weights?: Float32Array[];
}

export interface TranslatorOptions extends TranslationSizes {
  /** Of its plan and its memory, where the ledger lists them. */
  name: string;
  /** Where it looks is read, too, where the net looks anywhere. */
  hasWeights?: boolean;
}

export class Translator {
  readonly #runner: PlanRunner;
  readonly #tensors: TranslationRecording;
  readonly #options: TranslatorOptions;
  readonly #inputs: ChunkInputs;

  private constructor(
    runner: PlanRunner,
    tensors: TranslationRecording,
    options: TranslatorOptions,
  ) {
    this.#runner = runner;
    this.#tensors = tensors;
    this.#options = options;
    this.#inputs = new ChunkInputs(runner.plan);
    this.#inputs.setNumbers(0, {});
  }

  /** @throws KernelError, or SettingsError where there is no memory; nothing is left behind then */
  static async create(net: Net, options: TranslatorOptions): Promise<Translator> {
    const tensors = recordTranslation(net.model, options);
    const { name } = options;
    const words = readFrom(tensors, options).reduce((sum, { storage }) => sum + storage.words, 0);
    const reading = { name, bytes: words * 4 };
    const runner = await net.prepare(net.plan(name, tensors.graph, 1), { reading });
    return new Translator(runner, tensors, options);
  }

  /** False while two readings are under way. */
  get isReady(): boolean {
    return this.#runner.isReady;
  }

  /**
   * Submits a run.
   * @param sources as many as sequences are written side by side, or fewer
   * @returns for each source what was followed to the end, the likeliest first: fewer than beams where
   * so much cannot be written, none where the net's numbers are none; undefined where two readings are
   * under way
   */
  run(sources: readonly ArrayLike<number>[]): Promise<Translation[][]> | undefined {
    const { source, lengths, start } = this.#tensors;
    const { batchSize, beams } = this.#options;
    const words = (tensor: typeof source) => this.#inputs.words(0, tensor);
    const read = { source: words(source), 'source-lengths': words(lengths) };
    for (let row = 0; row < batchSize * beams; row++) {
      fillSource(sources[Math.floor(row / beams)] ?? [], row, batchSize * beams, read);
    }
    words(start).fill(noToken);
    this.#runner.upload(this.#inputs.first(1));
    const tensors = readFrom(this.#tensors, this.#options);
    const sections = tensors.map((tensor) => this.#runner.section(tensor));
    const reading = this.#runner.runAndRead({}, sections);
    return reading?.then((bytes) => {
      const parts = new Map<object, ArrayBuffer>();
      let at = 0;
      for (const tensor of tensors) {
        const end = at + tensor.storage.words * 4;
        parts.set(tensor, bytes.slice(at, end));
        at = end;
      }
      return sources.map((_, sequence) =>
        Array.from({ length: beams }, (__, beam) =>
          this.#follow(sequence * beams + beam, parts),
        ).filter(({ score }) => score > impossible),
      );
    });
  }

  destroy(): void {
    this.#runner.destroy();
  }

  /** Back from the end of one to its beginning. */
  #follow(end: number, parts: ReadonlyMap<object, ArrayBuffer>): Translation {
    const { steps } = this.#tensors;
    const { sourceSteps } = this.#options;
    const words = (tensor: object) => new Uint32Array(parts.get(tensor) as ArrayBuffer);
    const floats = (tensor: object) => new Float32Array(parts.get(tensor) as ArrayBuffer);
    const tokens: number[] = [];
    const weights: Float32Array[] = [];
    let row = end;
    for (const step of [...steps].reverse()) {
      tokens.unshift(words(step.tokens)[row]);
      row = words(step.parents)[row];
      if (step.attention && parts.has(step.attention)) {
        const width = padded(sourceSteps);
        const from = row * width;
        weights.unshift(floats(step.attention).slice(from, from + sourceSteps));
      }
    }
    const length = tokens.indexOf(this.#options.end);
    const isCut = length < 0;
    const asked = isCut ? tokens.length : length + 1;
    return {
      tokens: isCut ? tokens : tokens.slice(0, length),
      score: floats(steps[steps.length - 1].scores)[end],
      isCut,
      ...(weights.length > 0 && { weights: weights.slice(0, asked) }),
    };
  }
}

function readFrom({ steps }: TranslationRecording, { hasWeights = false }: TranslatorOptions) {
  const of = steps.flatMap(({ tokens, parents, attention }) => [
    tokens,
    parents,
    ...(hasWeights && attention ? [attention] : []),
  ]);
  return [...of, steps[steps.length - 1].scores];
}

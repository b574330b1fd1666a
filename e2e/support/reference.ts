/** The float64 reference, fed with a net as the worker hands it out. */
import type { GatesFrame } from '../../src/protocol/frames.ts';
import type { NetInfo } from '../../src/protocol/net-info.ts';
import type { TextInfo } from '../../src/protocol/text-info.ts';
import { runForward } from '../../src/testing/reference/sequence-model.ts';
import type { Tensors } from '../../src/testing/reference/matrix.ts';
import { zeroStates, type ModelShape } from '../../src/testing/reference/model-shape.ts';
import { decodeArgmax, type Decoded } from '../../src/testing/reference/sample.ts';
import type { Parameters } from './playground.ts';

export class Reference {
  readonly shape: ModelShape;
  readonly #parameters: Tensors;
  readonly #symbols: string[];

  constructor(net: NetInfo, text: TextInfo, { parameters }: Parameters) {
    const embedding = parameters.find(({ name }) => name === 'embedding.weight');
    // The vocabulary numbers its characters by rising code point.
    this.#symbols = text.symbols
      .map(({ symbol }) => symbol)
      .sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
    this.shape = {
      cell: net.cell,
      numLayers: net.layers,
      hiddenSize: net.hiddenSize,
      vocabSize: this.#symbols.length,
      embeddingSize: embedding?.shape[1] ?? 0,
    };
    this.#parameters = Object.fromEntries(
      parameters.map(({ name, values }) => [name, Float64Array.from(values)]),
    );
  }

  tokens(characters: readonly string[]): number[] {
    return characters.map((character) => this.#symbols.indexOf(character));
  }

  /** Every trace of every layer over these characters, each [characters, hiddenSize]. */
  traces(characters: readonly string[]): Tensors[] {
    const tokens = this.tokens(characters);
    const batch = { batchSize: 1, timeSteps: tokens.length, tokens, targets: tokens };
    return runForward(this.shape, this.#parameters, batch, zeroStates(this.shape, 1)).traces;
  }

  /** The likeliest continuation, and how far each choice was from a tie. */
  continuation(prompt: string, length: number): Decoded & { text: string } {
    const decoded = decodeArgmax(this.shape, this.#parameters, this.tokens([...prompt]), length);
    return { ...decoded, text: decoded.tokens.map((token) => this.#symbols[token]).join('') };
  }

  /** Largest distance of any value of a frame from the reference; NaN counts as infinite. */
  distance({ layer, tokens: characters, traces }: GatesFrame): number {
    const expected = this.traces(characters)[layer - 1];
    let largest = 0;
    for (const { id, values } of traces) {
      if (values.length !== expected[id].length) return Infinity;
      values.forEach((value, index) => {
        const distance = Math.abs(value - expected[id][index]);
        largest = Number.isFinite(distance) ? Math.max(largest, distance) : Infinity;
      });
    }
    return largest;
  }
}

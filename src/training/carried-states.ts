/**
 * The states that a step starts from, one vector per layer and state of the cell: on the GPU
 * [B, H padded to vec4] at the start of each state, at the boundary `states.<state>_l<layer>` [B, H].
 */
import { padded } from '../graph/tensor.ts';
import type { Model } from '../model/model.ts';
import type { NamedValues } from '../model/parameters.ts';
import { directionsOf, layerSuffix, type StackSizes } from '../model/stack-shape.ts';
import { stateRow } from '../recurrence/strategy.ts';

/** In 4-byte words. */
export interface StateSection {
  /** Where it begins in the states tensor [layers · D · STATES · (T + 1), B, H]. */
  word: number;
  words: number;
}

/** What a model carries from batch to batch; null where every sequence begins with its batch. */
export function carriedBy(
  { carries, stacks: [stack] }: Pick<Model, 'carries' | 'stacks'>,
  unrolling: { timeSteps: number; batchSize: number },
): CarriedStates | null {
  return carries ? new CarriedStates(stack, unrolling) : null;
}

export class CarriedStates {
  readonly names: readonly string[];
  /** [B, H] */
  readonly shape: readonly [number, number];
  /** In the order of `names`. */
  readonly sections: readonly StateSection[];

  constructor(
    shape: StackSizes,
    { timeSteps, batchSize }: { timeSteps: number; batchSize: number },
  ) {
    const { cell, layers, hiddenSize } = shape;
    const words = batchSize * padded(hiddenSize);
    this.shape = [batchSize, hiddenSize];
    const walks = Array.from({ length: layers * directionsOf(shape) }, (_, index) => ({
      layer: Math.floor(index / directionsOf(shape)),
      direction: index % directionsOf(shape),
    }));
    const vectors = walks.flatMap(({ layer, direction }) =>
      cell.states.map(({ id }) => ({
        name: `states.${id}${layerSuffix(layer, direction)}`,
        start: stateRow(direction, timeSteps, 'start'),
      })),
    );
    this.names = vectors.map(({ name }) => name);
    this.sections = vectors.map(({ start }, state) => ({
      word: (state * (timeSteps + 1) + start) * words,
      words,
    }));
  }

  /** Words of all sections together. */
  get words(): number {
    return this.sections.reduce((sum, { words }) => sum + words, 0);
  }

  /** Section by section; padding is zero. */
  pack(named: readonly NamedValues[]): Float32Array<ArrayBuffer> {
    const flat = new Float32Array(this.words);
    const [batchSize, hiddenSize] = this.shape;
    this.names.forEach((name, state) => {
      const { values } = named.find((state) => state.name === name) as NamedValues;
      for (let b = 0; b < batchSize; b++) {
        flat.set(values.subarray(b * hiddenSize, (b + 1) * hiddenSize), this.#row(state, b));
      }
    });
    return flat;
  }

  unpack(flat: Float32Array): NamedValues[] {
    const [batchSize, hiddenSize] = this.shape;
    return this.names.map((name, state) => {
      const values = new Float32Array(batchSize * hiddenSize);
      for (let b = 0; b < batchSize; b++) {
        const start = this.#row(state, b);
        values.set(flat.subarray(start, start + hiddenSize), b * hiddenSize);
      }
      return { name, shape: this.shape, values };
    });
  }

  #row(state: number, b: number): number {
    const [batchSize, hiddenSize] = this.shape;
    return (state * batchSize + b) * padded(hiddenSize);
  }
}

/** Where the factors of a weight's uses lie in a plan that has done forward and backward over one line. */
import { padded, type Tensor } from '../graph/tensor.ts';
import type { recordLineGradient } from '../model/recordings.ts';
import type { ModelShape } from '../model/shape.ts';
import { directionsOf } from '../model/stack-shape.ts';
import { vectorGradientRows } from '../ops/additive-scores.ts';
import type { WeightUse } from '../protocol/frames.ts';
import { gatesOfDirection } from '../recurrence/gate-views.ts';
import { firstRow, type LayerSizes, stateView } from '../recurrence/strategy.ts';

export type LineGradient = ReturnType<typeof recordLineGradient>;

/** A word of a tensor. */
export interface WordPlace {
  tensor: Tensor;
  word: number;
}

/** What is read at each time step. */
export interface LineSteps {
  /** Tokens, or `noToken`, [T], or the bits of numbers, [T, F]. */
  tokens: Uint32Array;
  /** F; 1 for tokens. */
  features: number;
  /** Of a source that is read first; empty: none is. */
  source: Uint32Array;
}

/** All tensors of which a use may be asked: they have to outlive the run. */
export function usedTensors({ graph, tape, stacks, ...recorded }: LineGradient): Tensor[] {
  const { logits, losses, attention, initial = [] } = recorded;
  const ofStacks = stacks.flatMap(({ input, layers }) => [
    ...layers.map(({ gates }) => gates),
    ...(input ? [input, tape.gradientOf(input)] : []),
  ]);
  const begun = initial.flat(2).map((state) => tape.gradientOf(state));
  const looked = attention && [
    attention.context,
    tape.gradientOf(attention.keys),
    tape.gradientOf(attention.queries),
    ...graph.parameters.map((parameter) => vectorGradientRows(graph, parameter)),
  ];
  const all = [losses, logits, ...ofStacks, ...begun, ...(looked ?? [])];
  return all.filter((tensor) => tensor !== undefined);
}

export class UsePlaces {
  readonly #shape: ModelShape;
  readonly #tensors: LineGradient;
  readonly #line: LineSteps;

  constructor(shape: ModelShape, tensors: LineGradient, line: LineSteps) {
    this.#shape = shape;
    this.#tensors = tensors;
    this.#line = line;
  }

  /** Where the gradient of a product lies after backward, at every time step. */
  products({ into, at }: WeightUse): WordPlace[] {
    const { logits, tape, graph, attention, initial } = this.#tensors;
    const { input, layers } = this.#stack(at);
    switch (into.kind) {
      case 'logit': {
        const { token } = into;
        if (!this.#shape.summary) return this.#steps(logits, token, at);
        return Array.from({ length: this.#length(at) }, () => wordOf(logits, token));
      }
      case 'feature':
        return this.#steps(tape.gradientOf(input!)!, into.feature, at);
      case 'gate': {
        const { layer, direction = 0, gate, unit } = into;
        const gates = this.#shape.cell.gates.length;
        const own = gatesOfDirection(layers[layer].gates, this.#sizes(at), direction);
        return this.#steps(own, ((unit >> 2) * gates + gate) * 4 + (unit & 3), at);
      }
      case 'start':
        return [wordOf(tape.gradientOf(initial![into.layer][0][into.state])!, into.unit)];
      case 'key':
        return this.#steps(tape.gradientOf(attention!.keys)!, into.unit, at);
      case 'query':
        return this.#steps(tape.gradientOf(attention!.queries)!, into.unit, at);
      case 'scores': {
        const vector = graph.parameters.find((own) => vectorGradientRows(graph, own))!;
        return this.#steps(vectorGradientRows(graph, vector)!, into.unit, at);
      }
    }
  }

  /** Where an operand lies at every time step; undefined for one that the tokens tell. */
  operands({ times, at }: WeightUse): WordPlace[] | undefined {
    const { input, layers } = this.#stack(at);
    const isOfInput = times.kind === 'feature' || times.kind === 'number';
    if (isOfInput) return this.#steps(input!, times.feature, at);
    if (times.kind === 'context') {
      const column = times.direction * padded(this.#shape.hiddenSize) + times.unit;
      return this.#steps(this.#tensors.attention!.context, column, at);
    }
    if (times.kind !== 'state') return undefined;
    const { layer, direction = 0, state, time, unit } = times;
    if (time === 'end') return [wordOf(layers[layer].finals[direction][state], unit)];
    const { states } = this.#shape.cell;
    const sizes = this.#sizes(at);
    const { timeSteps: rows } = sizes;
    const row = firstRow(direction, rows, time);
    const window = { direction, state, row, rows };
    return this.#steps(stateView(layers[layer].states, sizes, states.length, window), unit, at);
  }

  /** Which share of a product each time step has: of the answer to all of them, what it is made of. */
  shares({ into, times, at }: WeightUse): number[] {
    const { summary } = this.#shape;
    const length = at === 'bridge' ? 1 : this.#length(at);
    if (into.kind !== 'logit' || !summary) return new Array<number>(length).fill(1);
    if (summary === 'mean') return new Array<number>(length).fill(1 / length);
    const isReversed = times.kind === 'state' && times.direction === 1;
    const end = isReversed ? 0 : length - 1;
    return Array.from({ length }, (_, time) => Number(time === end));
  }

  /** 1 where an operand that the tokens tell is there. */
  isRead({ times, at }: WeightUse): number[] {
    return Array.from(this.#tokens(at), (token) =>
      times.kind === 'token' && token !== times.token ? 0 : 1,
    );
  }

  #tokens(at: WeightUse['at']): Uint32Array {
    return at === 'source' ? this.#line.source : this.#line.tokens;
  }

  /** Time steps. */
  #length(at: WeightUse['at']): number {
    return at === 'source'
      ? this.#line.source.length
      : this.#line.tokens.length / this.#line.features;
  }

  #stack(at: WeightUse['at']) {
    const [answering, reading] = this.#tensors.stacks;
    return at ? reading : answering;
  }

  #sizes(at: WeightUse['at']): LayerSizes {
    const { hiddenSize, encoder } = this.#shape;
    const directions = at && encoder ? encoder.directions : directionsOf(this.#shape);
    return { timeSteps: this.#length(at), batchSize: 1, hiddenSize, directions };
  }

  /** One column of a tensor that has a row for every time step. */
  #steps(tensor: Tensor, column: number, at: WeightUse['at']): WordPlace[] {
    return Array.from({ length: this.#length(at) }, (_, time) =>
      wordOf(tensor, time * tensor.rowStride4 * 4 + column),
    );
  }
}

function wordOf(tensor: Tensor, word: number): WordPlace {
  return { tensor, word: tensor.offset4 * 4 + word };
}

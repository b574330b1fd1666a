/**
 * Checks the gradient of one weight over one line of text: nudges the weight in a copy of the net,
 * measures the slope of the loss, and sets it beside the engine's own backward and its summands.
 */
import type { PlanRunner, Section, Work } from '../backend/backend.ts';
import { askedSteps, type TokenLine } from '../data/sequences.ts';
import { sortTokens } from '../data/sort-tokens.ts';
import type { Tensor } from '../graph/tensor.ts';
import { recordLineGradient } from '../model/recordings.ts';
import { valueCount } from '../model/parameters.ts';
import { readsAhead } from '../model/shape.ts';
import { directionsOf } from '../model/stack-shape.ts';
import type { ParameterSpec } from '../model/module.ts';
import type { Operand, Product } from '../protocol/frames.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { weightUse } from '../model/weight-use.ts';
import { gatesOfDirection } from '../recurrence/gate-views.ts';
import { firstRow, type LayerSizes, stateView } from '../recurrence/strategy.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net } from './net.ts';
import { meanRounding, nudges, slopeOf, suitingNudge } from './weight-check.ts';
import type { WeightCheck } from '../protocol/frames.ts';

type LineGradient = ReturnType<typeof recordLineGradient>;

/** A weight, where the copy of the net holds it, and whether with the other sign. */
interface Place {
  name: string;
  index: number;
  section: Tensor;
  word: number;
  sign: 1 | -1;
}

export class GradientCheck {
  readonly #net: Net;
  /** Those that are read: one per time step. */
  readonly #tokens: Uint32Array;
  /** Whether each answer is known: one at each of them, or one for all. */
  readonly #counted: readonly boolean[];
  readonly #tensors: LineGradient;
  readonly #runner: PlanRunner;
  /** Dispatches until the losses are there. */
  readonly #forward: number;

  private constructor(net: Net, line: TokenLine, tensors: LineGradient, runner: PlanRunner) {
    this.#net = net;
    const timeSteps = stepsOf(net, line);
    this.#tokens = line.tokens.subarray(0, timeSteps);
    // one of several outputs, or yes or no of one: a single target for each answer
    const targets = line.targets.subarray(0, timeSteps);
    this.#counted = Array.from(targets, (target) => target !== maskedTarget);
    this.#tensors = tensors;
    this.#runner = runner;
    const { storage: losses } = tensors.losses;
    this.#forward =
      1 +
      runner.plan.dispatches.findIndex(({ bindings }) =>
        Object.values(bindings).some(({ storage }) => storage === losses),
      );
    const inputs = new ChunkInputs(runner.plan);
    const words = (tensor: Tensor) => inputs.words(0, tensor);
    words(tensors.inputs.tokens).set(this.#tokens);
    words(tensors.inputs.targets).set(targets);
    for (const { vocabSize, order, rowStart } of tensors.sorted) {
      const sorted = { order: words(order), rowStart: words(rowStart) };
      sortTokens(this.#tokens, vocabSize, sorted);
    }
    inputs.setNumbers(0, { inverse_count: 1 / this.#counted.filter(Boolean).length });
    runner.upload(inputs.first(1));
  }

  /**
   * A plan for this line, of which something is asked, with weights and gradients of its own.
   * @throws SettingsError where there is no memory for them
   */
  static async create(net: Net, line: TokenLine): Promise<GradientCheck> {
    const timeSteps = stepsOf(net, line);
    const sizes = { timeSteps, batchSize: 1, reachesWeights: true };
    const tensors = recordLineGradient(net.model, net.objective, sizes);
    const { graph, tape, stacks, logits, losses } = tensors;
    const [{ input, layers }] = stacks;
    const features = input && [input, tape.gradientOf(input) as Tensor];
    const read = [losses, logits, ...layers.map(({ gates }) => gates), ...(features ?? [])];
    for (const { storage } of read) graph.readBack.add(storage);
    const plan = net.plan('gradient check', graph, 1);
    // the weight, its gradient, the losses, and two factors of every summand
    const bytes = (2 + 3 * timeSteps) * 4;
    const reading = { name: 'gradient check', bytes, copies: nudges.length };
    const runner = await net.prepare(plan, { reading, isApart: true });
    return new GradientCheck(net, line, tensors, runner);
  }

  /**
   * Measures with the weights as they are when it is called; one call at a time.
   * @param index in PyTorch's order
   * @param epsilon how far to nudge; null: as far as suits the loss
   */
  async run(name: string, index: number, epsilon: number | null): Promise<WeightCheck> {
    const { spec, section } = this.#parameter(name);
    const place = { name, index, section, ...spec.place(index) };
    const { value, gradient, tokenLosses, summands } = await this.#backward(place);
    const loss = mean(tokenLosses);
    const nudge = epsilon ?? suitingNudge(loss, this.#net.shape.cell);
    const points = await Promise.all(
      nudges.map(async (factor) => {
        const weight = Math.fround(value + factor * nudge);
        return { weight, loss: factor === 0 ? loss : await this.#lossAt(place, weight) };
      }),
    );
    const measured = slopeOf(points, meanRounding(tokenLosses));
    return { value, nudge, loss, gradient, summands, ...measured };
  }

  /** Index of the weight whose gradient is the largest in size, of a parameter. */
  async largest(name: string): Promise<number> {
    const { spec, section } = this.#parameter(name);
    const gradient = this.#runner.section(this.#tensors.graph.parameterGradient(section));
    this.#runner.run(this.#fromWeightsOfNow);
    const words = new Float32Array(await this.#net.space.read(gradient, 'largest gradient'));
    let [largest, index] = [0, 0];
    for (let at = 0; at < valueCount(spec); at++) {
      const size = Math.abs(words[spec.place(at).word]);
      if (size > largest) [largest, index] = [size, at];
    }
    return index;
  }

  destroy(): void {
    this.#runner.destroy();
  }

  /** By PyTorch's name. */
  #parameter(name: string): { spec: ParameterSpec; section: Tensor } {
    const spec = this.#net.model.specs.find((one) => one.name === name);
    const section = this.#tensors.parameters.get(spec?.section ?? '');
    if (!spec || !section) throw new Error(`gradient check: the net has no weight ${name}`);
    return { spec, section };
  }

  /** Forward and backward, the copy of the net being as the net is now. */
  get #fromWeightsOfNow(): Work {
    const [from] = this.#net.sections;
    return { copies: [{ from, to: this.#runner.shared('parameters') as Section }] };
  }

  /** Takes the weights of now, and does forward and backward with them. */
  async #backward({ name, index, section, word, sign }: Place) {
    const { graph } = this.#tensors;
    const { into, times, sign: useSign } = weightUse(this.#net.shape, name, index);
    const operand = this.#operandSteps(times);
    const read = [
      this.#word(section, word),
      this.#word(graph.parameterGradient(section), word),
      this.#losses,
      ...this.#productSteps(into),
      ...(operand ?? []),
    ];
    const [weight, gradient, ...rest] = await this.#measure(this.#fromWeightsOfNow, read);
    const { length } = this.#tokens;
    const answers = this.#counted.length;
    const multiplied = operand ? rest.slice(answers + length) : this.#isRead(times);
    const shares = this.#sharesOf(into, times);
    const summands = rest
      .slice(answers, answers + length)
      .map((reached, time) => useSign * shares[time] * reached * multiplied[time]);
    return {
      value: sign * weight,
      gradient: sign * gradient,
      tokenLosses: this.#ofCounted(rest.slice(0, answers)),
      summands,
    };
  }

  /** Forward alone, with another weight in that place. */
  async #lossAt({ section, word, sign }: Place, weight: number): Promise<number> {
    this.#net.space.write(this.#word(section, word), Float32Array.of(sign * weight));
    const forward = { dispatches: { from: 0, to: this.#forward } };
    return mean(this.#ofCounted([...(await this.#measure(forward, [this.#losses]))]));
  }

  async #measure(work: Work, sections: readonly Section[]): Promise<Float32Array> {
    const reading = this.#runner.runAndRead(work, sections);
    if (!reading) throw new Error('gradient check: more than one run under way');
    return new Float32Array(await reading);
  }

  #ofCounted(losses: readonly number[]): number[] {
    return losses.filter((_, time) => this.#counted[time]);
  }

  get #losses(): Section {
    return this.#runner.section(this.#tensors.losses).part(0, this.#counted.length * 4);
  }

  /** Where the gradient of a product lies after backward, at every time step. */
  #productSteps(product: Product): Section[] {
    const { stacks, logits, tape } = this.#tensors;
    const [{ input, layers }] = stacks;
    if (product.kind === 'logit') {
      const { token } = product;
      if (!this.#net.shape.summary) return this.#steps(logits, token);
      return Array.from(this.#tokens, () => this.#word(logits, token));
    }
    if (product.kind === 'feature') {
      return this.#steps(tape.gradientOf(input!)!, product.feature);
    }
    const { layer, direction = 0, gate, unit } = product;
    const gates = this.#net.shape.cell.gates.length;
    const own = gatesOfDirection(layers[layer].gates, this.#sizes, direction);
    return this.#steps(own, ((unit >> 2) * gates + gate) * 4 + (unit & 3));
  }

  /** Where an operand lies at every time step; undefined for one that the tokens tell. */
  #operandSteps(operand: Operand): Section[] | undefined {
    const [{ input, layers }] = this.#tensors.stacks;
    if (operand.kind === 'feature') return this.#steps(input!, operand.feature);
    if (operand.kind !== 'state') return undefined;
    const { layer, direction = 0, state, time, unit } = operand;
    const { length: rows } = this.#tokens;
    const { states } = this.#net.shape.cell;
    const row = firstRow(direction, rows, time);
    const window = { direction, state, row, rows };
    return this.#steps(stateView(layers[layer].states, this.#sizes, states.length, window), unit);
  }

  /** Which share of a product each time step has: of the answer to all of them, what it is made of. */
  #sharesOf(into: Product, times: Operand): number[] {
    const { summary } = this.#net.shape;
    const { length } = this.#tokens;
    if (into.kind !== 'logit' || !summary) return new Array<number>(length).fill(1);
    if (summary === 'mean') return new Array<number>(length).fill(1 / length);
    const isReversed = times.kind === 'state' && times.direction === 1;
    const end = isReversed ? 0 : length - 1;
    return Array.from({ length }, (_, time) => Number(time === end));
  }

  get #sizes(): LayerSizes {
    const { shape } = this.#net;
    const directions = directionsOf(shape);
    const { length: timeSteps } = this.#tokens;
    return { timeSteps, batchSize: 1, hiddenSize: shape.hiddenSize, directions };
  }

  #isRead(operand: Operand): number[] {
    return Array.from(this.#tokens, (token) =>
      operand.kind === 'token' && token !== operand.token ? 0 : 1,
    );
  }

  /** One column of a tensor that has a row for every time step. */
  #steps(tensor: Tensor, column: number): Section[] {
    const { offset4, rowStride4 } = tensor;
    return Array.from(this.#tokens, (_, time) =>
      this.#word(tensor, (offset4 + time * rowStride4) * 4 + column),
    );
  }

  #word(tensor: Tensor, word: number): Section {
    return this.#runner.section(tensor).part(word * 4, 4);
  }
}

/** What later answers depend on counts too where layers read both ways. */
function stepsOf({ shape }: Net, line: TokenLine): number {
  return askedSteps(line, readsAhead(shape));
}

/** In double precision. */
function mean(losses: readonly number[]): number {
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

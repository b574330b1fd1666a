/**
 * Checks the gradient of one weight over one line of text: nudges the weight in a copy of the net,
 * measures the slope of the loss, and sets it beside the engine's own backward and its summands.
 */
import type { PlanRunner, Section, Work } from '../backend/backend.ts';
import { askedSteps, sourceSteps, stepsOf as stepsIn, type TokenLine } from '../data/sequences.ts';
import { sortTokens } from '../data/sort-tokens.ts';
import type { Tensor } from '../graph/tensor.ts';
import { recordLineGradient } from '../model/recordings.ts';
import { valueCount } from '../model/parameters.ts';
import { readsAhead } from '../model/shape.ts';
import type { ParameterSpec } from '../model/module.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { weightUse } from '../model/weight-use.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net } from './net.ts';
import { type LineGradient, usedTensors, UsePlaces, type WordPlace } from './use-places.ts';
import { meanRounding, nudges, slopeOf, suitingNudge } from './weight-check.ts';
import type { WeightCheck } from '../protocol/frames.ts';

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
  /** Whether each answer is known: one at each of them, or one for all. */
  readonly #counted: readonly boolean[];
  /** Numbers of an answer; 1 of a class. */
  readonly #width: number;
  readonly #tensors: LineGradient;
  readonly #places: UsePlaces;
  readonly #runner: PlanRunner;
  /** Dispatches until the losses are there. */
  readonly #forward: number;

  private constructor(net: Net, line: TokenLine, tensors: LineGradient, runner: PlanRunner) {
    this.#net = net;
    const timeSteps = stepsOf(net, line);
    const { source = new Uint32Array(0), features = 1 } = line;
    const tokens = line.tokens.subarray(0, timeSteps * features);
    // several numbers for each answer; else one of several outputs, or yes or no of one: a single target
    const width = Math.max(1, line.targets.length / stepsIn(line));
    const targets = line.targets.subarray(0, timeSteps * width);
    const answers = Array.from({ length: targets.length / width }, (_, at) => targets[at * width]);
    this.#width = width;
    this.#counted = answers.map((target) => target !== maskedTarget);
    this.#tensors = tensors;
    this.#places = new UsePlaces(net.shape, tensors, { tokens, features, source });
    this.#runner = runner;
    const { storage: losses } = tensors.losses;
    this.#forward =
      1 +
      runner.plan.dispatches.findIndex(({ bindings }) =>
        Object.values(bindings).some(({ storage }) => storage === losses),
      );
    const inputs = new ChunkInputs(runner.plan);
    const words = (tensor: Tensor) => inputs.words(0, tensor);
    words(tensors.inputs.tokens).set(tokens);
    if (source.length > 0) words(tensors.inputs.source).set(source);
    words(tensors.inputs.targets).set(targets);
    for (const { name, vocabSize, order, rowStart } of tensors.sorted) {
      const sorted = { order: words(order), rowStart: words(rowStart) };
      sortTokens(name === 'source' ? source : tokens, vocabSize, sorted);
    }
    inputs.setNumbers(0, { inverse_count: 1 / (this.#counted.filter(Boolean).length * width) });
    runner.upload(inputs.first(1));
  }

  /**
   * A plan for this line, of which something is asked, with weights and gradients of its own.
   * @throws SettingsError where there is no memory for them
   */
  static async create(net: Net, line: TokenLine): Promise<GradientCheck> {
    const timeSteps = stepsOf(net, line);
    const timeStepsOf = sourceSteps([line]);
    const sizes = { timeSteps, timeStepsOf, batchSize: 1, reachesWeights: true };
    const tensors = recordLineGradient(net.model, net.objective, sizes);
    const { graph } = tensors;
    for (const { storage } of usedTensors(tensors)) graph.readBack.add(storage);
    const plan = net.plan('gradient check', graph, 1);
    // the weight, its gradient, the losses, and two factors of every summand
    const uses = Math.max(timeSteps, line.source?.length ?? 0);
    const bytes = (2 + timeSteps + 2 * uses) * 4;
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
  async #backward({ name, index, section: weights, word, sign }: Place) {
    const { graph } = this.#tensors;
    const use = weightUse(this.#net.shape, name, index);
    const section = (place: WordPlace) => this.#word(place.tensor, place.word);
    const reached = this.#places.products(use).map(section);
    const operand = this.#places.operands(use)?.map(section);
    const read = [
      this.#word(weights, word),
      this.#word(graph.parameterGradient(weights), word),
      this.#losses,
      ...reached,
      ...(operand ?? []),
    ];
    const [weight, gradient, ...rest] = await this.#measure(this.#fromWeightsOfNow, read);
    const { length } = reached;
    const answers = this.#counted.length;
    const multiplied = operand ? rest.slice(answers + length) : this.#places.isRead(use);
    const shares = this.#places.shares(use);
    const summands = rest.slice(answers, answers + length).map((gradient, time) => {
      const factor = multiplied[time - (use.before ?? 0)] ?? 0;
      return use.sign * shares[time] * gradient * factor;
    });
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

  /** Of each answer that is known, the mean over its numbers. */
  #ofCounted(losses: readonly number[]): number[] {
    return losses.filter((_, time) => this.#counted[time]).map((loss) => loss / this.#width);
  }

  get #losses(): Section {
    return this.#runner.section(this.#tensors.losses).part(0, this.#counted.length * 4);
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

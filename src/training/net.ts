/**
 * A net on a backend: its weights, and the plans that run over them. Training, validation, the gates
 * view and sampling bind the same live weights.
 */
import type { Backend, PlanOptions, PlanRunner, Section, Space } from '../backend/backend.ts';
import type { Graph } from '../graph/graph.ts';
import type { KernelSupply } from '../graph/kernel-supply.ts';
import type { Plan } from '../graph/plan.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { type FormChoice, schedule } from '../graph/schedule.ts';
import { ShapeError } from '../lib/errors.ts';
import { initialParameters } from '../model/initialisation.ts';
import type { Model } from '../model/model.ts';
import { type Objective, softmax } from '../model/objective.ts';
import {
  type NamedValues,
  packParameters,
  type Signs,
  unpackParameters,
} from '../model/parameters.ts';
import type { ModelShape } from '../model/shape.ts';
import type { MomentOrder, Optimizer } from '../optimizers/optimizer.ts';

export interface NetOptions {
  model: Model;
  /** What it is to learn: one of several classes unless told otherwise. */
  objective?: Objective;
  optimizer: Optimizer;
  form: ProductForm;
  /** Of single nodes of its plans, another one. */
  formOf?: FormChoice;
  /** Kernels that its plans are to run, whatever its sizes. */
  supply?: KernelSupply;
  seed: number;
  /** Weights to start from instead of those of the seed. */
  initial?: readonly NamedValues[];
}

/** One of the moments that the optimizer keeps, under the parameters' names. */
export interface Moment {
  order: MomentOrder;
  values: readonly NamedValues[];
}

/** What plans are made for: a net, or what is going to be one. */
export type NetPlanner = Pick<Net, 'model' | 'objective' | 'optimizer' | 'plan'>;

export class Net {
  /** Its own, and that of its plans. */
  readonly space: Space;
  readonly model: Model;
  readonly objective: Objective;
  readonly optimizer: Optimizer;
  readonly form: ProductForm;
  readonly #formOf: FormChoice | undefined;
  readonly #supply: KernelSupply | undefined;
  /** Of the initial weights and of what is dropped. */
  readonly seed: number;
  readonly #initial: Float32Array<ArrayBuffer>;
  readonly #weights: Section;
  readonly #moments: Section | undefined;

  private constructor(
    space: Space,
    { model, objective = softmax, optimizer, form, formOf, supply, seed }: NetOptions,
    initial: Float32Array<ArrayBuffer>,
  ) {
    this.space = space;
    this.model = model;
    this.objective = objective;
    this.optimizer = optimizer;
    this.form = form;
    this.#formOf = formOf;
    this.#supply = supply;
    this.seed = seed;
    this.#initial = initial;
    this.#weights = space.shared('parameters') as Section;
    this.#moments = space.shared('moments');
    this.rewind();
  }

  /** @throws SettingsError when there is no memory for the weights; nothing is left behind then */
  static async create(backend: Backend, options: NetOptions): Promise<Net> {
    const { model, optimizer, seed, initial } = options;
    const { specs } = model;
    const packed = packParameters(specs, initial ?? initialParameters(specs, seed));
    const bytes = packed.byteLength;
    const space = await backend.openSpace('net', {
      parameters: bytes,
      gradients: bytes,
      moments: bytes * optimizer.moments.length,
    });
    return new Net(space, options, packed);
  }

  /**
   * Of a model that is one stack between tokens and a head.
   * @throws ShapeError for others
   */
  get shape(): ModelShape {
    const { shape, stacks } = this.model;
    if (shape) return shape;
    throw new ShapeError({
      where: 'net',
      what: 'its model is not one stack between tokens and a head',
      values: { stacks: stacks.map(({ prefix }) => prefix).join(', ') },
      advice: 'Look at its stacks instead',
    });
  }

  get backend(): Backend {
    return this.space.backend;
  }

  /** Initial weights, zero moments. */
  rewind(): void {
    this.space.write(this.#weights, this.#initial);
    if (this.#moments) this.space.clear([this.#moments]);
  }

  /** Weights and moments from elsewhere; `rewind` still goes back to the initial weights. */
  write(weights: readonly NamedValues[], moments: readonly Moment[]): void {
    const { space, model } = this;
    const [ofWeights, ...ofMoments] = this.sections;
    space.write(ofWeights, packParameters(model.specs, weights));
    moments.forEach(({ order, values }, index) => {
      space.write(ofMoments[index], packParameters(model.specs, values, signsOfMoment(order)));
    });
  }

  /** The weights, then each moment: all of the flat layout. */
  get sections(): Section[] {
    const { bytes } = this.#weights;
    const moments = this.optimizer.moments.flatMap(
      (_, index) => this.#moments?.part(index * bytes, bytes) ?? [],
    );
    return [this.#weights, ...moments];
  }

  /** @param slots most steps in a chunk */
  plan(name: string, graph: Graph, slots: number): Plan {
    const { limits } = this.backend;
    const { form } = this;
    const options = { name, slots, limits, form, formOf: this.#formOf, supply: this.#supply };
    return schedule(graph, options);
  }

  /**
   * A plan ready to run, and staging for what is read out of it.
   * @throws KernelError, or SettingsError where there is no memory; nothing is left behind then
   */
  async prepare(
    plan: Plan,
    options: PlanOptions,
    onKernel?: (done: number, total: number) => void,
  ): Promise<PlanRunner> {
    const runner = await this.space.allocate(plan, options);
    try {
      await runner.compile(onKernel);
      return runner;
    } catch (error) {
      runner.destroy();
      throw error;
    }
  }

  readParameters(): Promise<NamedValues[]> {
    return this.#read(this.#weights);
  }

  /** Of the latest training step, before clipping. */
  readGradients(): Promise<NamedValues[]> {
    return this.#read(this.space.shared('gradients') as Section);
  }

  destroy(): void {
    this.space.destroy();
  }

  async #read(section: Section): Promise<NamedValues[]> {
    const bytes = await this.space.read(section, 'parameters');
    return unpackParameters(this.model.specs, new Float32Array(bytes));
  }
}

export function signsOfMoment(order: MomentOrder): Signs {
  return order === 1 ? 'signed' : 'squares';
}

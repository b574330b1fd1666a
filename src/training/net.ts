/**
 * A net on the GPU: its weights, and the plans that run over them. Training, validation, the gates
 * view and sampling bind the same live weights.
 */
import { allocate, readBuffer } from '../gpu/allocation.ts';
import type { Gpu, ProductForm } from '../gpu/device.ts';
import { KernelCache } from '../gpu/kernel-cache.ts';
import { Ledger } from '../gpu/ledger.ts';
import { Readback } from '../gpu/readback.ts';
import { type BufferRange, Executor, type SharedBuffers } from '../graph/executor.ts';
import type { Graph } from '../graph/graph.ts';
import type { KernelSupply } from '../graph/kernel-supply.ts';
import type { MemoryLimits } from '../graph/memory-plan.ts';
import type { Plan } from '../graph/plan.ts';
import { schedule } from '../graph/schedule.ts';
import { initialParameters } from '../model/initialisation.ts';
import {
  type NamedValues,
  packParameters,
  type Signs,
  unpackParameters,
} from '../model/parameters.ts';
import type { ModelShape } from '../model/shape.ts';
import type { MomentOrder, Optimizer } from '../optimizers/optimizer.ts';

/** What every plan on one device shares. */
export interface Engine {
  gpu: Gpu;
  cache: KernelCache;
  ledger: Ledger;
}

export function createEngine(gpu: Gpu): Engine {
  return { gpu, cache: new KernelCache(gpu.device), ledger: new Ledger(gpu.device) };
}

export interface NetOptions {
  shape: ModelShape;
  optimizer: Optimizer;
  form: ProductForm;
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

/** What is read out of a plan: the most bytes at once, and how many times at the same time. */
export interface Reading {
  name: string;
  bytes: number;
  copies?: number;
}

export interface PrepareOptions {
  onKernel?: (done: number, total: number) => void;
  /** The plan has weights, gradients and moments of its own: nothing it does reaches training. */
  isApart?: boolean;
}

interface Prepared {
  executor: Executor;
  readback: Readback;
}

export function memoryLimits(device: GPUDevice): MemoryLimits {
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  return { maxBufferBytes: maxBufferSize, maxBindingBytes: maxStorageBufferBindingSize };
}

export class Net {
  readonly engine: Engine;
  readonly shape: ModelShape;
  readonly optimizer: Optimizer;
  readonly form: ProductForm;
  readonly #supply: KernelSupply | undefined;
  /** Of the initial weights and of what is dropped. */
  readonly seed: number;
  readonly #initial: Float32Array<ArrayBuffer>;
  readonly #weights: GPUBuffer;
  readonly #gradients: GPUBuffer;
  readonly #moments: GPUBuffer | undefined;

  private constructor(
    engine: Engine,
    { shape, optimizer, form, supply, seed }: NetOptions,
    initial: Float32Array<ArrayBuffer>,
    [weights, gradients, moments]: readonly GPUBuffer[],
  ) {
    this.engine = engine;
    this.shape = shape;
    this.optimizer = optimizer;
    this.form = form;
    this.#supply = supply;
    this.seed = seed;
    this.#initial = initial;
    this.#weights = weights;
    this.#gradients = gradients;
    this.#moments = moments;
    this.rewind();
  }

  /** @throws SettingsError when the GPU has no memory for the weights; nothing is left behind then */
  static async create(engine: Engine, options: NetOptions): Promise<Net> {
    const { shape, optimizer, seed, initial } = options;
    const packed = packParameters(shape, initial ?? initialParameters(shape, seed));
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const sizes = [
      { name: 'parameters', copies: 1 },
      { name: 'gradients', copies: 1 },
      { name: 'moments', copies: optimizer.moments.length },
    ].filter(({ copies }) => copies > 0);
    const buffers = await allocate(engine.ledger, 'net', () =>
      sizes.map(({ name, copies }) =>
        engine.ledger.create(name, packed.byteLength * copies, usage),
      ),
    );
    return new Net(engine, options, packed, buffers);
  }

  /** Initial weights, zero moments. */
  rewind(): void {
    const { device } = this.engine.gpu;
    device.queue.writeBuffer(this.#weights, 0, this.#initial);
    if (!this.#moments) return;
    const encoder = device.createCommandEncoder();
    encoder.clearBuffer(this.#moments);
    device.queue.submit([encoder.finish()]);
  }

  /** Weights and moments from elsewhere; `rewind` still goes back to the initial weights. */
  write(weights: readonly NamedValues[], moments: readonly Moment[]): void {
    const { queue } = this.engine.gpu.device;
    const { shape } = this;
    queue.writeBuffer(this.#weights, 0, packParameters(shape, weights));
    moments.forEach(({ order, values }, index) => {
      const flat = packParameters(shape, values, signsOfMoment(order));
      queue.writeBuffer(this.#moments as GPUBuffer, index * flat.byteLength, flat);
    });
  }

  /** Where the weights lie, then each moment: all of the flat layout. */
  get ranges(): BufferRange[] {
    const bytes = this.#weights.size;
    const moments = this.#moments;
    const range = (buffer: GPUBuffer, index = 0) => ({ buffer, offset: index * bytes, bytes });
    return [
      range(this.#weights),
      ...(moments ? this.optimizer.moments.map((_, index) => range(moments, index)) : []),
    ];
  }

  /** @param slots most steps in a chunk */
  plan(name: string, graph: Graph, slots: number): Plan {
    const limits = memoryLimits(this.engine.gpu.device);
    return schedule(graph, { name, slots, limits, form: this.form, supply: this.#supply });
  }

  /**
   * A plan ready to run, and staging for what is read out of it.
   * @throws KernelError, or SettingsError where there is no memory; nothing is left behind then
   */
  async prepare(
    plan: Plan,
    reading: Reading,
    { onKernel, isApart = false }: PrepareOptions = {},
  ): Promise<Prepared> {
    const prepared = await this.allocate(plan, reading, isApart);
    try {
      await prepared.executor.compile(onKernel);
      return prepared;
    } catch (error) {
      prepared.readback.destroy();
      prepared.executor.destroy();
      throw error;
    }
  }

  /** For a plan that runs later: its kernels are still to be compiled. */
  async allocate(plan: Plan, { name, bytes, copies }: Reading, isApart = false): Promise<Prepared> {
    const { cache, ledger } = this.engine;
    const shared = isApart ? {} : this.#shared;
    const executor = await Executor.allocate(plan, cache, ledger, shared);
    try {
      return { executor, readback: await Readback.create(ledger, name, bytes, copies) };
    } catch (error) {
      executor.destroy();
      throw error;
    }
  }

  get #shared(): SharedBuffers {
    return { parameters: this.#weights, gradients: this.#gradients, moments: this.#moments };
  }

  readParameters(): Promise<NamedValues[]> {
    return this.#read(this.#weights);
  }

  /** Of the latest training step, before clipping. */
  readGradients(): Promise<NamedValues[]> {
    return this.#read(this.#gradients);
  }

  destroy(): void {
    for (const buffer of [this.#weights, this.#gradients, this.#moments]) {
      if (buffer) this.engine.ledger.destroy(buffer);
    }
  }

  /** Rare and of any size: a staging buffer of its own, gone afterwards. */
  async #read(buffer: GPUBuffer): Promise<NamedValues[]> {
    const { gpu, ledger } = this.engine;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const [staging] = await allocate(ledger, 'parameters staging', () => [
      ledger.create('parameters staging', buffer.size, usage),
    ]);
    try {
      const encoder = gpu.device.createCommandEncoder();
      encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
      gpu.device.queue.submit([encoder.finish()]);
      const bytes = await readBuffer(gpu.device, staging, buffer.size);
      return unpackParameters(this.shape, new Float32Array(bytes));
    } finally {
      ledger.destroy(staging);
    }
  }
}

export function signsOfMoment(order: MomentOrder): Signs {
  return order === 1 ? 'signed' : 'squares';
}

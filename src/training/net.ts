/**
 * A net on the GPU: its weights, and the plans that run over them. Training, validation, the gates
 * view and sampling bind the same live weights.
 */
import type { Gpu, KernelForm } from '../gpu/device.ts';
import { SettingsError } from '../lib/errors.ts';
import { KernelCache } from '../gpu/kernel-cache.ts';
import { Ledger } from '../gpu/ledger.ts';
import { type BufferRange, Executor, type SharedBuffers } from '../graph/executor.ts';
import type { Graph } from '../graph/graph.ts';
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
import { type ModelShape, parameterCount } from '../model/shape.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';

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
  form: KernelForm;
  seed: number;
  /** Weights to start from instead of those of the seed. */
  initial?: readonly NamedValues[];
}

export function memoryLimits(device: GPUDevice): MemoryLimits {
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  return { maxBufferBytes: maxBufferSize, maxBindingBytes: maxStorageBufferBindingSize };
}

export class Net {
  readonly engine: Engine;
  readonly shape: ModelShape;
  readonly optimizer: Optimizer;
  readonly form: KernelForm;
  /** Of the initial weights and of what is dropped. */
  readonly seed: number;
  readonly #initial: Float32Array<ArrayBuffer>;
  readonly #weights: GPUBuffer;
  readonly #gradients: GPUBuffer;
  readonly #moments: GPUBuffer | undefined;

  constructor(engine: Engine, { shape, optimizer, form, seed, initial }: NetOptions) {
    this.engine = engine;
    this.shape = shape;
    this.optimizer = optimizer;
    this.form = form;
    this.seed = seed;
    this.#initial = packParameters(shape, initial ?? initialParameters(shape, seed));
    const { ledger } = engine;
    const bytes = this.#initial.byteLength;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    this.#weights = ledger.create('parameters', bytes, usage);
    this.#gradients = ledger.create('gradients', bytes, usage);
    if (optimizer.moments > 0) {
      this.#moments = ledger.create('moments', bytes * optimizer.moments, usage);
    }
    this.rewind();
  }

  /** @throws SettingsError when the GPU has no memory for the weights; nothing is left behind then */
  static async create(engine: Engine, options: NetOptions): Promise<Net> {
    const { device } = engine.gpu;
    device.pushErrorScope('out-of-memory');
    const net = new Net(engine, options);
    const problem = await device.popErrorScope();
    if (!problem) return net;
    net.destroy();
    throw new SettingsError({
      where: 'net',
      what: 'the GPU has no memory for the weights',
      values: { parameters: parameterCount(options.shape) },
      advice: 'Choose a smaller hidden size or fewer layers',
    });
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
  write(weights: readonly NamedValues[], moments: readonly NamedValues[][]): void {
    const { queue } = this.engine.gpu.device;
    const { shape } = this;
    queue.writeBuffer(this.#weights, 0, packParameters(shape, weights));
    moments.forEach((named, index) => {
      const flat = packParameters(shape, named, signsOfMoment(index));
      queue.writeBuffer(this.#moments as GPUBuffer, index * flat.byteLength, flat);
    });
  }

  /** Where the weights lie, then each moment: all of the flat layout. */
  get ranges(): BufferRange[] {
    const bytes = this.#weights.size;
    const moments = this.#moments;
    const range = (buffer: GPUBuffer, index = 0) => ({ buffer, offset: index * bytes, bytes });
    const count = this.optimizer.moments;
    return [
      range(this.#weights),
      ...(moments ? Array.from({ length: count }, (_, index) => range(moments, index)) : []),
    ];
  }

  /** @param slots most steps in a chunk */
  plan(name: string, graph: Graph, slots: number): Plan {
    const limits = memoryLimits(this.engine.gpu.device);
    return schedule(graph, { name, slots, limits, form: this.form });
  }

  execute(plan: Plan, onKernel?: (done: number, total: number) => void): Promise<Executor> {
    const { cache, ledger } = this.engine;
    return Executor.create(plan, cache, ledger, this.#shared, onKernel);
  }

  /** For a plan that runs later: its kernels are still to be compiled. */
  allocate(plan: Plan): Promise<Executor> {
    const { cache, ledger } = this.engine;
    return Executor.allocate(plan, cache, ledger, this.#shared);
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
    const staging = ledger.create('parameters staging', buffer.size, usage);
    try {
      const encoder = gpu.device.createCommandEncoder();
      encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
      gpu.device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const flat = new Float32Array(staging.getMappedRange().slice(0));
      return unpackParameters(this.shape, flat);
    } finally {
      ledger.destroy(staging);
    }
  }
}

/** The first moment is a mean of gradients, the second one of their squares. */
export function signsOfMoment(index: number): Signs {
  return index === 0 ? 'signed' : 'squares';
}

/** Compiles kernels once per device and keeps the pipelines; plans of any net share them. */
import { RefusedKernelError, messageOf } from '../../lib/errors.ts';
import {
  assemble,
  kernelText,
  type KernelInterface,
  type KernelSource,
  readInterface,
} from '../../graph/kernel-source.ts';

/** A kernel of one device: how its arrays are bound is known at once, its pipeline when asked for. */
export class Kernel {
  readonly label: string;
  readonly interface: KernelInterface;
  /** Layout of the arrays, `@group(1)`. */
  readonly storageLayout: GPUBindGroupLayout;
  readonly #device: GPUDevice;
  readonly #text: string;
  readonly #descriptor: Omit<GPUComputePipelineDescriptor, 'compute'>;
  readonly #entryPoint: string;
  #pipeline: GPUComputePipeline | undefined;
  #compiling: Promise<void> | undefined;

  constructor(
    device: GPUDevice,
    source: KernelSource,
    text: string,
    numbersLayout: GPUBindGroupLayout,
  ) {
    const { label, entryPoint } = source;
    this.label = label;
    this.interface = readInterface(source);
    this.storageLayout = device.createBindGroupLayout({
      label,
      entries: this.interface.storage.map(({ binding, writable }) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: writable ? 'storage' : 'read-only-storage' },
      })),
    });
    const bindGroupLayouts = [numbersLayout, this.storageLayout];
    this.#descriptor = { label, layout: device.createPipelineLayout({ label, bindGroupLayouts }) };
    this.#device = device;
    this.#text = text;
    this.#entryPoint = entryPoint;
  }

  get isCompiled(): boolean {
    return this.#pipeline !== undefined;
  }

  /** Only once it is compiled. */
  get pipeline(): GPUComputePipeline {
    if (!this.#pipeline) throw new Error(`${this.label}: not compiled yet`);
    return this.#pipeline;
  }

  /** Once, however often it is called. @throws RefusedKernelError with the compiler's messages */
  compile(): Promise<void> {
    return (this.#compiling ??= this.#compile().catch((error: unknown) => {
      this.#compiling = undefined;
      throw error;
    }));
  }

  async #compile(): Promise<void> {
    const device = this.#device;
    const { label } = this;
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ label, code: this.#text });
    const scope = device.popErrorScope();
    try {
      const pipeline = await device.createComputePipelineAsync({
        ...this.#descriptor,
        compute: { module, entryPoint: this.#entryPoint },
      });
      const problem = await scope;
      if (problem) throw new Error(problem.message);
      this.#pipeline = pipeline;
    } catch (error) {
      throw await compileError(label, module, this.#text, error);
    }
  }
}

/** Group 0 of every kernel: its `Uniforms` and the numbers of the step, both at dynamic offsets. */
function numbersLayout(device: GPUDevice): GPUBindGroupLayout {
  const entry = (binding: number): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type: 'uniform', hasDynamicOffset: true },
  });
  return device.createBindGroupLayout({ label: 'numbers', entries: [entry(0), entry(1)] });
}

export class KernelCache {
  readonly device: GPUDevice;
  readonly numbersLayout: GPUBindGroupLayout;
  readonly #kernels = new Map<string, Kernel>();

  constructor(device: GPUDevice) {
    this.device = device;
    this.numbersLayout = numbersLayout(device);
  }

  /** The same kernel for the same text; not compiled here. */
  get(source: KernelSource): Kernel {
    const key = kernelText(source);
    let kernel = this.#kernels.get(key);
    if (!kernel) {
      kernel = new Kernel(this.device, source, assemble(source), this.numbersLayout);
      this.#kernels.set(key, kernel);
    }
    return kernel;
  }
}

async function compileError(
  label: string,
  module: GPUShaderModule,
  text: string,
  error: unknown,
): Promise<RefusedKernelError> {
  const { messages } = await module.getCompilationInfo();
  const lines = text.split('\n');
  const listed = messages
    .filter((message) => message.type === 'error')
    .map(
      (m) => `${m.lineNum}:${m.linePos} ${m.message} in «${lines[m.lineNum - 1]?.trim() ?? ''}»`,
    );
  const reason = messageOf(error);
  const values = { kernel: label, reason: listed.length > 0 ? listed.join('; ') : reason };
  return new RefusedKernelError({ code: 'kernel refused', values }, { cause: error });
}

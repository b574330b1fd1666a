/** Compiles kernels once per device and keeps the pipelines; plans of any net share them. */
import { KernelError } from '../lib/errors.ts';
import {
  assemble,
  type KernelInterface,
  type KernelSource,
  readInterface,
} from './kernel-source.ts';

export interface Kernel {
  label: string;
  pipeline: GPUComputePipeline;
  interface: KernelInterface;
  /** Layout of the arrays, `@group(1)`. */
  storageLayout: GPUBindGroupLayout;
}

/** Group 0 of every kernel: its `Params` and the numbers of the step, both at dynamic offsets. */
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
  readonly #kernels = new Map<string, Promise<Kernel>>();

  constructor(device: GPUDevice) {
    this.device = device;
    this.numbersLayout = numbersLayout(device);
  }

  /** @throws KernelError with the compiler's messages */
  get(source: KernelSource): Promise<Kernel> {
    const text = assemble(source);
    const key = `${source.entryPoint}\n${text}`;
    let kernel = this.#kernels.get(key);
    if (!kernel) {
      kernel = this.#compile(source, text);
      this.#kernels.set(key, kernel);
      kernel.catch(() => this.#kernels.delete(key));
    }
    return kernel;
  }

  async #compile(source: KernelSource, text: string): Promise<Kernel> {
    const { device } = this;
    const { label, entryPoint } = source;
    const kernelInterface = readInterface(source);
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ label, code: text });
    const storageLayout = device.createBindGroupLayout({
      label,
      entries: kernelInterface.storage.map(({ binding, writable }) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: writable ? 'storage' : 'read-only-storage' },
      })),
    });
    const layout = device.createPipelineLayout({
      label,
      bindGroupLayouts: [this.numbersLayout, storageLayout],
    });
    const scope = device.popErrorScope();
    try {
      const pipeline = await device.createComputePipelineAsync({
        label,
        layout,
        compute: { module, entryPoint },
      });
      const problem = await scope;
      if (problem) throw new Error(problem.message);
      return { label, pipeline, interface: kernelInterface, storageLayout };
    } catch (error) {
      throw await compileError(label, module, text, error);
    }
  }
}

async function compileError(
  label: string,
  module: GPUShaderModule,
  text: string,
  error: unknown,
): Promise<KernelError> {
  const { messages } = await module.getCompilationInfo();
  const lines = text.split('\n');
  const listed = messages
    .filter((message) => message.type === 'error')
    .map(
      (m) => `${m.lineNum}:${m.linePos} ${m.message} in «${lines[m.lineNum - 1]?.trim() ?? ''}»`,
    );
  const reason = error instanceof Error ? error.message : String(error);
  return new KernelError(
    {
      where: label,
      what: 'the GPU refused this kernel',
      values: { reason: listed.length > 0 ? listed.join('; ') : reason },
      advice: 'Try another value of Kernels, or update the browser',
    },
    { cause: error },
  );
}

/** What one net takes of a GPU: a buffer for each kind that its plans share. */
import type { Plan } from '../../graph/plan.ts';
import type {
  PlanOptions,
  Reader,
  Staging,
  Section,
  SharedKind,
  Space,
  Words,
} from '../backend.ts';
import { allocate, readBuffer } from './allocation.ts';
import { bufferOf, BufferSection } from './buffer-section.ts';
import { recordClear, recordCopy, submit } from './commands.ts';
import { BufferPlanRunner, type SharedBuffers } from './plan-runner.ts';
import { Readback } from './readback.ts';
import type { WebGpuBackend } from './webgpu-backend.ts';

export class BufferSpace implements Space {
  readonly backend: WebGpuBackend;
  readonly #shared: SharedBuffers;

  private constructor(backend: WebGpuBackend, shared: SharedBuffers) {
    this.backend = backend;
    this.#shared = shared;
  }

  static async open(
    backend: WebGpuBackend,
    name: string,
    shared: Partial<Record<SharedKind, number>>,
  ): Promise<BufferSpace> {
    const { ledger } = backend;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const kinds = (Object.keys(shared) as SharedKind[]).filter((kind) => shared[kind]);
    const buffers = await allocate(ledger, name, () =>
      kinds.map((kind) => ledger.create(kind, shared[kind] ?? 0, usage)),
    );
    return new BufferSpace(
      backend,
      Object.fromEntries(kinds.map((kind, index) => [kind, buffers[index]])),
    );
  }

  shared(kind: SharedKind): BufferSection | undefined {
    const buffer = this.#shared[kind];
    return buffer && new BufferSection(buffer);
  }

  async allocate(plan: Plan, { reading, isApart }: PlanOptions = {}): Promise<BufferPlanRunner> {
    const { cache, ledger } = this.backend;
    return BufferPlanRunner.allocate(plan, cache, ledger, isApart ? {} : this.#shared, reading);
  }

  openReader(reading: Staging): Promise<Reader> {
    return Readback.create(this.backend.ledger, reading);
  }

  write(to: Section, words: Words): void {
    const { buffer, offset } = bufferOf(to);
    this.#device.queue.writeBuffer(buffer, offset, words);
  }

  copy(from: Section, to: Section): void {
    submit(this.#device, (encoder) => recordCopy(encoder, from, to));
  }

  clear(sections: readonly Section[]): void {
    submit(this.#device, (encoder) => recordClear(encoder, sections));
  }

  async read(section: Section, name: string): Promise<ArrayBuffer> {
    const { ledger } = this.backend;
    const { buffer, offset, bytes } = bufferOf(section);
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const [staging] = await allocate(ledger, `${name} staging`, () => [
      ledger.create(`${name} staging`, bytes, usage),
    ]);
    try {
      submit(this.#device, (encoder) => {
        encoder.copyBufferToBuffer(buffer, offset, staging, 0, bytes);
      });
      return await readBuffer(ledger, staging, bytes);
    } finally {
      ledger.destroy(staging);
    }
  }

  destroy(): void {
    for (const buffer of Object.values(this.#shared)) this.backend.ledger.destroy(buffer);
  }

  get #device(): GPUDevice {
    return this.backend.ledger.device;
  }
}

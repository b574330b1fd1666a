/** Sessions on the device that all tests of the GPU share, unless they are given another. */
import { requestSharedGpu } from './shared-gpu.ts';
import { type Options, WorkerSession } from './worker-session.ts';

export class GpuSession extends WorkerSession {
  static override async create(options: Options = {}): Promise<WorkerSession> {
    return super.create({ gpu: await requestSharedGpu(), ...options });
  }
}

/** Memory on the GPU that may not be there, and bytes that may not come back. */
import { DeviceLostError, reasonOf, SettingsError } from '../../lib/errors.ts';
import type { Ledger } from './ledger.ts';

/**
 * Makes buffers, and waits until the GPU has them.
 * @throws SettingsError when it has no memory for them; nothing is left behind then
 */
export async function allocate<Buffers extends readonly GPUBuffer[]>(
  ledger: Ledger,
  what: string,
  make: () => Buffers,
): Promise<Buffers> {
  const { device } = ledger;
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const buffers = make();
  // a buffer larger than any may be is refused as a mistake
  const problems = await Promise.all([device.popErrorScope(), device.popErrorScope()]).catch(
    (error: unknown) => {
      for (const buffer of buffers) ledger.destroy(buffer);
      throw new DeviceLostError(ledger.backend, reasonOf(error), { cause: error });
    },
  );
  const problem = problems.find((one) => one !== null);
  if (!problem) return buffers;
  const bytes = buffers.reduce((sum, { size }) => sum + size, 0);
  for (const buffer of buffers) ledger.destroy(buffer);
  const values = { part: what, bytes, engine: 'gpu' } as const;
  throw new SettingsError({ code: 'no memory', values }, { cause: problem });
}

/** A copy of the first bytes. @throws DeviceLostError when they do not come back */
export async function readBuffer(
  { backend }: Ledger,
  buffer: GPUBuffer,
  bytes: number,
): Promise<ArrayBuffer> {
  try {
    await buffer.mapAsync(GPUMapMode.READ, 0, bytes);
    return buffer.getMappedRange(0, bytes).slice(0);
  } catch (error) {
    throw new DeviceLostError(backend, reasonOf(error), { cause: error });
  } finally {
    if (buffer.mapState === 'mapped') buffer.unmap();
  }
}

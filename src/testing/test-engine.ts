/** The engine on the test adapter. An error that nothing catches makes the test file fail. */
import { openAdapter } from '../gpu/device.ts';
import { createEngine, type Engine } from '../training/net.ts';
import { requestTestAdapter } from './node-gpu.ts';

export async function openTestEngine(): Promise<Engine> {
  const gpu = await openAdapter(await requestTestAdapter());
  gpu.device.addEventListener('uncapturederror', ({ error }) => {
    queueMicrotask(() => {
      throw new Error(`test engine: uncaptured error: ${error.message}`);
    });
  });
  return createEngine(gpu);
}

/** Everything that a test made must be gone. */
export function closeTestEngine({ gpu, ledger }: Engine): void {
  const left = ledger.entries().map(({ name, bytes }) => `${name} (${bytes} bytes)`);
  gpu.device.destroy();
  if (left.length > 0) throw new Error(`test engine: never destroyed: ${left.join(', ')}`);
}

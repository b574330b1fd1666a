/** The end of a backend that a test had to itself. */
import type { Backend } from '../backend/backend.ts';

/** Everything that a test made must be gone. */
export function closeTestEngine(backend: Backend): void {
  const left = backend.entries().map(({ name, bytes }) => `${name} (${bytes} bytes)`);
  backend.destroy();
  if (left.length > 0) throw new Error(`test engine: never destroyed: ${left.join(', ')}`);
}

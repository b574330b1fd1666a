/**
 * Setup of all unit tests. Arrays of the same type and the same bytes are equal: what Vitest finds
 * too, after it has listed and compared thousands of elements by name.
 */
import { expect } from 'vitest';

function sameBytes(a: unknown, b: unknown): true | undefined {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b)) return undefined;
  if (a.constructor !== b.constructor || a.byteLength !== b.byteLength) return undefined;
  const [left, right] = [a, b].map((view) =>
    Buffer.from(view.buffer, view.byteOffset, view.byteLength),
  );
  // other bytes may be the same numbers: Vitest decides
  return left.equals(right) ? true : undefined;
}

expect.addEqualityTesters([sameBytes]);

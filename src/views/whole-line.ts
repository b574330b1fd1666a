/** A line all of whose tokens are wanted. */
import type { TokenLine } from '../data/sequences.ts';
import type { TaskData } from '../tasks/task.ts';

/** Of a text that has no sentences of its own: as what follows where one begins. */
export function wholeLine(data: TaskData, text: string): TokenLine & { skipped: string[] } {
  if (data.sequences) return data.line(text);
  const { tokens, skipped } = data.inputs.encode(text);
  const before = data.beginning().slice(-1);
  const read = tokens.length > 0 ? [...before, ...tokens.subarray(0, -1)] : [];
  return { tokens: Uint32Array.from(read), targets: Uint32Array.from(tokens), skipped };
}

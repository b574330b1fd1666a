/** A plan as text, for people and for snapshot tests: a change of schedule is visible in review. */
import { readInterface } from './kernel-source.ts';
import type { Dispatch } from './op.ts';
import type { Plan } from './plan.ts';

export function printPlan(plan: Plan): string {
  const { name, form, dispatches, buffers } = plan;
  const lines = [`plan ${name}, ${form} kernels: ${dispatches.length} dispatches`];
  for (let index = 0; index < dispatches.length;) {
    const repeats = countRepeats(dispatches, index);
    lines.push(printDispatch(index, dispatches[index], repeats));
    index += repeats;
  }
  lines.push('buffers');
  for (const { name: buffer, bytes } of buffers) lines.push(`  ${buffer.padEnd(12)}${bytes} bytes`);
  lines.push('placements');
  for (const [storage, { buffer, offset }] of plan.placements) {
    lines.push(`  ${buffers[buffer].name} + ${offset}: ${storage.name}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Launches in a row that differ only in their numbers: the time steps of a layer. */
function countRepeats(dispatches: readonly Dispatch[], start: number): number {
  const first = signature(dispatches[start]);
  let end = start + 1;
  while (end < dispatches.length && signature(dispatches[end]) === first) end++;
  return end - start;
}

function signature({ label, kernel, grid, bindings }: Dispatch): string {
  const bound = Object.values(bindings).map(({ storage }) => storage.id);
  return [label, kernel.label, ...grid, ...bound].join();
}

function printDispatch(index: number, dispatch: Dispatch, repeats: number): string {
  const { label, kernel, grid, bindings } = dispatch;
  const bound = readInterface(kernel).storage.map(
    ({ name, writable }) => `${writable ? '→' : ''}${bindings[name].storage.name}`,
  );
  const count = repeats > 1 ? ` × ${repeats}` : '';
  return `${String(index).padStart(4)}  ${label}${count}  ${kernel.label} [${grid.join(' ')}]  ${bound.join(', ')}`;
}

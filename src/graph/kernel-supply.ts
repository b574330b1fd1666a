/** The kernels of one plan, for another one that is to run the same ones whatever its sizes. */
import type { KernelSource } from './kernel-source.ts';
import type { Dispatch } from './op.ts';

export class KernelSupply {
  readonly #kernels: KernelSource[] = [];
  #taken = new Map<KernelSource, number>();

  constructor(dispatches: readonly Pick<Dispatch, 'kernel'>[]) {
    for (const { kernel } of dispatches) {
      if (!this.#kernels.some((known) => isSame(known, kernel))) this.#kernels.push(kernel);
    }
  }

  /**
   * One that differs from this kernel at most in these constants: in turn, where there are several;
   * the kernel itself where there is none.
   */
  take(kernel: KernelSource, free: readonly string[]): KernelSource {
    const suitable = this.#kernels.filter((known) => isSame(known, kernel, free));
    if (suitable.length === 0) return kernel;
    const times = (one: KernelSource) => this.#taken.get(one) ?? 0;
    const next = suitable.reduce((best, one) => (times(one) < times(best) ? one : best));
    this.#taken.set(next, times(next) + 1);
    return next;
  }
}

function isSame(a: KernelSource, b: KernelSource, free: readonly string[] = []): boolean {
  return (
    a.label === b.label &&
    a.file === b.file &&
    a.entryPoint === b.entryPoint &&
    a.subgroups === b.subgroups &&
    a.workgroup.every((size, axis) => size === b.workgroup[axis]) &&
    a.libraries.length === b.libraries.length &&
    a.libraries.every((library, index) => library === b.libraries[index]) &&
    Object.entries(a.constants).every(
      ([name, value]) => free.includes(name) || b.constants[name] === value,
    )
  );
}

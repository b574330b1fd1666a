/**
 * A kernel of WGSL as a WebAssembly module with one function, `run(table, step, frame, first, end)`:
 * the invocations of the workgroups `first` to `end` of a dispatch, counted y first, then x, then z.
 * Threads share out that range. `table` is the address of words that say where everything lies,
 * `step` that of the step's numbers, and `frame` that of memory for the calling thread alone.
 */
import { check } from './check.ts';
import { Code } from './code.ts';
import { type Binding, Context, NeedsMemory } from './context.ts';
import { encodeModule } from './encoder.ts';
import { emitZero } from './constructors.ts';
import { Parser } from './parser.ts';
import { writeLeaves } from './references.ts';
import { lowerBody, variable } from './statements.ts';
import type { FunctionSyntax, ModuleSyntax, VariableSyntax } from './syntax.ts';
import { leavesOf, type Type, vec3u, wasmTypeOf } from './types.ts';

/** Words of a dispatch's table; behind them address and bytes of each array, by its binding. */
export const tableWords = { uniforms: 0, x: 1, y: 2, z: 3, arrays: 4 } as const;

/** The one function of a compiled kernel. */
export type RunKernel = (
  table: number,
  step: number,
  frame: number,
  first: number,
  end: number,
) => void;

export interface CompileOptions {
  /** What errors call the kernel. */
  name: string;
  entryPoint: string;
  workgroup: readonly [number, number];
  /** WGSL of what the compiler calls for `exp` and its like. */
  prelude: string;
  /** Products and sums in one instruction, rounded once or twice as the engine likes. */
  usesRelaxed?: boolean;
  /** Every index is compared with what is bound: a test that nothing lies beyond. */
  checksIndices?: boolean;
  /** The memory is shared by threads. */
  isShared?: boolean;
}

export interface CompiledKernel {
  bytes: Uint8Array<ArrayBuffer>;
  /** Of a thread's own memory, at `frame`. */
  frameBytes: number;
}

/** @throws KernelError with file and line of what is no WGSL, or what the compiler does not know */
export function compile(text: string, options: CompileOptions): CompiledKernel {
  const module = new Parser(text, options.name).module();
  check(module, options.name);
  const prelude = new Parser(options.prelude, 'prelude').module();
  for (const [name, made] of prelude.functions) module.functions.set(name, made);
  const inMemory = new Set<object>();
  for (;;) {
    try {
      return new KernelWriter(module, options, inMemory).write();
    } catch (error) {
      if (!(error instanceof NeedsMemory) || inMemory.has(error.owner)) throw error;
      inMemory.add(error.owner);
    }
  }
}

const parameters = ['i32', 'i32', 'i32', 'i32', 'i32'] as const;
const [table, step, frame, first, end] = [0, 1, 2, 3, 4];

class KernelWriter {
  readonly #c: Context;
  readonly #code = new Code(parameters.length);
  readonly #module: ModuleSyntax;
  readonly #options: CompileOptions;

  constructor(module: ModuleSyntax, options: CompileOptions, inMemory: ReadonlySet<object>) {
    this.#module = module;
    this.#options = options;
    this.#c = new Context({
      module,
      code: this.#code,
      name: options.name,
      usesRelaxed: options.usesRelaxed ?? false,
      checksIndices: options.checksIndices ?? false,
      inMemory,
      frame,
    });
  }

  write(): CompiledKernel {
    const c = this.#c;
    const code = this.#code;
    const entry = this.#module.functions.get(this.#options.entryPoint);
    if (!entry)
      return c.refuse(1, 'there is no such entry point', { name: this.#options.entryPoint });
    this.#bindGlobals();
    const counts = [tableWords.x, tableWords.y, tableWords.z].map((word) => {
      const local = code.local('i32');
      this.#load(local, word);
      return local;
    });
    const index = code.local('i32');
    code.get(first);
    code.set(index);
    const leaving = code.open('block');
    const again = code.open('loop');
    code.get(index);
    code.get(end);
    code.op('i32.ge_u');
    code.branch('br_if', leaving);
    this.#writeWorkgroup(entry, index, counts);
    code.get(index);
    code.i32(1);
    code.op('i32.add');
    code.set(index);
    code.branch('br', again);
    code.close();
    code.close();
    const bytes = encodeModule(
      { parameters, locals: code.locals, code: code.bytes },
      this.#options.isShared ?? false,
    );
    return { bytes, frameBytes: c.frameBytes };
  }

  /** A word of the table into a local. */
  #load(local: number, word: number): void {
    this.#code.get(table);
    this.#code.memory('i32.load', 4 * word, 2);
    this.#code.set(local);
  }

  #bindGlobals(): void {
    const c = this.#c;
    const [global] = c.scopes;
    for (const variable of this.#module.variables.values()) {
      if (variable.space === 'private') continue;
      const type = c.type(variable.type as NonNullable<VariableSyntax['type']>);
      const isStep = variable.space === 'uniform' && variable.binding === 1;
      const word =
        variable.space === 'uniform'
          ? tableWords.uniforms
          : tableWords.arrays + 2 * (variable.binding ?? 0);
      const address = isStep ? step : this.#code.local('i32');
      if (!isStep) this.#load(address, word);
      if (!liesAsInWgsl(type.kind === 'array' ? type.of : type)) {
        c.refuse(variable.line, 'a buffer that holds more than scalars alone, or vectors of four', {
          name: variable.name,
        });
      }
      const binding: Binding = { kind: 'memory', type, address, offset: 0 };
      if (c.checksIndices && variable.space === 'storage') {
        const bytes = this.#code.local('i32');
        this.#load(bytes, word + 1);
        binding.bytes = bytes;
      }
      global.set(variable.name, binding);
    }
  }

  /** Private variables are zero for each invocation. */
  #zeroPrivates(): void {
    const c = this.#c;
    for (const declared of this.#module.variables.values()) {
      if (declared.space !== 'private') continue;
      const known = c.scopes[0].get(declared.name);
      const type: Type = c.type(declared.type as NonNullable<VariableSyntax['type']>);
      const binding = known ?? variable(c, type, declared);
      c.scopes[0].set(declared.name, binding);
      const zeros = new Map<string, number>();
      const leaves = leavesOf(type).map((leaf) => {
        const wasm = wasmTypeOf(leaf);
        let zero = zeros.get(wasm);
        if (zero === undefined) {
          zeros.set(wasm, (zero = this.#code.local(wasm)));
          emitZero(c, leaf);
          this.#code.set(zero);
        }
        return zero;
      });
      if (binding.kind === 'leaves' || binding.kind === 'memory') {
        writeLeaves(c, binding, leaves, declared.line);
      }
    }
  }

  #writeWorkgroup(entry: FunctionSyntax, index: number, counts: readonly number[]): void {
    const code = this.#code;
    const [x, y, z] = counts;
    const id = [0, 1, 2].map(() => code.local('i32'));
    // index = (z · counts.x + x) · counts.y + y
    code.get(index);
    code.get(y);
    code.op('i32.rem_u');
    code.set(id[1]);
    code.get(index);
    code.get(y);
    code.op('i32.div_u');
    code.tee(id[0]);
    code.get(x);
    code.op('i32.div_u');
    code.set(id[2]);
    code.get(id[0]);
    code.get(x);
    code.op('i32.rem_u');
    code.set(id[0]);
    const local = [0, 1, 2].map(() => code.local('i32'));
    const [width, height] = this.#options.workgroup;
    this.#repeat(local[1], height, () =>
      this.#repeat(local[0], width, () => this.#writeInvocation(entry, id, [x, y, z], local)),
    );
  }

  #repeat(counter: number, times: number, body: () => void): void {
    const code = this.#code;
    code.i32(0);
    code.set(counter);
    if (times === 1) return body();
    const again = code.open('loop');
    body();
    code.get(counter);
    code.i32(1);
    code.op('i32.add');
    code.tee(counter);
    code.i32(times);
    code.op('i32.lt_u');
    code.branch('br_if', again);
    code.close();
  }

  #writeInvocation(
    entry: FunctionSyntax,
    id: readonly number[],
    counts: readonly number[],
    local: readonly number[],
  ): void {
    const c = this.#c;
    const code = this.#code;
    this.#zeroPrivates();
    const [width, height] = this.#options.workgroup;
    const lanes = (of: readonly number[]): Binding => ({ kind: 'lanes', type: vec3u, lanes: of });
    const computed = (compute: () => void): number => {
      const made = code.local('i32');
      compute();
      code.set(made);
      return made;
    };
    const place = (axis: number, size: number) =>
      computed(() => {
        code.get(id[axis]);
        code.i32(size);
        code.op('i32.mul');
        code.get(local[axis]);
        code.op('i32.add');
      });
    const builtins: Record<string, () => Binding> = {
      workgroup_id: () => lanes(id),
      num_workgroups: () => lanes(counts),
      local_invocation_id: () => lanes(local),
      global_invocation_id: () => lanes([place(0, width), place(1, height), id[2]]),
      local_invocation_index: () => ({
        kind: 'leaves',
        type: { kind: 'scalar', of: 'u32' },
        owner: entry,
        leaves: [
          computed(() => {
            code.get(local[1]);
            code.i32(width);
            code.op('i32.mul');
            code.get(local[0]);
            code.op('i32.add');
          }),
        ],
      }),
    };
    c.within(() => {
      for (const { name, builtin } of entry.parameters) {
        const make = builtins[builtin ?? ''];
        if (!make) c.refuse(entry.line, 'an unknown builtin', { name });
        c.declare(name, make());
      }
      const label = code.open('block');
      c.result = { type: { kind: 'nothing' }, leaves: [], label };
      lowerBody(c, entry.body);
      c.result = undefined;
      code.close();
    });
  }
}

/** Elsewhere WGSL leaves gaps, or lets vectors lie closer together than they do here. */
function liesAsInWgsl(element: Type): boolean {
  const leaves = leavesOf(element);
  return (
    leaves.every(({ kind }) => kind === 'scalar') ||
    leaves.every((leaf) => leaf.kind === 'vector' && leaf.size === 4)
  );
}

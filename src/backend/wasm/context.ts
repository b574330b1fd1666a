/** What the lowering of a kernel knows at a place in its text. */
import { KernelError } from '../../lib/errors.ts';
import type { Code } from './code.ts';
import type { Constant } from './constants.ts';
import { constantOf, convert } from './constants.ts';
import type { Expression, ModuleSyntax, TypeName } from './syntax.ts';
import { isTypeName, typeNamed } from './type-names.ts';
import type { Type } from './types.ts';

export type Binding =
  | { kind: 'constant'; constant: Constant }
  /** One local per leaf. `owner` is the declaration, should the variable have to lie in memory. */
  | { kind: 'leaves'; type: Type; leaves: readonly number[]; owner: object }
  /** At the address that a local holds, and an offset; `bytes` holds how many are bound. */
  | { kind: 'memory'; type: Type; address: number; offset: number; bytes?: number }
  /** A vector of whole numbers of which each lane is a local: the place of an invocation. */
  | { kind: 'lanes'; type: Type; lanes: readonly number[] };

/** Where a call returns to: the label of its block, and locals for the leaves of its result. */
export interface Return {
  type: Type;
  leaves: readonly number[];
  label: number;
}

export interface Loop {
  break: number;
  /** Undefined in a switch. */
  continue?: number;
}

/** A variable was indexed by what is not known yet: the kernel is lowered again with it in memory. */
export class NeedsMemory extends Error {
  readonly owner: object;

  constructor(owner: object) {
    super('a variable has to lie in memory');
    this.owner = owner;
  }
}

export class Context {
  readonly module: ModuleSyntax;
  readonly code: Code;
  /** What errors call the kernel. */
  readonly name: string;
  readonly usesRelaxed: boolean;
  readonly checksIndices: boolean;
  /** Declarations whose variables lie in memory. */
  readonly inMemory: ReadonlySet<object>;
  /** Local that holds the address of this thread's memory for them. */
  readonly frame: number;
  frameBytes = 16;
  scopes: Map<string, Binding>[] = [new Map<string, Binding>()];
  loops: Loop[] = [];
  result: Return | undefined;
  /** Functions that are being called, innermost last. */
  calls: string[] = [];

  constructor(
    given: Pick<
      Context,
      'module' | 'code' | 'name' | 'usesRelaxed' | 'checksIndices' | 'inMemory' | 'frame'
    >,
  ) {
    this.module = given.module;
    this.code = given.code;
    this.name = given.name;
    this.usesRelaxed = given.usesRelaxed;
    this.checksIndices = given.checksIndices;
    this.inMemory = given.inMemory;
    this.frame = given.frame;
  }

  refuse(line: number, what: string, values: Record<string, string | number> = {}): never {
    throw new KernelError({
      where: `${this.name}:${line}`,
      what,
      values,
      advice: 'Write it as the other kernels do, or teach the compiler',
    });
  }

  find(name: string): Binding | undefined {
    for (let index = this.scopes.length - 1; index >= 0; index--) {
      const found = this.scopes[index].get(name);
      if (found) return found;
    }
    const declared = this.module.constants.get(name);
    const value = declared?.value && this.constant(declared.value);
    if (!declared || !value) return undefined;
    const type = declared.type && this.type(declared.type);
    const constant = type ? convert(value, type) : value;
    this.scopes[0].set(name, { kind: 'constant', constant });
    return { kind: 'constant', constant };
  }

  declare(name: string, binding: Binding): void {
    (this.scopes.at(-1) as Map<string, Binding>).set(name, binding);
  }

  /** Names declared within are forgotten. */
  within<Result>(act: () => Result): Result {
    this.scopes.push(new Map());
    try {
      return act();
    } finally {
      this.scopes.pop();
    }
  }

  /** @returns undefined where the value is known only at run time */
  constant(expression: Expression): Constant | undefined {
    return constantOf(expression, (name) => {
      const found = this.find(name);
      return found?.kind === 'constant' ? found.constant : undefined;
    });
  }

  /** @returns bytes of this thread's own memory, as an offset from `frame` */
  reserve(bytes: number): number {
    const offset = this.frameBytes;
    this.frameBytes += Math.ceil(bytes / 16) * 16;
    return offset;
  }

  type(name: TypeName): Type {
    return typeNamed(this, name);
  }

  isType(name: string): boolean {
    return isTypeName(this.module, name);
  }
}

/** Calls: every function is written out where it is called, since WGSL has no recursion. */
import type { Binding, Context, Return } from './context.ts';
import { emitLeaves } from './expressions.ts';
import { lowerBody } from './statements.ts';
import type { Expression, FunctionSyntax, Statement } from './syntax.ts';
import { leavesOf, nothing, type Type, wasmTypeOf } from './types.ts';

interface Result {
  type: Type;
  leaves: readonly number[];
}

/** Calls one of the kernel's functions; its result lies in locals. */
export function callFunction(c: Context, call: Expression & { kind: 'call' }): Result {
  const called = c.module.functions.get(call.callee.name) as FunctionSyntax;
  const declare = bindArguments(c, called, call);
  return run(c, called, declare);
}

/**
 * Calls a function that is one `return`, and lets `use` see what it returns rather than its value.
 * @returns false where it is none, and nothing has been done
 */
export function callOneReturn(
  c: Context,
  call: Expression & { kind: 'call' },
  use: (value: Expression) => void,
): boolean {
  const called = c.module.functions.get(call.callee.name);
  const [statement] = called?.body ?? [];
  if (called?.body.length !== 1 || statement.kind !== 'return' || !statement.value) return false;
  const { value } = statement;
  const declare = bindArguments(c, called, call);
  const { scopes } = c;
  c.scopes = [scopes[0], new Map<string, Binding>()];
  declare();
  use(value);
  c.scopes = scopes;
  return true;
}

/** @returns declares the parameters, in the scope of the function */
function bindArguments(
  c: Context,
  called: FunctionSyntax,
  call: Expression & { kind: 'call' },
): () => void {
  const { parameters } = called;
  if (parameters.length !== call.arguments.length) {
    c.refuse(call.line, 'another number of arguments', { function: called.name });
  }
  // all arguments are known before the first name of the function is
  const bindings = parameters.map((parameter, index) => {
    const given = call.arguments[index];
    const type = c.type(parameter.type);
    if (parameter.type.name === 'ptr') return pointed(c, given);
    const alias = given.kind === 'name' ? c.find(given.name) : undefined;
    if (alias?.kind === 'lanes') return alias;
    const constant = c.constant(given);
    if (constant && type.kind === 'scalar') {
      return { kind: 'constant', constant: { ...constant, type } } as const;
    }
    return {
      kind: 'leaves',
      type,
      leaves: copied(c, emitLeaves(c, given, type), type),
      owner: parameter,
    } as const;
  });
  return () => parameters.forEach(({ name }, index) => c.declare(name, bindings[index]));
}

/** What a pointer points at is the variable itself. */
function pointed(c: Context, given: Expression) {
  const variable = given.kind === 'unary' ? given.operand : given;
  const found = variable.kind === 'name' ? c.find(variable.name) : undefined;
  if (!found || found.kind === 'constant') {
    return c.refuse(given.line, 'a pointer to what is no whole variable');
  }
  return found;
}

/** Locals of its own, which later writes to the variable do not change. */
export function copied(c: Context, leaves: readonly number[], type: Type): number[] {
  return leavesOf(type).map((leaf, index) => {
    const local = c.code.local(wasmTypeOf(leaf));
    c.code.get(leaves[index]);
    c.code.set(local);
    return local;
  });
}

/** Calls a function of the prelude with what stands on the stack; leaves its result there. */
export function callNamed(c: Context, name: string, type: Type, line: number): void {
  const called = c.module.functions.get(name);
  if (!called) return c.refuse(line, 'a function that nothing brings', { name });
  const local = c.code.local(wasmTypeOf(type));
  c.code.set(local);
  const [parameter] = called.parameters;
  const { leaves } = run(c, called, () =>
    c.declare(parameter.name, { kind: 'leaves', type, leaves: [local], owner: parameter }),
  );
  c.code.get(leaves[0]);
}

/** Its text sees the names of the module, not those of who calls. */
function run(c: Context, called: FunctionSyntax, declare: () => void): Result {
  if (c.calls.includes(called.name)) {
    c.refuse(called.line, 'a function that calls itself', { function: called.name });
  }
  const type = called.result ? c.type(called.result) : nothing;
  const leaves = leavesOf(type).map((leaf) => c.code.local(wasmTypeOf(leaf)));
  const { scopes, loops, result } = c;
  c.scopes = [scopes[0], new Map<string, Binding>()];
  c.loops = [];
  c.calls.push(called.name);
  declare();
  const isEarly = returnsEarly(called.body);
  const label = isEarly ? c.code.open('block') : c.code.depth;
  c.result = { type, leaves, label: isEarly ? label : NaN } satisfies Return;
  lowerBody(c, called.body);
  if (isEarly) c.code.close();
  c.calls.pop();
  Object.assign(c, { scopes, loops, result });
  return { type, leaves };
}

/** Whether some `return` is not the last statement. */
function returnsEarly(body: readonly Statement[]): boolean {
  const contains = (statement: Statement): boolean => {
    switch (statement.kind) {
      case 'return':
        return true;
      case 'block':
      case 'loop':
        return statement.body.some(contains);
      case 'if':
        return [...statement.then, ...statement.otherwise].some(contains);
      case 'switch':
        return statement.cases.some((one) => one.body.some(contains));
      default:
        return false;
    }
  };
  return (
    body.slice(0, -1).some(contains) || (body.at(-1)?.kind !== 'return' && body.some(contains))
  );
}

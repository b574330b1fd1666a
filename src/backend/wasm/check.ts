/**
 * Refuses what WGSL refuses, within what kernels are written in, also where nothing calls it: a kernel
 * that a CPU runs is one that a GPU runs. What is left is lowered without a further question.
 */
import { describe } from './checked-types.ts';
import { CheckedScopes } from './check-expressions.ts';
import type { Expression, FunctionSyntax, ModuleSyntax, Statement, SwitchCase } from './syntax.ts';
import { concrete } from './expressions.ts';
import { bool, nothing, type Type, u32, vec3u } from './types.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** @throws KernelError with the line of what is no WGSL */
export function check(module: ModuleSyntax, name: string): void {
  const scopes = new CheckedScopes(module, name);
  for (const [struct, fields] of module.structs) {
    scopes.type({ name: struct, arguments: [], line: fields[0]?.line ?? 1 });
    fields.forEach((field, at) => {
      if (fields.findIndex((one) => one.name === field.name) !== at) {
        scopes.refuse(field.line, 'a name that is taken', { name: field.name });
      }
    });
  }
  for (const constant of module.constants.keys()) scopes.find(constant);
  for (const variable of module.variables.values()) {
    const { line, type, value, space, access } = variable;
    if (!type)
      return scopes.refuse(line, 'a variable that does not say its type', { name: variable.name });
    const isBound = variable.group !== undefined && variable.binding !== undefined;
    if (isBound !== (space !== 'private')) {
      scopes.refuse(line, 'group and binding say what is bound, and that alone', {
        name: variable.name,
      });
    }
    // allowed, but they are zero
    if (value)
      scopes.refuse(value.line, 'a variable of the module with a value', { name: variable.name });
    const isWritable = space === 'private' || access === 'read_write';
    scopes.declare(line, variable.name, { type: scopes.type(type), space, isWritable });
  }
  for (const made of module.functions.values()) new FunctionCheck(scopes, made).run();
  for (const { name: called } of module.functions.values()) refuseRecursion(scopes, called, []);
}

function refuseRecursion(scopes: CheckedScopes, name: string, callers: readonly string[]): void {
  const called = scopes.module.functions.get(name) as FunctionSyntax;
  if (callers.includes(name)) {
    scopes.refuse(called.line, 'a function that calls itself', { function: name });
  }
  for (const next of callsIn(called.body)) {
    if (scopes.module.functions.has(next)) refuseRecursion(scopes, next, [...callers, name]);
  }
}

/** Names that are called anywhere within. */
function callsIn(syntax: unknown, found = new Set<string>()): Set<string> {
  if (typeof syntax !== 'object' || syntax === null) return found;
  const { kind, callee } = syntax as Partial<Expression & { kind: 'call' }>;
  if (kind === 'call' && callee) found.add(callee.name);
  for (const part of Object.values(syntax)) callsIn(part, found);
  return found;
}

class FunctionCheck {
  readonly #scopes: CheckedScopes;
  readonly #made: FunctionSyntax;
  readonly #result: Type;
  /** What `break` and `continue` leave, the innermost last. */
  readonly #around: ('loop' | 'switch')[] = [];

  constructor(scopes: CheckedScopes, made: FunctionSyntax) {
    this.#scopes = scopes;
    this.#made = made;
    this.#result = made.result ? scopes.type(made.result) : nothing;
  }

  run(): void {
    const { name, line, parameters, body, result, workgroup } = this.#made;
    const scopes = this.#scopes;
    scopes.within(() => {
      for (const parameter of parameters) {
        const type = scopes.parameterType(parameter.type);
        if (workgroup && !isBuiltin(parameter.builtin, describe(type))) {
          scopes.refuse(parameter.line, 'an unknown builtin', { name: parameter.name });
        }
        scopes.declare(parameter.line, parameter.name, { type, isWritable: false });
      }
      body.forEach((statement) => this.#check(statement));
    });
    if (result && !returns(body)) {
      scopes.refuse(line, 'a function that may end without a result', { function: name });
    }
  }

  #body(body: readonly Statement[]): void {
    this.#scopes.within(() => body.forEach((statement) => this.#check(statement)));
  }

  #check(statement: Statement): void {
    switch (statement.kind) {
      case 'const':
      case 'let':
      case 'var':
        return this.#declaration(statement);
      case 'assign':
        return this.#assignment(statement);
      case 'call':
        return this.#call(statement);
      case 'block':
        return this.#body(statement.body);
      case 'if':
        this.#scopes.expect(statement.condition, bool, 'a condition that is no bool');
        this.#body(statement.then);
        return this.#body(statement.otherwise);
      case 'loop':
        return this.#loop(statement);
      case 'switch':
        return this.#switch(statement);
      case 'return':
        return this.#return(statement);
      case 'break':
        if (this.#around.length > 0) return;
        return this.#scopes.refuse(statement.line, 'there is no loop to leave');
      case 'continue':
        if (this.#around.includes('loop')) return;
        return this.#scopes.refuse(statement.line, 'there is no loop to leave');
    }
  }

  #declaration({ kind, line, declaration }: Of<'let' | 'var' | 'const'>): void {
    const scopes = this.#scopes;
    const { name, type: said, value } = declaration;
    const declared = said && scopes.type(said);
    if (!value && (kind !== 'var' || !declared)) {
      return scopes.refuse(line, 'a name without a value', { name });
    }
    const given = value && scopes.typeOf(value);
    if (given?.kind === 'nothing') scopes.refuse(line, 'a function without a result is no value');
    if (given?.kind === 'pointer') {
      scopes.refuse(line, 'a pointer that is given a name', { name });
    }
    if (value && declared) scopes.expect(value, declared, 'a value of another type');
    const own = declared ?? (kind === 'const' ? given : concrete(given as Type));
    if (value) scopes.expect(value, own as Type, 'a value of another type');
    const constant = value && kind === 'const' ? scopes.constant(value) : undefined;
    if (kind === 'const' && !constant) {
      scopes.refuse(line, 'a constant whose value is not known', { name });
    }
    scopes.declare(line, name, {
      type: own as Type,
      isWritable: kind === 'var',
      ...(kind === 'var' && { space: 'function' }),
      ...(constant && { constant: { ...constant, type: own as Type } }),
    });
  }

  #assignment({ line, target, operator, value, isCount }: Of<'assign'>): void {
    const scopes = this.#scopes;
    if (target.kind === 'name' && target.name === '_') {
      scopes.typeOf(value);
      return;
    }
    const type = scopes.typeOf(target);
    const variable = scopes.variable(target);
    if (!variable?.isWritable) scopes.refuse(line, 'this cannot be assigned to');
    if (isCount && !['i32', 'u32'].includes(describe(type))) {
      scopes.refuse(line, 'what is no whole number is counted', { type: describe(type) });
    }
    if (operator === '') return scopes.expect(value, type, 'a value of another type');
    scopes.expect(
      { kind: 'binary', line, operator, left: target, right: value },
      type,
      'a value of another type',
    );
  }

  #call({ line, call }: Of<'call'>): void {
    this.#scopes.typeOf(call);
    const { name } = (call as Expression & { kind: 'call' }).callee;
    // a value that is made for nothing
    if (!this.#scopes.module.functions.has(name)) {
      this.#scopes.refuse(line, 'a result that is not used', { of: name });
    }
  }

  #loop({ start, condition, next, body }: Of<'loop'>): void {
    const scopes = this.#scopes;
    scopes.within(() => {
      if (start) this.#check(start);
      if (condition) scopes.expect(condition, bool, 'a condition that is no bool');
      if (next) this.#check(next);
      this.#around.push('loop');
      this.#body(body);
      this.#around.pop();
    });
  }

  #switch({ line, value, cases }: Of<'switch'>): void {
    const scopes = this.#scopes;
    const type = concrete(scopes.typeOf(value) as Type);
    if (!['i32', 'u32'].includes(describe(type))) {
      scopes.refuse(line, 'a choice by what is no whole number', { type: describe(type) });
    }
    const defaults = cases.filter(({ isDefault }) => isDefault).length;
    if (defaults !== 1) scopes.refuse(line, 'a choice has one default', { given: defaults });
    const seen = new Set<number>();
    this.#around.push('switch');
    for (const one of cases) {
      for (const chosen of one.values) {
        scopes.expect(chosen, type, 'a case of another type');
        const known = scopes.constant(chosen)?.value;
        if (known === undefined) scopes.refuse(chosen.line, 'a case that is no constant');
        else if (seen.has(known))
          scopes.refuse(chosen.line, 'a case that is there already', { value: known });
        else seen.add(known);
      }
      this.#body(one.body);
    }
    this.#around.pop();
  }

  #return({ line, value }: Of<'return'>): void {
    if (value && this.#result.kind !== 'nothing') {
      return this.#scopes.expect(value, this.#result, 'a result of another type');
    }
    if (value || this.#result.kind !== 'nothing') {
      this.#scopes.refuse(line, 'a function returns what it says', {
        result: describe(this.#result),
      });
    }
  }
}

const builtins: Record<string, Type | undefined> = {
  workgroup_id: vec3u,
  num_workgroups: vec3u,
  local_invocation_id: vec3u,
  global_invocation_id: vec3u,
  local_invocation_index: u32,
};

function isBuiltin(name: string | undefined, type: string): boolean {
  const builtin = builtins[name ?? ''];
  return builtin !== undefined && describe(builtin) === type;
}

/** Whether nothing gets past the end of it. */
function returns(body: readonly Statement[]): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case 'return':
        return true;
      case 'block':
        return returns(statement.body);
      case 'if':
        return returns(statement.then) && returns(statement.otherwise);
      case 'loop':
        return !statement.condition && !breaks(statement.body);
      case 'switch':
        return statement.cases.every((one: SwitchCase) => returns(one.body) && !breaks(one.body));
      default:
        return false;
    }
  });
}

/** Whether the loop or choice whose body it is may be left by `break`. */
function breaks(body: readonly Statement[]): boolean {
  return body.some((statement) => {
    if (statement.kind === 'break') return true;
    if (statement.kind === 'block') return breaks(statement.body);
    return statement.kind === 'if' && (breaks(statement.then) || breaks(statement.otherwise));
  });
}

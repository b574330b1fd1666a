/** Whether an expression means something in WGSL, and of which type it is. Nothing is converted unasked. */
import { KernelError } from '../../lib/errors.ts';
import {
  binaryType,
  builtinArguments,
  builtinType,
  type Checked,
  describe,
  elementOf,
  fits,
  unaryType,
} from './checked-types.ts';
import { constructed } from './check-constructors.ts';
import { type Constant, constantOf } from './constants.ts';
import type { Expression, ModuleSyntax, TypeName } from './syntax.ts';
import { isTypeName, type NamedWithin, typeNamed } from './type-names.ts';
import { bool, nothing, type Type, vec4f, vectorOf } from './types.ts';

type Call = Expression & { kind: 'call' };
type Values = Record<string, string | number>;

/** What a name stands for. */
export interface Named {
  type: Checked;
  /** Where it lies, if it lies anywhere; values of `let` and parameters do not. */
  space?: string;
  isWritable: boolean;
  constant?: Constant;
}

export class CheckedScopes implements NamedWithin {
  readonly module: ModuleSyntax;
  /** What errors call the kernel. */
  readonly name: string;
  /** The innermost last; the first is the module's. */
  readonly #scopes: Map<string, Named>[] = [new Map<string, Named>()];
  /** Constants whose value is being asked for. */
  readonly #asked = new Set<string>();

  constructor(module: ModuleSyntax, name: string) {
    this.module = module;
    this.name = name;
  }

  refuse(line: number, what: string, values: Values = {}): never {
    throw new KernelError({
      where: `${this.name}:${line}`,
      what,
      values,
      advice: 'Write what WGSL allows',
    });
  }

  declare(line: number, name: string, named: Named): void {
    const scope = this.#scopes.at(-1) as Map<string, Named>;
    if (scope.has(name)) this.refuse(line, 'a name that is taken', { name });
    scope.set(name, named);
  }

  within(act: () => void): void {
    this.#scopes.push(new Map<string, Named>());
    act();
    this.#scopes.pop();
  }

  find(name: string): Named | undefined {
    const found = this.#scopes.findLast((scope) => scope.has(name))?.get(name);
    return found ?? this.#constantOfModule(name);
  }

  /** Wherever in the text it stands. */
  #constantOfModule(name: string): Named | undefined {
    const declared = this.module.constants.get(name);
    if (!declared) return undefined;
    const { line, value } = declared;
    if (!value) return this.refuse(line, 'a constant without a value', { name });
    if (this.#asked.has(name)) this.refuse(line, 'a constant that needs itself', { name });
    this.#asked.add(name);
    const own = this.typeOf(value);
    const type = declared.type ? this.type(declared.type) : own;
    this.expect(value, type, 'a constant of another type');
    this.#asked.delete(name);
    const named = { type, isWritable: false, constant: this.#constantAs(value, type) };
    this.#scopes[0].set(name, named);
    return named;
  }

  constant(expression: Expression): Constant | undefined {
    return constantOf(expression, (name) => this.find(name)?.constant);
  }

  #constantAs(value: Expression, type: Checked): Constant | undefined {
    const constant = this.constant(value);
    return constant && type.kind !== 'pointer' ? { ...constant, type } : undefined;
  }

  /** Of a pointer a pointer. */
  type(name: TypeName): Type {
    return typeNamed(this, name);
  }

  parameterType(name: TypeName): Checked {
    const type = this.type(name);
    if (name.name !== 'ptr') return type;
    const [space] = name.arguments as TypeName[];
    return { kind: 'pointer', space: space.name, of: type };
  }

  /** Refuses what is of another type, and a number that the type does not have. */
  expect(expression: Expression, wanted: Checked, what: string): void {
    const type = this.typeOf(expression);
    const values = { given: describe(type), wanted: describe(wanted) };
    if (!fits(type, wanted)) this.refuse(expression.line, what, values);
    const value = type.kind === 'literal' ? this.constant(expression)?.value : undefined;
    const element = elementOf(wanted);
    if (value === undefined || !element) return;
    const [least, most] = { u32: [0, 2 ** 32 - 1], i32: [-(2 ** 31), 2 ** 31 - 1] }[
      element as string
    ] ?? [-3.4028236e38, 3.4028236e38];
    if (value < least || value > most) {
      this.refuse(expression.line, 'a number that its type does not have', { value, ...values });
    }
  }

  typeOf(expression: Expression): Checked {
    switch (expression.kind) {
      case 'number':
        return this.#number(expression);
      case 'name':
        return this.#name(expression);
      case 'unary':
        return this.#unary(expression);
      case 'binary': {
        const { line, operator, left, right } = expression;
        const [a, b] = [this.typeOf(left), this.typeOf(right)];
        const values = { operator, left: describe(a), right: describe(b) };
        const type = binaryType(operator, a, b);
        return type ?? this.refuse(line, 'an operator that these types do not have', values);
      }
      case 'member':
        return this.#member(expression);
      case 'index':
        return this.#element(expression);
      case 'call':
        return this.#call(expression);
    }
  }

  /** What a reference leads to. @returns undefined for what is no variable or part of one */
  variable(expression: Expression): { space: string; isWritable: boolean } | undefined {
    switch (expression.kind) {
      case 'name': {
        const { space, isWritable = false } = this.find(expression.name) ?? {};
        return space === undefined ? undefined : { space, isWritable };
      }
      case 'unary': {
        if (expression.operator !== '*') return undefined;
        const type = this.typeOf(expression.operand);
        return type.kind === 'pointer' ? { space: type.space, isWritable: true } : undefined;
      }
      case 'member':
      case 'index': {
        const type = this.typeOf(expression.object);
        if (type.kind === 'pointer') return { space: type.space, isWritable: true };
        return this.variable(expression.object);
      }
      default:
        return undefined;
    }
  }

  #number({ line, text }: Expression & { kind: 'number' }): Checked {
    const { type } = constantOf({ kind: 'number', line, text }, () => undefined) as Constant;
    const isHex = /^0x/i.test(text);
    const digits = Number(text.replace(isHex ? /[iu]$/ : /[iuf]$/, ''));
    const suffix = /[iu]$/.exec(text)?.[0];
    const most = { u: 2 ** 32 - 1, i: 2 ** 31 - 1 }[suffix ?? ''] ?? Infinity;
    const isWhole = suffix === undefined || /^(0x[\da-f]+|\d+)[iu]$/i.test(text);
    const isPadded = /^0\d/.test(text);
    if (!isWhole || isPadded || digits > most || (!isHex && text.endsWith('h'))) {
      this.refuse(line, 'a number that its type does not have', { number: text });
    }
    return type;
  }

  #name({ line, name }: Expression & { kind: 'name' }): Checked {
    if (name === 'true' || name === 'false') return bool;
    const found = this.find(name);
    return found?.type ?? this.refuse(line, 'an unknown name', { name });
  }

  #unary({ line, operator, operand }: Expression & { kind: 'unary' }): Checked {
    const type = this.typeOf(operand);
    if (operator === '&') {
      const variable = this.variable(operand);
      if (!variable || type.kind === 'pointer') {
        return this.refuse(line, 'a pointer to what is no variable');
      }
      return { kind: 'pointer', space: variable.space, of: type };
    }
    if (operator === '*') {
      return type.kind === 'pointer'
        ? type.of
        : this.refuse(line, 'what is no pointer is followed');
    }
    const values = { operator, of: describe(type) };
    return (
      unaryType(operator, type) ??
      this.refuse(line, 'an operator that this type does not have', values)
    );
  }

  #object(object: Expression): Type {
    const type = this.typeOf(object);
    return type.kind === 'pointer' ? type.of : type;
  }

  #member({ line, object, name }: Expression & { kind: 'member' }): Checked {
    const type = this.#object(object);
    const values = { part: name, of: describe(type) };
    if (type.kind === 'struct') {
      const field = type.fields.find((one) => one.name === name);
      return field?.type ?? this.refuse(line, 'the struct has no such member', values);
    }
    if (type.kind !== 'vector') return this.refuse(line, 'this has no members', values);
    const letters = ['xyzw', 'rgba'].map((all) => all.slice(0, type.size));
    const isKnown = letters.some((all) => [...name].every((letter) => all.includes(letter)));
    if (!isKnown || name.length > 4) this.refuse(line, 'a vector without such lanes', values);
    return name.length === 1 ? { kind: 'scalar', of: type.of } : vectorOf(type.of, name.length);
  }

  #element({ line, object, index }: Expression & { kind: 'index' }): Checked {
    const type = this.#object(object);
    const at = this.typeOf(index);
    const element = at.kind === 'scalar' || at.kind === 'literal' ? at.of : undefined;
    if (element !== 'i32' && element !== 'u32' && element !== 'int') {
      this.refuse(line, 'an index that is no whole number', { type: describe(at) });
    }
    const length = { array: 0, vector: 0, matrix: 4 }[type.kind as string];
    if (length === undefined)
      return this.refuse(line, 'this cannot be indexed', { type: describe(type) });
    const size = type.kind === 'array' ? type.length : type.kind === 'vector' ? type.size : length;
    const known = this.constant(index)?.value;
    if (known !== undefined && (known < 0 || (size > 0 && known >= size))) {
      this.refuse(line, 'an index beyond the array', { index: known, length: size });
    }
    if (type.kind === 'array') return type.of;
    return type.kind === 'vector' ? { kind: 'scalar', of: type.of } : vec4f;
  }

  #call(call: Call): Checked {
    const { line, callee, arguments: given } = call;
    const { name } = callee;
    if (this.find(name)) return this.refuse(line, 'what is no function is called', { name });
    const called = this.module.functions.get(name);
    if (called) {
      this.count(call, called.parameters.length);
      called.parameters.forEach(({ type }, at) =>
        this.expect(given[at], this.parameterType(type), 'an argument of another type'),
      );
      return called.result ? this.type(called.result) : nothing;
    }
    if (isTypeName(this.module, name)) return constructed(this, call);
    const count = builtinArguments(name);
    if (count === undefined) return this.refuse(line, 'an unknown function', { name });
    this.count(call, count);
    const types = given.map((one) => this.typeOf(one));
    if (name === 'bitcast') return this.type(callee.arguments[0] as TypeName);
    const values = { function: name, given: types.map(describe).join(', ') };
    return (
      builtinType(name, types) ??
      this.refuse(line, 'arguments that a function does not take', values)
    );
  }

  /** Refuses a call with another number of arguments. */
  count({ line, callee, arguments: given }: Call, wanted: number): void {
    if (given.length === wanted) return;
    const values = { function: callee.name, given: given.length, wanted };
    this.refuse(line, 'another number of arguments', values);
  }
}

/** Expressions as instructions: a value of one leaf stands on the stack, a larger one in locals. */
import { callBuiltin, typeOfBuiltin } from './builtins.ts';
import { callFunction } from './calls.ts';
import { type Constant, convert } from './constants.ts';
import type { Context } from './context.ts';
import { construct, constructedType, constructLeaves } from './constructors.ts';
import { transposed } from './matrices.ts';
import { emitBinary, emitUnary, typeOfBinary } from './operators.ts';
import { lanesOf, leavesAt, read, referenceOf, swizzle } from './references.ts';
import type { Expression } from './syntax.ts';
import {
  describeType,
  f32,
  i32,
  isFloat,
  leavesOf,
  nothing,
  type Type,
  vec4f,
  vectorOf,
  wasmTypeOf,
} from './types.ts';

/** A literal that nothing gives a type is a whole or a float number of 32 bits. */
export function concrete(type: Type): Type {
  if (type.kind !== 'literal') return type;
  return type.of === 'int' ? i32 : f32;
}

export function typeOf(c: Context, expression: Expression): Type {
  const constant = c.constant(expression);
  if (constant) return constant.type;
  switch (expression.kind) {
    case 'name': {
      const found = c.find(expression.name);
      if (!found) c.refuse(expression.line, 'an unknown name', { name: expression.name });
      return found.kind === 'constant' ? found.constant.type : found.type;
    }
    case 'unary':
      return typeOf(c, expression.operand);
    case 'binary':
      return typeOfBinary(c, expression);
    case 'member':
    case 'index':
      return typeOfPart(c, expression);
    case 'call': {
      const { name } = expression.callee;
      const made = c.module.functions.get(name);
      if (made) return made.result ? c.type(made.result) : nothing;
      if (c.isType(name)) return constructedType(c, expression);
      return typeOfBuiltin(c, expression);
    }
    case 'number':
      throw new Error('wasm: numbers are constants');
  }
}

function typeOfPart(c: Context, expression: Member | Index): Type {
  const object = typeOf(c, expression.object);
  if (object.kind === 'array') return object.of;
  if (object.kind === 'matrix') return vec4f;
  if (object.kind === 'vector') {
    const lanes = expression.kind === 'member' ? lanesOf(expression.name).length : 1;
    return lanes === 1 ? { kind: 'scalar', of: object.of } : vectorOf(object.of, lanes);
  }
  if (object.kind === 'struct' && expression.kind === 'member') {
    const field = object.fields.find(({ name }) => name === expression.name);
    if (field) return field.type;
  }
  return c.refuse(expression.line, 'this has no such part', { type: describeType(object) });
}

type Member = Expression & { kind: 'member' };
type Index = Expression & { kind: 'index' };

function emitConstant({ code }: Context, constant: Constant, to: Type): Type {
  const type = constant.type.kind === 'literal' ? to : constant.type;
  if (type.kind === 'vector') {
    const { value } = convert(constant, { kind: 'scalar', of: type.of });
    code.v128([value, value, value, value], type.of === 'f32');
    return type;
  }
  const { value } = convert(constant, type);
  if (isFloat(type)) code.f32(value);
  else code.i32(value);
  return type;
}

/**
 * Leaves a value of one leaf on the stack.
 * @param wanted what a literal becomes; a vector spreads a constant over its lanes
 */
export function emit(c: Context, expression: Expression, wanted?: Type): Type {
  const constant = c.constant(expression);
  if (constant) {
    const own = concrete(constant.type);
    const spreads = wanted?.kind === 'vector' || constant.type.kind === 'literal';
    return emitConstant(c, constant, spreads && wanted ? concrete(wanted) : own);
  }
  const reference = referenceOf(c, expression);
  if (reference) {
    read(c, reference);
    return reference.type;
  }
  switch (expression.kind) {
    case 'unary':
      return emitUnary(c, expression);
    case 'binary':
      return emitBinary(c, expression);
    case 'member':
    case 'index':
      return emitPart(c, expression);
    case 'call': {
      const { name } = expression.callee;
      if (c.module.functions.has(name)) {
        const { type, leaves } = callFunction(c, expression);
        if (leaves.length === 1) c.code.get(leaves[0]);
        return type;
      }
      return c.isType(name) ? construct(c, expression) : callBuiltin(c, expression);
    }
    default:
      return c.refuse(expression.line, 'an unknown name', {
        name: expression.kind === 'name' ? expression.name : '',
      });
  }
}

/** A part of what is no variable, such as of the result of a call. */
function emitPart(c: Context, expression: Member | Index): Type {
  const object = typeOf(c, expression.object);
  const type = typeOfPart(c, expression);
  if (object.kind === 'vector') {
    const lanes =
      expression.kind === 'member'
        ? lanesOf(expression.name)
        : [c.constant(expression.index)?.value ?? NaN];
    if (Number.isNaN(lanes[0])) {
      c.refuse(expression.line, 'a component of a passing value is chosen by a variable');
    }
    emit(c, expression.object);
    swizzle(c, type, lanes);
    return type;
  }
  c.code.get(partOfLeaves(c, expression)[0]);
  return type;
}

/** The leaves of a value in locals, which are not to be written. */
export function emitLeaves(c: Context, expression: Expression, wanted?: Type): readonly number[] {
  const reference = c.constant(expression) ? undefined : referenceOf(c, expression);
  if (reference) return leavesAt(c, reference);
  const type = c.constant(expression) ? nothing : typeOf(c, expression);
  const isOne = !['matrix', 'array', 'struct'].includes(type.kind);
  if (isOne) {
    const local = c.code.local(wasmTypeOf(emit(c, expression, wanted)));
    c.code.set(local);
    return [local];
  }
  if (expression.kind === 'call') {
    if (c.module.functions.has(expression.callee.name)) return callFunction(c, expression).leaves;
    if (c.isType(expression.callee.name)) return constructLeaves(c, expression);
    return transposed(c, expression);
  }
  if (expression.kind === 'member' || expression.kind === 'index') {
    return partOfLeaves(c, expression);
  }
  return c.refuse(expression.line, 'an operation on what is larger than a vector');
}

function partOfLeaves(c: Context, expression: Member | Index): readonly number[] {
  const object = typeOf(c, expression.object);
  const all = emitLeaves(c, expression.object);
  const size = leavesOf(typeOfPart(c, expression)).length;
  if (expression.kind === 'index') {
    const index = c.constant(expression.index)?.value;
    if (index === undefined) c.refuse(expression.line, 'a passing value is indexed by a variable');
    return all.slice(index * size, (index + 1) * size);
  }
  if (object.kind !== 'struct') return c.refuse(expression.line, 'this has no members');
  const at = object.fields.findIndex(({ name }) => name === expression.name);
  const before = object.fields.slice(0, at).flatMap((field) => leavesOf(field.type)).length;
  return all.slice(before, before + size);
}

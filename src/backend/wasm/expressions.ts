/** Expressions as instructions: a value of one leaf stands on the stack, a larger one in locals. */
import { callBuiltin, typeOfBuiltin } from './builtins.ts';
import { callFunction } from './calls.ts';
import { type Constant, commonType, convert } from './constants.ts';
import type { Context } from './context.ts';
import { construct, constructedType, constructLeaves } from './constructors.ts';
import type { Opcode } from './encoder.ts';
import { lanesOf, leavesAt, read, referenceOf, swizzle } from './references.ts';
import type { Expression } from './syntax.ts';
import {
  bool,
  describeType,
  f32,
  i32,
  isFloat,
  leavesOf,
  matrix,
  nothing,
  type Type,
  u32,
  vec4f,
  vectorOf,
  wasmTypeOf,
} from './types.ts';

const comparisons = ['==', '!=', '<', '>', '<=', '>='];

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

function typeOfBinary(c: Context, { operator, left, right, line }: Binary): Type {
  const [a, b] = [typeOf(c, left), typeOf(c, right)];
  const wide = [a, b].find(({ kind }) => kind === 'vector');
  if (comparisons.includes(operator)) {
    return wide?.kind === 'vector' ? vectorOf('bool', wide.size) : bool;
  }
  if (operator === '<<' || operator === '>>') return concrete(a);
  if (a.kind === 'matrix') {
    return b.kind === 'vector' ? vec4f : matrix;
  }
  if (wide) return wide;
  const type = commonType(a, b);
  if (type.kind === 'scalar' || type.kind === 'literal') return type;
  return c.refuse(line, 'an operator that these types do not have', {
    operator,
    left: describeType(a),
    right: describeType(b),
  });
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

type Binary = Expression & { kind: 'binary' };
type Member = Expression & { kind: 'member' };
type Index = Expression & { kind: 'index' };

export function emitConstant({ code }: Context, constant: Constant, to: Type): Type {
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

function transposed(c: Context, expression: Expression & { kind: 'call' }): number[] {
  if (expression.callee.name !== 'transpose') {
    c.refuse(expression.line, 'an unknown function', { name: expression.callee.name });
  }
  const { code } = c;
  const columns = emitLeaves(c, expression.arguments[0]);
  const shuffled = (a: number, b: number, lanes: number[]) => {
    const local = code.local('v128');
    code.get(a);
    code.get(b);
    code.shuffle(lanes);
    code.set(local);
    return local;
  };
  const [a, b, d, e] = columns;
  const low = [shuffled(a, b, [0, 4, 1, 5]), shuffled(d, e, [0, 4, 1, 5])];
  const high = [shuffled(a, b, [2, 6, 3, 7]), shuffled(d, e, [2, 6, 3, 7])];
  return [low, high].flatMap(([left, right]) => [
    shuffled(left, right, [0, 1, 4, 5]),
    shuffled(left, right, [2, 3, 6, 7]),
  ]);
}

function emitUnary(c: Context, { operator, operand, line }: Expression & { kind: 'unary' }): Type {
  const { code } = c;
  const type = concrete(typeOf(c, operand));
  const isVector = type.kind === 'vector';
  if (operator === '-' && !isVector && !isFloat(type)) code.i32(0);
  emit(c, operand, type);
  if (operator === '-') {
    if (isVector) code.op(isFloat(type) ? 'f32x4.neg' : 'i32x4.neg');
    else code.op(isFloat(type) ? 'f32.neg' : 'i32.sub');
  } else if (operator === '!') code.op(isVector ? 'v128.not' : 'i32.eqz');
  else if (operator === '~') {
    if (isVector) code.op('v128.not');
    else {
      code.i32(-1);
      code.op('i32.xor');
    }
  } else c.refuse(line, 'a pointer to what is no variable');
  return type;
}

const words: Record<string, string> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'rem',
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '>': 'gt',
  '<=': 'le',
  '>=': 'ge',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'shl',
  '>>': 'shr',
};

function emitBinary(c: Context, expression: Binary): Type {
  const { operator, left, right } = expression;
  if (operator === '&&' || operator === '||') return emitShortCircuit(c, expression);
  const [a, b] = [typeOf(c, left), typeOf(c, right)];
  if (a.kind === 'matrix') return emitMatrixProduct(c, expression);
  if (c.usesRelaxed && operator === '+' && emitFused(c, expression)) return vec4f;
  const wide = [a, b].find(({ kind }) => kind === 'vector');
  const type =
    operator === '<<' || operator === '>>' ? concrete(a) : concrete(wide ?? commonType(a, b));
  emitOperand(c, left, type);
  if (operator === '<<' || operator === '>>') emitShift(c, right);
  else emitOperand(c, right, type);
  return emitOperator(c, operator, type, c.constant(right)?.value, expression.line);
}

/** All lanes are shifted by the same number: that of a scalar, or of a vector made of one. */
export function emitShift(c: Context, by: Expression): void {
  const isSpread = by.kind === 'call' && c.isType(by.callee.name) && by.arguments.length === 1;
  const scalar = isSpread ? by.arguments[0] : by;
  if (emit(c, scalar, u32).kind === 'vector') c.refuse(by.line, 'lanes that are shifted apart');
}

/** A scalar beside a vector is spread over its lanes. */
export function emitOperand(c: Context, expression: Expression, type: Type): void {
  const own = emit(c, expression, type);
  if (type.kind === 'vector' && own.kind === 'scalar') {
    c.code.op(own.of === 'f32' ? 'f32x4.splat' : 'i32x4.splat');
  }
}

/** Both operands stand on the stack. @param divisor where it is known */
export function emitOperator(
  c: Context,
  operator: string,
  type: Type,
  divisor: number | undefined,
  line: number,
): Type {
  const { code } = c;
  const isVector = type.kind === 'vector';
  const word = words[operator];
  const isComparison = comparisons.includes(operator);
  const result: Type = !isComparison ? type : isVector ? vectorOf('bool', type.size) : bool;
  if (word === undefined) return c.refuse(line, 'an unknown operator', { operator });
  if (isFloat(type)) {
    if (operator === '%') c.refuse(line, 'the remainder of floats');
    code.op(`${isVector ? 'f32x4' : 'f32'}.${word}` as Opcode);
    return result;
  }
  const isSigned = (type.kind === 'scalar' || isVector) && type.of === 'i32';
  const sign = ['lt', 'gt', 'le', 'ge', 'div', 'rem', 'shr'].includes(word)
    ? isSigned
      ? '_s'
      : '_u'
    : '';
  if (!isVector) {
    if (operator === '/' || operator === '%') guardDivision(c, operator, divisor, sign);
    else code.op(`i32.${word}${sign}` as Opcode);
    return result;
  }
  if (['and', 'or', 'xor'].includes(word)) code.op(`v128.${word}` as Opcode);
  else if (operator === '/' || operator === '%') laneByLane(c, operator, sign, line);
  else code.op(`i32x4.${word}${sign}` as Opcode);
  return result;
}

/** WGSL: x / 0 = x, x % 0 = 0; WebAssembly would trap. */
function guardDivision(
  { code }: Context,
  operator: string,
  divisor: number | undefined,
  sign: string,
): void {
  const op = `i32.${words[operator]}${sign}` as Opcode;
  if (divisor !== undefined && divisor !== 0 && divisor !== -1) return code.op(op);
  const [a, b] = [code.local('i32'), code.local('i32')];
  code.set(b);
  code.set(a);
  // the dividend itself over one, and nothing is left of it
  code.get(a);
  code.get(b);
  code.i32(1);
  code.get(b);
  if (sign === '_u') code.op('select');
  else {
    // nor is the least number over −1 a trap
    code.get(a);
    code.i32(-0x80000000);
    code.op('i32.eq');
    code.get(b);
    code.i32(-1);
    code.op('i32.eq', 'i32.and', 'i32.eqz', 'i32.and', 'i32.eqz', 'i32.eqz', 'select');
  }
  code.op(op);
}

function laneByLane(c: Context, operator: string, sign: string, line: number): void {
  if (sign === '_s') c.refuse(line, 'the quotient of vectors of numbers with a sign');
  const { code } = c;
  const [a, b] = [code.local('v128'), code.local('v128')];
  code.set(b);
  code.set(a);
  code.get(a);
  for (let lane = 0; lane < 4; lane++) {
    for (const local of [a, b]) {
      code.get(local);
      code.lane('i32x4.extract_lane', lane);
    }
    guardDivision(c, operator, undefined, sign);
    code.lane('i32x4.replace_lane', lane);
  }
}

function emitShortCircuit(c: Context, { operator, left, right }: Binary): Type {
  const { code } = c;
  const known = c.constant(left)?.value;
  // a side that decides alone was a constant
  if (known !== undefined) return emit(c, right);
  const result = code.local('i32');
  emit(c, left);
  code.tee(result);
  if (operator === '||') code.op('i32.eqz');
  code.open('if');
  emit(c, right, bool);
  code.set(result);
  code.close();
  code.get(result);
  return bool;
}

/** a · v: the columns of a, each times its component of v, summed from the first on. */
function emitMatrixProduct(c: Context, { operator, left, right, line }: Binary): Type {
  if (operator !== '*' || typeOf(c, right).kind !== 'vector') {
    c.refuse(line, 'an operation on matrices', { operator });
  }
  const { code } = c;
  const columns = emitLeaves(c, left);
  const [vector] = emitLeaves(c, right);
  columns.forEach((column, lane) => {
    if (lane > 0 && c.usesRelaxed) {
      const sum = code.local('v128');
      code.set(sum);
      emitTerm();
      code.get(sum);
      code.op('f32x4.relaxed_madd');
      return;
    }
    emitTerm();
    code.op('f32x4.mul');
    if (lane > 0) code.op('f32x4.add');
    function emitTerm() {
      code.get(column);
      code.get(vector);
      code.get(vector);
      code.shuffle([lane, lane, lane, lane]);
    }
  });
  return vec4f;
}

/** x · y + z in one instruction, where the engine has it. @returns whether it was that */
function emitFused(c: Context, { left, right }: Binary): boolean {
  const isProduct = (one: Expression): one is Binary =>
    one.kind === 'binary' && one.operator === '*' && typeOf(c, one.left).kind !== 'matrix';
  const product = [left, right].find(isProduct);
  if (!product) return false;
  const type = typeOf(c, product);
  if (type.kind !== 'vector' || type.of !== 'f32' || c.constant(product)) return false;
  emitOperand(c, product.left, type);
  emitOperand(c, product.right, type);
  emitOperand(c, product === left ? right : left, type);
  c.code.op('f32x4.relaxed_madd');
  return true;
}

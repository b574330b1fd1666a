/** Operators as instructions: on scalars, on vectors lane by lane, and a matrix times a vector. */
import { commonType } from './constants.ts';
import type { Context } from './context.ts';
import type { Opcode } from './encoder.ts';
import { concrete, emit, typeOf } from './expressions.ts';
import { emitMatrixProduct } from './matrices.ts';
import type { Expression } from './syntax.ts';
import { bool, describeType, isFloat, matrix, type Type, u32, vec4f, vectorOf } from './types.ts';

type Binary = Expression & { kind: 'binary' };

const comparisons = ['==', '!=', '<', '>', '<=', '>='];

export function typeOfBinary(c: Context, { operator, left, right, line }: Binary): Type {
  const [a, b] = [typeOf(c, left), typeOf(c, right)];
  const wide = [a, b].find(({ kind }) => kind === 'vector');
  if (comparisons.includes(operator)) {
    return wide?.kind === 'vector' ? vectorOf('bool', wide.size) : bool;
  }
  if (operator === '<<' || operator === '>>') return concrete(a);
  if (isMatrix(a) || isMatrix(b)) {
    return [a, b].some(({ kind }) => kind === 'vector') ? vec4f : matrix;
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

export function emitUnary(
  c: Context,
  { operator, operand, line }: Expression & { kind: 'unary' },
): Type {
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

function isMatrix({ kind }: Type): boolean {
  return kind === 'matrix';
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

export function emitBinary(c: Context, expression: Binary): Type {
  const { operator, left, right } = expression;
  if (operator === '&&' || operator === '||') return emitShortCircuit(c, expression);
  const [a, b] = [typeOf(c, left), typeOf(c, right)];
  if (isMatrix(a) || isMatrix(b)) return emitMatrixProduct(c, expression);
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

/** x · y + z in one instruction, where the engine has it. @returns whether it was that */
function emitFused(c: Context, { left, right }: Binary): boolean {
  const isProduct = (one: Expression): one is Binary =>
    one.kind === 'binary' &&
    one.operator === '*' &&
    ![one.left, one.right].some((side) => isMatrix(typeOf(c, side)));
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

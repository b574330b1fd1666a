/** Expressions whose value is known when a kernel is compiled. */
import type { Expression } from './syntax.ts';
import { bool, f32, i32, type Type, u32 } from './types.ts';

export interface Constant {
  type: Type;
  /** Of a bool 0 or 1. */
  value: number;
}

/** @returns a number of the text, of its suffix's type */
function parseNumber(text: string): Constant {
  const isHex = /^0x/i.test(text);
  const isHexFloat = isHex && /[.p]/i.test(text);
  const suffix = isHex && !isHexFloat ? /[iu]$/.exec(text)?.[0] : /[iufh]$/.exec(text)?.[0];
  const digits = suffix === undefined ? text : text.slice(0, -1);
  const value = isHexFloat ? hexFloat(digits) : Number(digits);
  if (suffix === 'u') return { type: u32, value: value >>> 0 };
  if (suffix === 'i') return { type: i32, value: value | 0 };
  if (suffix === 'f') return { type: f32, value: Math.fround(value) };
  const isInt = isHex ? !isHexFloat : /^\d+$/.test(digits);
  return { type: { kind: 'literal', of: isInt ? 'int' : 'float' }, value };
}

function hexFloat(text: string): number {
  const [, whole = '', part = '', power = '0'] =
    /^0x([\da-f]*)\.?([\da-f]*)(?:p([+-]?\d+))?$/i.exec(text) ?? [];
  return parseInt(`0${whole}${part}`, 16) * 2 ** (Number(power) - 4 * part.length);
}

/** A literal takes the type that it meets. */
export function convert({ type, value }: Constant, to: Type): Constant {
  if (to.kind !== 'scalar') return { type, value };
  if (to.of === 'f32') return { type: f32, value: Math.fround(value) };
  if (to.of === 'u32') return { type: u32, value: wrapUnsigned(value) };
  if (to.of === 'i32') return { type: i32, value: Math.trunc(value) | 0 };
  return { type: bool, value: value === 0 ? 0 : 1 };
}

function wrapUnsigned(value: number): number {
  return Math.trunc(value) >>> 0;
}

/** The type that both operands have: a literal takes that of the other. */
export function commonType(left: Type, right: Type): Type {
  if (left.kind !== 'literal') return left;
  if (right.kind !== 'literal') return right;
  return left.of === 'float' ? left : right;
}

type Lookup = (name: string) => Constant | undefined;

/** @returns undefined where the value is known only at run time */
export function constantOf(expression: Expression, lookup: Lookup): Constant | undefined {
  switch (expression.kind) {
    case 'number':
      return parseNumber(expression.text);
    case 'name':
      if (expression.name === 'true') return { type: bool, value: 1 };
      if (expression.name === 'false') return { type: bool, value: 0 };
      return lookup(expression.name);
    case 'unary': {
      const operand = constantOf(expression.operand, lookup);
      return operand && unary(expression.operator, operand);
    }
    case 'binary': {
      const left = constantOf(expression.left, lookup);
      if (!left) return undefined;
      if (expression.operator === '&&' && left.value === 0) return left;
      if (expression.operator === '||' && left.value !== 0) return left;
      const right = constantOf(expression.right, lookup);
      return right && binary(expression.operator, left, right);
    }
    case 'call':
      return call(expression.callee.name, expression.arguments, lookup);
    default:
      return undefined;
  }
}

const scalars: Record<string, Type> = { f32, u32, i32, bool };

function call(name: string, given: readonly Expression[], lookup: Lookup): Constant | undefined {
  const values = given.map((one) => constantOf(one, lookup));
  if (!values.every((value) => value !== undefined)) return undefined;
  if (name in scalars && values.length === 1) return convert(values[0], scalars[name]);
  if ((name === 'min' || name === 'max') && values.length === 2) {
    const type = commonType(values[0].type, values[1].type);
    return { type, value: Math[name](values[0].value, values[1].value) };
  }
  return undefined;
}

function unary(operator: string, { type, value }: Constant): Constant | undefined {
  if (operator === '!') return { type: bool, value: value === 0 ? 1 : 0 };
  if (operator === '~') return convert({ type, value: ~value }, type);
  if (operator === '-') return convert({ type, value: -value }, type);
  return undefined;
}

function binary(operator: string, left: Constant, right: Constant): Constant | undefined {
  const type = commonType(left.type, right.type);
  const [a, b] = [left, right].map((one) => convert(one, type).value);
  const truth = (value: boolean): Constant => ({ type: bool, value: value ? 1 : 0 });
  const number = (value: number): Constant => convert({ type, value }, type);
  const isInt =
    (type.kind === 'scalar' && type.of !== 'f32') || (type.kind === 'literal' && type.of === 'int');
  switch (operator) {
    case '+':
      return number(a + b);
    case '-':
      return number(a - b);
    case '*':
      return isInt && type.kind === 'scalar' ? number(Math.imul(a, b)) : number(a * b);
    case '/':
      if (isInt) return b === 0 ? number(a) : number(Math.trunc(a / b));
      return number(a / b);
    case '%':
      return b === 0 ? number(0) : number(a % b);
    case '&':
      return number(a & b);
    case '|':
      return number(a | b);
    case '^':
      return number(a ^ b);
    case '<<':
      return convert({ type: left.type, value: left.value << right.value }, left.type);
    case '>>':
      return convert({ type: left.type, value: left.value >>> right.value }, left.type);
    case '==':
      return truth(a === b);
    case '!=':
      return truth(a !== b);
    case '<':
      return truth(a < b);
    case '>':
      return truth(a > b);
    case '<=':
      return truth(a <= b);
    case '>=':
      return truth(a >= b);
    case '&&':
      return truth(a !== 0 && b !== 0);
    case '||':
      return truth(a !== 0 || b !== 0);
    default:
      return undefined;
  }
}

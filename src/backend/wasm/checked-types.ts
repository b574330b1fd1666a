/** Which types WGSL lets meet: what a literal becomes, and what operators and functions take. */
import { describeType, isFloat, type ScalarName, type Type, vectorOf } from './types.ts';

/** What an expression is, as WGSL sees it. */
export type Checked = Type | Pointer;

export interface Pointer {
  kind: 'pointer';
  space: string;
  of: Type;
}

export function describe(type: Checked): string {
  return type.kind === 'pointer'
    ? `ptr<${type.space}, ${describeType(type.of)}>`
    : describeType(type);
}

/** The kind of number that a value is made of. */
export type Element = ScalarName | 'int' | 'float';

/** @returns undefined for what is neither a number nor a vector of them */
export function elementOf(type: Checked): Element | undefined {
  return type.kind === 'scalar' || type.kind === 'vector' || type.kind === 'literal'
    ? type.of
    : undefined;
}

function isElementOf(from: Element, to: Element): boolean {
  if (from === to) return true;
  if (from === 'int') return to !== 'bool';
  return from === 'float' && to === 'f32';
}

/** Whether a value of one type can stand where another is wanted: literals take its type. */
export function fits(from: Checked, to: Checked): boolean {
  if (from.kind === 'literal' && (to.kind === 'scalar' || to.kind === 'literal')) {
    return isElementOf(from.of, to.of);
  }
  if (from.kind !== to.kind) return false;
  return describe(from) === describe(to);
}

/** The type that both are, or become. @returns undefined where there is none */
export function common(a: Checked, b: Checked): Checked | undefined {
  if (fits(a, b)) return b;
  return fits(b, a) ? a : undefined;
}

const isWhole = (element: Element) => element === 'i32' || element === 'u32' || element === 'int';

const sizeOf = (type: Checked) => (type.kind === 'vector' ? type.size : 1);

const booleans = (type: Checked): Type =>
  type.kind === 'vector' ? vectorOf('bool', type.size) : { kind: 'scalar', of: 'bool' };

export function unaryType(operator: string, type: Checked): Checked | undefined {
  const element = elementOf(type);
  if (element === undefined) return undefined;
  if (operator === '!') return element === 'bool' ? type : undefined;
  if (operator === '~') return isWhole(element) ? type : undefined;
  return element === 'bool' || element === 'u32' ? undefined : type;
}

export function binaryType(operator: string, a: Checked, b: Checked): Checked | undefined {
  if (a.kind === 'matrix' || b.kind === 'matrix') return matrixType(operator, a, b);
  const [left, right] = [elementOf(a), elementOf(b)];
  if (left === undefined || right === undefined) return undefined;
  if (operator === '<<' || operator === '>>') {
    return isWhole(left) && isElementOf(right, 'u32') && sizeOf(a) === sizeOf(b) ? a : undefined;
  }
  if (operator === '&&' || operator === '||') {
    return left === 'bool' && a.kind === 'scalar' ? common(a, b) : undefined;
  }
  if (['==', '!=', '<', '>', '<=', '>='].includes(operator)) {
    const type = common(a, b);
    const isOrdered = operator !== '==' && operator !== '!=';
    return type && !(isOrdered && left === 'bool') ? booleans(type) : undefined;
  }
  if (operator === '&' || operator === '|') {
    const type = common(a, b);
    const element = type && elementOf(type);
    return element && (element === 'bool' || isWhole(element)) ? type : undefined;
  }
  if (operator === '^') return isWhole(left) && isWhole(right) ? common(a, b) : undefined;
  return left === 'bool' || right === 'bool' ? undefined : mixed(a, b);
}

/** Of arithmetic: a scalar beside a vector is spread over its lanes. */
function mixed(a: Checked, b: Checked): Checked | undefined {
  const [wide, other] = a.kind === 'vector' ? [a, b] : [b, a];
  if (wide.kind === 'vector' && other.kind !== 'vector') {
    return fits(other, { kind: 'scalar', of: wide.of }) ? wide : undefined;
  }
  return common(a, b);
}

function matrixType(operator: string, a: Checked, b: Checked): Checked | undefined {
  const [matrix, other] = a.kind === 'matrix' ? [a, b] : [b, a];
  if (other.kind === 'matrix') return ['+', '-', '*'].includes(operator) ? matrix : undefined;
  if (operator !== '*') return undefined;
  if (other.kind === 'vector') return other.size === 4 && isFloat(other) ? other : undefined;
  return fits(other, { kind: 'scalar', of: 'f32' }) ? matrix : undefined;
}

const ofFloats = ['sqrt', 'floor', 'ceil', 'trunc', 'round', 'exp', 'exp2', 'log'];
const argumentCounts: Record<string, number | undefined> = {
  ...Object.fromEntries(ofFloats.map((name) => [name, 1])),
  ...{ abs: 1, sign: 1, transpose: 1, min: 2, max: 2, dot: 2, clamp: 3, select: 3, bitcast: 1 },
};

/** How many arguments one of WGSL's own functions takes; undefined of what is none that is known. */
export const builtinArguments = (name: string): number | undefined => argumentCounts[name];

/** @param given as many as it takes */
export function builtinType(name: string, given: readonly Checked[]): Checked | undefined {
  const [first, second, third] = given;
  if (name === 'transpose') return first.kind === 'matrix' ? first : undefined;
  if (name === 'select') {
    const type = common(first, second);
    const isOne = third.kind === 'scalar' && third.of === 'bool';
    const isEach = third.kind === 'vector' && third.of === 'bool' && third.size === sizeOf(first);
    return isOne || (isEach && first.kind === 'vector') ? type : undefined;
  }
  const type = given.reduce<Checked | undefined>((all, one) => all && common(all, one), first);
  const element = type && elementOf(type);
  if (element === undefined || element === 'bool') return undefined;
  if (name === 'dot') {
    return type?.kind === 'vector' ? { kind: 'scalar', of: type.of } : undefined;
  }
  if (name === 'sign' && element === 'u32') return undefined;
  return ofFloats.includes(name) && !['f32', 'float', 'int'].includes(element) ? undefined : type;
}

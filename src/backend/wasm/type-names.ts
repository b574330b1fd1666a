/** Types by the names that a kernel gives them. */
import type { Constant } from './constants.ts';
import type { Expression, ModuleSyntax, TypeName } from './syntax.ts';
import {
  f32,
  bool,
  i32,
  matrix,
  nothing,
  type ScalarName,
  type Type,
  u32,
  vectorOf,
} from './types.ts';

/** Where a type is named. */
export interface NamedWithin {
  readonly module: ModuleSyntax;
  /** @returns undefined where the value is known only at run time */
  constant(expression: Expression): Constant | undefined;
  refuse(line: number, what: string, values?: Record<string, string | number>): never;
}

const simple: Record<string, Type | undefined> = { f32, u32, i32, bool, mat4x4f: matrix, nothing };
const letters: Record<string, ScalarName> = { f: 'f32', u: 'u32', i: 'i32' };

/** Of a pointer what it points at. */
export function typeNamed(
  within: NamedWithin,
  { name, arguments: given, line }: TypeName,
  inside: readonly string[] = [],
): Type {
  const named = (one: TypeName) => typeNamed(within, one, inside);
  const known = simple[name];
  if (known) return known;
  const short = /^vec([234])([fui])$/.exec(name);
  if (short) return vectorOf(letters[short[2]], Number(short[1]));
  const [first, second] = given;
  if (/^vec[234]$/.test(name) && first) {
    const of = named(first as TypeName);
    if (of.kind === 'scalar') return vectorOf(of.of, Number(name[3]));
  }
  if (name === 'mat4x4') return matrix;
  if (name === 'array' && first) {
    const length = second === undefined ? 0 : within.constant(second as Expression)?.value;
    if (length === undefined) within.refuse(line, 'the length of an array is no constant');
    if (second && (length < 1 || !Number.isInteger(length))) {
      within.refuse(line, 'an array of no whole number of elements', { length });
    }
    return { kind: 'array', of: named(first as TypeName), length };
  }
  if (name === 'ptr' && second) return named(second as TypeName);
  const fields = within.module.structs.get(name);
  if (fields) {
    if (inside.includes(name)) within.refuse(line, 'a struct that holds itself', { name });
    const typed = fields.map((field) => ({
      name: field.name,
      type: typeNamed(within, field.type, [...inside, name]),
    }));
    return { kind: 'struct', name, fields: typed };
  }
  return within.refuse(line, 'a type that the compiler does not know', { type: name });
}

export function isTypeName({ structs }: ModuleSyntax, name: string): boolean {
  return (
    name in simple ||
    /^vec[234][fui]?$/.test(name) ||
    name === 'array' ||
    name === 'mat4x4' ||
    structs.has(name)
  );
}

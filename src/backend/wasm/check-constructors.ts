/** Whether a value can be made of these parts: vectors, matrices, arrays, structs, converted numbers. */
import type { CheckedScopes } from './check-expressions.ts';
import { type Checked, common, describe, fits } from './checked-types.ts';
import type { Expression } from './syntax.ts';
import { f32, i32, type Type, vec4f, vectorOf } from './types.ts';

type Call = Expression & { kind: 'call' };

export function constructed(scopes: CheckedScopes, call: Call): Checked {
  const { line, callee, arguments: given } = call;
  const types = given.map((one) => scopes.typeOf(one));
  if (/^vec[234]$/.test(callee.name) && callee.arguments.length === 0) {
    return vectorOfParts(scopes, call, types, undefined);
  }
  if (callee.name === 'array' && callee.arguments.length === 0) {
    return scopes.refuse(line, 'an array that does not say its type');
  }
  const type = scopes.type(callee);
  if (given.length === 0) return type;
  switch (type.kind) {
    case 'scalar':
      scopes.count(call, 1);
      if (types[0].kind !== 'scalar' && types[0].kind !== 'literal') {
        scopes.refuse(line, 'this cannot be converted', { from: describe(types[0]) });
      }
      return type;
    case 'vector':
      return vectorOfParts(scopes, call, types, type);
    case 'matrix':
      return partsOf(
        scopes,
        call,
        given.length === 16 ? Array<Type>(16).fill(f32) : Array<Type>(4).fill(vec4f),
        type,
      );
    case 'array':
      return partsOf(scopes, call, Array<Type>(type.length).fill(type.of), type);
    case 'struct':
      return partsOf(
        scopes,
        call,
        type.fields.map((field) => field.type),
        type,
      );
    default:
      return scopes.refuse(line, 'this cannot be made', { type: describe(type) });
  }
}

function partsOf(scopes: CheckedScopes, call: Call, wanted: readonly Type[], type: Type): Type {
  scopes.count(call, wanted.length);
  call.arguments.forEach((one, at) => scopes.expect(one, wanted[at], 'a part of another type'));
  return type;
}

/** @param wanted undefined where the parts say of what it is */
function vectorOfParts(
  scopes: CheckedScopes,
  { line, callee, arguments: given }: Call,
  types: readonly Checked[],
  wanted: (Type & { kind: 'vector' }) | undefined,
): Checked {
  const size = wanted?.size ?? Number(callee.name[3]);
  const [first] = types;
  const values = { type: callee.name, given: types.map(describe).join(', ') };
  if (types.length === 1 && first.kind === 'vector' && first.size === size) return wanted ?? first;
  const parts = types.map((type): Checked =>
    type.kind === 'vector' ? { kind: 'scalar', of: type.of } : type,
  );
  const all = parts.reduce<Checked | undefined>(
    (one, part) => one && common(one, part),
    first && parts[0],
  );
  const own = all?.kind === 'literal' ? (all.of === 'int' ? i32 : f32) : all;
  const of: Checked | undefined = wanted ? { kind: 'scalar', of: wanted.of } : own;
  if (of?.kind !== 'scalar' || parts.some((part) => !fits(part, of))) {
    return scopes.refuse(line, 'a vector of parts of another type', values);
  }
  given.forEach((one, at) => {
    if (types[at].kind === 'literal') scopes.expect(one, of, 'a lane of another type');
  });
  const lanes = types.reduce((sum, type) => sum + (type.kind === 'vector' ? type.size : 1), 0);
  const isSpread = types.length === 1 && first.kind !== 'vector';
  if (!isSpread && lanes !== size) {
    scopes.refuse(line, 'a vector of another number of lanes', { given: lanes, wanted: size });
  }
  return vectorOf(of.of, size);
}

/** Values made of parts: vectors, matrices, structs, arrays, and conversions between scalars. */
import { callOneReturn, copied } from './calls.ts';
import type { Context } from './context.ts';
import { emit, emitLeaves, typeOf } from './expressions.ts';
import { emitOperand } from './operators.ts';
import { referenceOf } from './references.ts';
import type { Expression } from './syntax.ts';
import {
  describeType,
  isFloat,
  leavesOf,
  type ScalarName,
  type Type,
  vectorOf,
  wasmTypeOf,
} from './types.ts';

type Call = Expression & { kind: 'call' };

/** `vec4(…)` takes the type of its first argument, everything else says its own. */
export function constructedType(c: Context, { callee, arguments: given, line }: Call): Type {
  if (/^vec[234]$/.test(callee.name) && callee.arguments.length === 0) {
    const [first] = given.map((one) => typeOf(c, one));
    const of = first?.kind === 'scalar' || first?.kind === 'vector' ? first.of : 'f32';
    return vectorOf(of, Number(callee.name[3]));
  }
  if (callee.name === 'array' && callee.arguments.length === 0) {
    c.refuse(line, 'an array that does not say its type');
  }
  return c.type(callee);
}

/** Leaves a scalar or a vector on the stack. */
export function construct(c: Context, call: Call): Type {
  const type = constructedType(c, call);
  if (type.kind === 'scalar') constructScalar(c, call, type);
  else if (type.kind === 'vector') constructVector(c, call, type);
  else c.code.get(constructLeaves(c, call)[0]);
  return type;
}

function constructScalar(c: Context, { arguments: given, line }: Call, type: Type): void {
  if (given.length !== 1) c.refuse(line, 'one value is converted at a time');
  const from = emit(c, given[0], type);
  if (from.kind !== 'scalar')
    c.refuse(line, 'this cannot be converted', { from: describeType(from) });
  convertLeaf(c, from, type);
}

/** What stands on the stack, scalar or vector, becomes another kind of number. */
function convertLeaf({ code }: Context, from: Type, to: Type): void {
  const [a, b] = [ofLeaf(from), ofLeaf(to)];
  if (a === b) return;
  if (to.kind === 'vector') {
    if (a === 'bool') {
      const isWanted = b === 'f32';
      code.v128([1, 1, 1, 1], isWanted);
      code.op('v128.and');
    } else if (b === 'bool') {
      code.v128([0, 0, 0, 0], false);
      code.op(a === 'f32' ? 'f32x4.ne' : 'i32x4.ne');
    } else if (b === 'f32') {
      code.op(a === 'u32' ? 'f32x4.convert_i32x4_u' : 'f32x4.convert_i32x4_s');
    } else if (a === 'f32') {
      code.op(b === 'u32' ? 'i32x4.trunc_sat_f32x4_u' : 'i32x4.trunc_sat_f32x4_s');
    }
  } else if (b === 'bool') {
    if (a === 'f32') {
      code.f32(0);
      code.op('f32.ne');
    } else code.op('i32.eqz', 'i32.eqz');
  } else if (b === 'f32') code.op(a === 'i32' ? 'f32.convert_i32_s' : 'f32.convert_i32_u');
  else if (a === 'f32') {
    code.op('f32x4.splat', b === 'u32' ? 'i32x4.trunc_sat_f32x4_u' : 'i32x4.trunc_sat_f32x4_s');
    code.lane('i32x4.extract_lane', 0);
  }
}

function ofLeaf(type: Type): ScalarName {
  if (type.kind === 'scalar' || type.kind === 'vector') return type.of;
  return type.kind === 'literal' && type.of === 'int' ? 'i32' : 'f32';
}

function constructVector(c: Context, call: Call, type: Type & { kind: 'vector' }): void {
  const { arguments: given, line } = call;
  const { code } = c;
  const scalar: Type = { kind: 'scalar', of: type.of };
  if (given.length === 0) return code.v128([0, 0, 0, 0], false);
  const constants = given.map((one) => c.constant(one)?.value);
  if (constants.every((value) => value !== undefined) && type.of !== 'bool') {
    const lanes = given.length === 1 ? Array<number>(4).fill(constants[0]) : constants;
    return code.v128(
      [0, 1, 2, 3].map((lane) => lanes[lane] ?? 0),
      type.of === 'f32',
    );
  }
  const [first] = given;
  if (given.length === 1) {
    const from = typeOf(c, first);
    if (from.kind === 'vector') {
      convertLeaf(c, emit(c, first), type);
      return;
    }
    // one lane of memory, spread over all
    const at = referenceOf(c, first);
    if (at?.kind === 'memory' && type.of !== 'bool' && ofLeaf(at.type) === type.of) {
      code.get(at.address);
      return code.memory('v128.load32_splat', at.offset, 2);
    }
    // a function that only says where a number lies: its lane is spread as above
    const spread = (value: Expression) => constructVector(c, { ...call, arguments: [value] }, type);
    if (first.kind === 'call' && callOneReturn(c, first, spread)) return;
    return emitOperand(c, first, type);
  }
  constructLanes(c, given, type, scalar, line);
}

/** Scalars and vectors side by side. */
function constructLanes(
  c: Context,
  given: readonly Expression[],
  type: Type & { kind: 'vector' },
  scalar: Type,
  line: number,
): void {
  const { code } = c;
  const kind = isFloat(type) ? 'f32x4' : 'i32x4';
  let filled = 0;
  code.v128([0, 0, 0, 0], false);
  for (const one of given) {
    const from = typeOf(c, one);
    if (from.kind !== 'vector') {
      emit(c, one, scalar);
      if (type.of === 'bool') {
        // a mask
        const bit = code.local('i32');
        code.set(bit);
        code.i32(0);
        code.get(bit);
        code.op('i32.sub');
      }
      code.lane(`${kind}.replace_lane`, filled++);
      continue;
    }
    const [part] = emitLeaves(c, one);
    for (let lane = 0; lane < from.size; lane++) {
      code.get(part);
      code.lane(`${kind}.extract_lane`, lane);
      code.lane(`${kind}.replace_lane`, filled++);
    }
  }
  if (filled !== type.size) {
    c.refuse(line, 'a vector of another number of lanes', { given: filled, wanted: type.size });
  }
}

/** The leaves of a matrix, a struct or an array; without arguments all are zero. */
export function constructLeaves(c: Context, call: Call): readonly number[] {
  const type = constructedType(c, call);
  const { arguments: given, line } = call;
  const { code } = c;
  if (given.length === 0) {
    return leavesOf(type).map((leaf) => {
      const local = code.local(wasmTypeOf(leaf));
      emitZero(c, leaf);
      code.set(local);
      return local;
    });
  }
  const parts = partsOf(type);
  if (parts?.length !== given.length) {
    return c.refuse(line, 'another number of parts', {
      type: describeType(type),
      given: given.length,
    });
  }
  // copies: what it is assigned to may be one of the parts
  return given.flatMap((one, index) => copied(c, emitLeaves(c, one, parts[index]), parts[index]));
}

function partsOf(type: Type): Type[] | undefined {
  if (type.kind === 'matrix') return leavesOf(type);
  if (type.kind === 'struct') return type.fields.map((field) => field.type);
  if (type.kind === 'array') return Array.from({ length: type.length }, () => type.of);
  return undefined;
}

export function emitZero({ code }: Context, leaf: Type): void {
  if (leaf.kind === 'vector') code.v128([0, 0, 0, 0], false);
  else if (isFloat(leaf)) code.f32(0);
  else code.i32(0);
}

/** Where a value lies: in locals, in a lane of one, or in memory; read and written there. */
import type { Code } from './code.ts';
import type { Context } from './context.ts';
import { NeedsMemory } from './context.ts';
import type { WasmType } from './encoder.ts';
import { emit } from './expressions.ts';
import type { Expression } from './syntax.ts';
import { isFloat, leavesOf, sizeOf, type Type, u32, vectorOf, wasmTypeOf } from './types.ts';

export type Reference =
  | { kind: 'leaves'; type: Type; leaves: readonly number[]; owner: object }
  | { kind: 'lanes'; type: Type; lanes: readonly number[] }
  | { kind: 'memory'; type: Type; address: number; offset: number; bytes?: number }
  /** Components of a vector that is a whole variable. */
  | { kind: 'swizzle'; type: Type; vector: Reference; lanes: readonly number[] };

const letters: Record<string, number> = { x: 0, y: 1, z: 2, w: 3, r: 0, g: 1, b: 2, a: 3 };

/** @returns the components that `xyz` stands for */
export function lanesOf(name: string): number[] {
  return Array.from(name, (letter) => letters[letter]);
}

/** @returns undefined for what is no variable or part of one */
export function referenceOf(c: Context, expression: Expression): Reference | undefined {
  switch (expression.kind) {
    case 'name': {
      const found = c.find(expression.name);
      return found?.kind === 'constant' ? undefined : found;
    }
    case 'unary': {
      const isPointer = expression.operator === '*' || expression.operator === '&';
      return isPointer ? referenceOf(c, expression.operand) : undefined;
    }
    case 'member': {
      const object = referenceOf(c, expression.object);
      return object && memberOf(c, object, expression.name, expression.line);
    }
    case 'index': {
      const object = referenceOf(c, expression.object);
      return object && elementOf(c, object, expression.index);
    }
    default:
      return undefined;
  }
}

function memberOf(c: Context, object: Reference, name: string, line: number): Reference {
  const { type } = object;
  if (type.kind === 'vector') return components(object, type, lanesOf(name));
  if (type.kind !== 'struct') return c.refuse(line, 'this has no members', { member: name });
  const at = type.fields.findIndex((field) => field.name === name);
  if (at < 0) c.refuse(line, 'the struct has no such member', { member: name, of: type.name });
  return part(
    object,
    type.fields[at].type,
    type.fields.slice(0, at).map((field) => field.type),
  );
}

/** What lies behind these parts. */
function part(object: Reference, type: Type, before: readonly Type[]): Reference {
  if (object.kind === 'memory') {
    const offset = before.reduce((sum, one) => sum + sizeOf(one), object.offset);
    return { ...object, type, offset };
  }
  if (object.kind !== 'leaves') throw new Error('wasm: only whole variables have parts');
  const skipped = before.reduce((sum, one) => sum + leavesOf(one).length, 0);
  const leaves = object.leaves.slice(skipped, skipped + leavesOf(type).length);
  return { ...object, type, leaves };
}

function components(
  vector: Reference,
  of: Type & { kind: 'vector' },
  lanes: readonly number[],
): Reference {
  const scalar: Type = { kind: 'scalar', of: of.of };
  const [lane] = lanes;
  if (lanes.length > 1) {
    return { kind: 'swizzle', type: vectorOf(of.of, lanes.length), vector, lanes };
  }
  if (vector.kind === 'memory') {
    return { ...vector, type: scalar, offset: vector.offset + 4 * lane };
  }
  if (vector.kind === 'lanes') {
    return { kind: 'leaves', type: scalar, leaves: [vector.lanes[lane]], owner: vector };
  }
  return { kind: 'swizzle', type: scalar, vector, lanes: [lane] };
}

function elementOf(c: Context, object: Reference, index: Expression): Reference {
  const { type } = object;
  const known = c.constant(index)?.value;
  if (type.kind === 'vector') {
    if (known !== undefined) return components(object, type, [known]);
    if (object.kind === 'memory') {
      return moved(c, object, { kind: 'scalar', of: type.of }, index, 4, type.size);
    }
    if (object.kind === 'leaves') throw new NeedsMemory(object.owner);
    return c.refuse(index.line, 'a component of a builtin is chosen by a variable');
  }
  const of: Type = type.kind === 'array' ? type.of : vectorOf('f32', 4);
  if (type.kind !== 'array' && type.kind !== 'matrix') {
    return c.refuse(index.line, 'this cannot be indexed');
  }
  const length = type.kind === 'array' ? type.length : 4;
  if (known !== undefined && length > 0) {
    if (known >= length) {
      c.refuse(index.line, 'an index beyond the array', { index: known, length });
    }
    return part(
      object,
      of,
      Array.from({ length: known }, () => of),
    );
  }
  if (object.kind === 'leaves') throw new NeedsMemory(object.owner);
  if (object.kind !== 'memory') return c.refuse(index.line, 'this cannot be indexed');
  return moved(c, object, of, index, sizeOf(of), length);
}

/** An element whose place is known at run time; its address goes into a local of its own. */
function moved(
  c: Context,
  object: Reference & { kind: 'memory' },
  type: Type,
  index: Expression,
  stride: number,
  length: number,
): Reference {
  const { code } = c;
  const address = code.local('i32');
  // a constant at the end of a sum goes into the instruction: an index is a sum that does not wrap
  const added =
    index.kind === 'binary' && index.operator === '+' && !c.checksIndices
      ? c.constant(index.right)?.value
      : undefined;
  emit(c, added === undefined ? index : (index as Expression & { kind: 'binary' }).left, u32);
  if (c.checksIndices) checkIndex(c, object, stride, length);
  code.i32(stride);
  code.op('i32.mul');
  code.get(object.address);
  code.op('i32.add');
  code.set(address);
  return { kind: 'memory', type, address, offset: object.offset + (added ?? 0) * stride };
}

/** The index stands on the stack and stays there. */
function checkIndex(
  { code }: Context,
  { bytes }: Reference & { kind: 'memory' },
  stride: number,
  length: number,
): void {
  const index = code.local('i32');
  code.tee(index);
  code.get(index);
  if (length > 0 || bytes === undefined) code.i32(length);
  else {
    code.get(bytes);
    code.i32(stride);
    code.op('i32.div_u');
  }
  code.op('i32.ge_u');
  code.open('if');
  code.op('unreachable');
  code.close();
}

function loadLeaf(c: Context, leaf: Type, address: number, offset: number): void {
  const wasm = wasmTypeOf(leaf);
  c.code.get(address);
  c.code.memory(`${wasm}.load`, offset, wasm === 'v128' ? 4 : 2);
}

/** Leaves the value of one leaf on the stack. */
export function read(c: Context, reference: Reference): void {
  const { code } = c;
  const { type } = reference;
  if (reference.kind === 'leaves') code.get(reference.leaves[0]);
  else if (reference.kind === 'memory') loadLeaf(c, type, reference.address, reference.offset);
  else if (reference.kind === 'lanes') {
    code.v128([0, 0, 0, 0], false);
    reference.lanes.forEach((local, lane) => {
      code.get(local);
      code.lane('i32x4.replace_lane', lane);
    });
  } else {
    read(c, reference.vector);
    swizzle(c, type, reference.lanes);
  }
}

/** Of the vector on the stack some lanes: a scalar, or a vector of the first ones. */
export function swizzle({ code }: Context, type: Type, lanes: readonly number[]): void {
  const kind = isFloat(type) ? 'f32x4' : 'i32x4';
  if (type.kind === 'scalar') {
    code.lane(`${kind}.extract_lane`, lanes[0]);
    // a bool in a vector is a mask
    if (type.of === 'bool') {
      code.i32(1);
      code.op('i32.and');
    }
    return;
  }
  const copy = code.local('v128');
  code.tee(copy);
  code.get(copy);
  code.shuffle([0, 1, 2, 3].map((lane) => lanes[lane] ?? 0));
}

/** The smallest number of full precision. */
const smallest = 2 ** -126;
const allButSign = 0x7fffffff;

/**
 * Numbers below it become 0, as WGSL allows of all that is computed: a processor takes many times as
 * long over them, and what decays (moments, gradients through time) would stay among them for good.
 * So do copies: arrays of floats hold no other bits.
 */
function flush(code: Code, value: number, wasm: WasmType): void {
  if (wasm === 'v128') {
    code.get(value);
    code.get(value);
    code.op('f32x4.abs');
    code.v128([smallest, smallest, smallest, smallest], true);
    code.op('f32x4.lt');
    code.v128([allButSign, allButSign, allButSign, allButSign], false);
    code.op('v128.and', 'v128.andnot');
  } else {
    code.f32(0);
    code.get(value);
    code.op('f32.copysign');
    code.get(value);
    code.get(value);
    code.op('f32.abs');
    code.f32(smallest);
    code.op('f32.lt', 'select');
  }
  code.set(value);
}

/** Puts what stands on the stack, one leaf, where the reference says. */
export function write(c: Context, reference: Reference, line: number): void {
  const { code } = c;
  if (reference.kind === 'leaves') return code.set(reference.leaves[0]);
  const wasm: WasmType = wasmTypeOf(reference.type);
  const value = code.local(wasm);
  code.set(value);
  if (reference.kind === 'memory') {
    if (isFloat(reference.type)) flush(code, value, wasm);
    code.get(reference.address);
    code.get(value);
    code.memory(`${wasm}.store`, reference.offset, wasm === 'v128' ? 4 : 2);
  } else if (reference.kind === 'swizzle') {
    read(c, reference.vector);
    code.get(value);
    if (reference.type.kind === 'scalar') {
      const kind = isFloat(reference.type) ? 'f32x4' : 'i32x4';
      code.lane(`${kind}.replace_lane`, reference.lanes[0]);
    } else {
      const { lanes } = reference;
      code.shuffle(
        [0, 1, 2, 3].map((lane) => (lanes.includes(lane) ? 4 + lanes.indexOf(lane) : lane)),
      );
    }
    write(c, reference.vector, line);
  } else c.refuse(line, 'a builtin value is written');
}

/** The leaves of a value in locals; of a variable in locals those themselves, not a copy. */
export function leavesAt(c: Context, reference: Reference): readonly number[] {
  if (reference.kind === 'leaves') return reference.leaves;
  const leaves = leavesOf(reference.type);
  if (reference.kind !== 'memory') {
    const local = c.code.local(wasmTypeOf(reference.type));
    read(c, reference);
    c.code.set(local);
    return [local];
  }
  let { offset } = reference;
  return leaves.map((leaf) => {
    const local = c.code.local(wasmTypeOf(leaf));
    loadLeaf(c, leaf, reference.address, offset);
    c.code.set(local);
    offset += sizeOf(leaf);
    return local;
  });
}

/** Copies a value, leaf by leaf. */
export function writeLeaves(
  c: Context,
  reference: Reference,
  values: readonly number[],
  line: number,
): void {
  const leaves = leavesOf(reference.type);
  let at = reference.kind === 'memory' ? reference.offset : 0;
  leaves.forEach((type, index) => {
    c.code.get(values[index]);
    if (reference.kind === 'leaves') c.code.set(reference.leaves[index]);
    else if (reference.kind === 'memory') {
      write(c, { ...reference, type, offset: at }, line);
      at += sizeOf(type);
    } else write(c, reference, line);
  });
}

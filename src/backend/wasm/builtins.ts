/** WGSL's own functions, as instructions; `exp` and its like are WGSL again (`shaders/lib/`). */
import { commonType } from './constants.ts';
import type { Context } from './context.ts';
import { callNamed } from './calls.ts';
import type { Opcode } from './encoder.ts';
import { concrete, emit, emitLeaves, typeOf } from './expressions.ts';
import { emitOperand } from './operators.ts';
import type { Expression, TypeName } from './syntax.ts';
import { bool, describeType, f32, isFloat, matrix, type Type, vec4f, wasmTypeOf } from './types.ts';

type Call = Expression & { kind: 'call' };

/** Written in WGSL, over four lanes: the function of that name in the prelude. */
const inWgsl: Record<string, string> = { exp: 'exp_lanes', exp2: 'exp2_lanes', log: 'log_lanes' };

const ofOneFloat = ['sqrt', 'floor', 'ceil', 'trunc', 'round', 'abs'];

export function typeOfBuiltin(c: Context, call: Call): Type {
  const { callee, arguments: given } = call;
  if (callee.name === 'bitcast') return bitcastType(c, call);
  if (callee.name === 'dot') return f32;
  if (callee.name === 'transpose') return matrix;
  const types = given.map((one) => typeOf(c, one));
  const counted = callee.name === 'select' ? types.slice(0, 2) : types;
  const wide = counted.find(({ kind }) => kind === 'vector');
  return wide ?? counted.reduce((a, b) => commonType(a, b));
}

function bitcastType(c: Context, { callee }: Call): Type {
  const [to] = callee.arguments;
  return c.type(to as TypeName);
}

/** Leaves a scalar or a vector on the stack. */
export function callBuiltin(c: Context, call: Call): Type {
  const { callee, arguments: given, line } = call;
  const { name } = callee;
  const { code } = c;
  const type = concrete(typeOfBuiltin(c, call));
  const isVector = type.kind === 'vector';
  const operands = () => given.forEach((one) => emitOperand(c, one, type));
  if (name in inWgsl) {
    emitOperand(c, given[0], type);
    if (!isVector) code.op('f32x4.splat');
    callNamed(c, inWgsl[name], vec4f, line);
    if (!isVector) code.lane('f32x4.extract_lane', 0);
    return type;
  }
  if (name === 'bitcast') {
    const from = emit(c, given[0]);
    const [a, b] = [wasmTypeOf(from), wasmTypeOf(type)];
    if (a !== b) code.op(b === 'f32' ? 'f32.reinterpret_i32' : 'i32.reinterpret_f32');
    return type;
  }
  if (name === 'select') return emitSelect(c, given, type);
  if (name === 'dot') return emitDot(c, given);
  if (name === 'min' || name === 'max') {
    operands();
    emitExtreme(c, name, type);
    return type;
  }
  if (name === 'clamp') {
    emitOperand(c, given[0], type);
    emitOperand(c, given[1], type);
    emitExtreme(c, 'max', type);
    emitOperand(c, given[2], type);
    emitExtreme(c, 'min', type);
    return type;
  }
  if (name === 'sign' && isFloat(type)) return emitSign(c, given[0], type);
  if (ofOneFloat.includes(name) && isFloat(type)) {
    operands();
    const word = name === 'round' ? 'nearest' : name;
    code.op(`${isVector ? 'f32x4' : 'f32'}.${word}` as Opcode);
    return type;
  }
  return c.refuse(line, 'an unknown function', { name, of: describeType(type) });
}

/** Both operands stand on the stack. */
function emitExtreme({ code }: Context, name: 'min' | 'max', type: Type): void {
  const isSigned = (type.kind === 'scalar' || type.kind === 'vector') && type.of === 'i32';
  const sign = isSigned ? 's' : 'u';
  if (isFloat(type)) return code.op(type.kind === 'vector' ? `f32x4.p${name}` : `f32.${name}`);
  if (type.kind === 'vector') return code.op(`i32x4.${name}_${sign}`);
  const [a, b] = [code.local('i32'), code.local('i32')];
  code.set(b);
  code.tee(a);
  code.get(b);
  code.get(a);
  code.get(b);
  code.op(name === 'min' ? `i32.lt_${sign}` : `i32.gt_${sign}`, 'select');
}

/** select(no, yes, condition) */
function emitSelect(c: Context, [no, yes, condition]: readonly Expression[], type: Type): Type {
  const { code } = c;
  const known = c.constant(condition)?.value;
  if (known !== undefined) {
    emitOperand(c, known === 0 ? no : yes, type);
    return type;
  }
  emitOperand(c, yes, type);
  emitOperand(c, no, type);
  const chosen = emit(c, condition, bool);
  if (chosen.kind === 'vector') code.op('v128.bitselect');
  else if (type.kind !== 'vector') code.op('select');
  else {
    // a mask of a bool; `select` of vectors needs a type of its own
    const bit = code.local('i32');
    code.set(bit);
    code.i32(0);
    code.get(bit);
    code.op('i32.sub', 'i32x4.splat', 'v128.bitselect');
  }
  return type;
}

/** The lanes are summed in order. */
function emitDot(c: Context, [left, right]: readonly Expression[]): Type {
  const { code } = c;
  const type = typeOf(c, left);
  const product = code.local('v128');
  code.get(emitLeaves(c, left)[0]);
  code.get(emitLeaves(c, right)[0]);
  code.op('f32x4.mul');
  code.set(product);
  const lanes = type.kind === 'vector' ? type.size : 0;
  for (let lane = 0; lane < lanes; lane++) {
    code.get(product);
    code.lane('f32x4.extract_lane', lane);
    if (lane > 0) code.op('f32.add');
  }
  return f32;
}

/** −1, 0 or 1: what is above zero less what is below. */
function emitSign(c: Context, value: Expression, type: Type): Type {
  const { code } = c;
  const [local] = emitLeaves(c, value, type);
  if (type.kind !== 'vector') {
    for (const op of ['f32.gt', 'f32.lt'] as const) {
      code.get(local);
      code.f32(0);
      code.op(op);
    }
    code.op('i32.sub', 'f32.convert_i32_s');
    return type;
  }
  // a mask is −1 where it holds
  for (const op of ['f32x4.lt', 'f32x4.gt'] as const) {
    code.get(local);
    code.v128([0, 0, 0, 0], true);
    code.op(op);
  }
  code.op('i32x4.sub', 'f32x4.convert_i32x4_s');
  return type;
}

/** The types of WGSL that kernels use, and how each lies in WebAssembly's locals and memory. */
import type { WasmType } from './encoder.ts';

export type ScalarName = 'f32' | 'u32' | 'i32' | 'bool';

export interface Field {
  name: string;
  type: Type;
}

export type Type =
  | { kind: 'scalar'; of: ScalarName }
  | { kind: 'vector'; of: ScalarName; size: number }
  /** 4 × 4, by columns. */
  | { kind: 'matrix' }
  /** A length of 0: as long as what is bound. */
  | { kind: 'array'; of: Type; length: number }
  | { kind: 'struct'; name: string; fields: Field[] }
  /** A number of the text that has no type of its own yet. */
  | { kind: 'literal'; of: 'int' | 'float' }
  | { kind: 'nothing' };

export const f32: Type = { kind: 'scalar', of: 'f32' };
export const u32: Type = { kind: 'scalar', of: 'u32' };
export const i32: Type = { kind: 'scalar', of: 'i32' };
export const bool: Type = { kind: 'scalar', of: 'bool' };
export const vec4f: Type = { kind: 'vector', of: 'f32', size: 4 };
export const vec3u: Type = { kind: 'vector', of: 'u32', size: 3 };
export const matrix: Type = { kind: 'matrix' };
export const nothing: Type = { kind: 'nothing' };

export function vectorOf(of: ScalarName, size: number): Type {
  return { kind: 'vector', of, size };
}

/** What a value is made of: a scalar or a vector each, in order. */
export function leavesOf(type: Type): Type[] {
  switch (type.kind) {
    case 'matrix':
      return [vec4f, vec4f, vec4f, vec4f];
    case 'array':
      return Array.from({ length: type.length }, () => leavesOf(type.of)).flat();
    case 'struct':
      return type.fields.flatMap((field) => leavesOf(field.type));
    case 'nothing':
      return [];
    default:
      return [type];
  }
}

export function wasmTypeOf(leaf: Type): WasmType {
  if (leaf.kind === 'vector') return 'v128';
  return isFloat(leaf) ? 'f32' : 'i32';
}

export function isFloat(type: Type): boolean {
  if (type.kind === 'matrix') return true;
  if (type.kind === 'literal') return type.of === 'float';
  return (type.kind === 'scalar' || type.kind === 'vector') && type.of === 'f32';
}

/** Bytes in memory: vectors take four lanes, so that each is one load. */
export function sizeOf(type: Type): number {
  return leavesOf(type).reduce((sum, leaf) => sum + (leaf.kind === 'vector' ? 16 : 4), 0);
}

export function describeType(type: Type): string {
  switch (type.kind) {
    case 'scalar':
      return type.of;
    case 'vector':
      return `vec${type.size}<${type.of}>`;
    case 'matrix':
      return 'mat4x4f';
    case 'array':
      return `array<${describeType(type.of)}, ${type.length}>`;
    case 'struct':
      return type.name;
    case 'literal':
      return `a literal ${type.of}`;
    case 'nothing':
      return 'nothing';
  }
}

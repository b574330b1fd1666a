/**
 * A kernel as text: the kernel's own file first, then what it calls (library and cell sources,
 * constants), so that the line numbers of compiler messages stay those of the file.
 */
import { unrollLoops } from './unroll.ts';

export interface KernelSource {
  /** `folder/name.entry`, used for module, pipeline, timing row and error alike. */
  label: string;
  /** Text of the kernel's own file. */
  file: string;
  entryPoint: string;
  /** Sources appended after the file, in order. */
  libraries: readonly string[];
  /** Appended as `const NAME = VALUEu;`. */
  constants: Readonly<Record<string, number>>;
  /** Invocations in a workgroup, `WORKGROUP_X` and `WORKGROUP_Y` in the text. */
  workgroup: readonly [number, number];
  /** Put `enable subgroups;` in front of the first line. */
  subgroups?: boolean;
}

export interface StorageBinding {
  name: string;
  binding: number;
  writable: boolean;
}

/** What a kernel wants bound, read from its text so that it is never typed twice. */
export interface KernelInterface {
  /** Names of the 4-byte fields of `struct Uniforms`, in order, and their types. */
  uniforms: { name: string; type: string }[];
  storage: StorageBinding[];
}

/** The text given to the compiler. */
export function assemble(source: KernelSource): string {
  const constants = {
    ...source.constants,
    WORKGROUP_X: source.workgroup[0],
    WORKGROUP_Y: source.workgroup[1],
  };
  const appended = [
    ...source.libraries,
    ...Object.entries(constants).map(([name, value]) => `const ${name} = ${value}u;`),
  ].join('\n');
  const text = `${source.subgroups ? 'enable subgroups; ' : ''}${source.file}\n${appended}\n`;
  return unrollLoops(text, constantValues(text));
}

/** Every `const NAME = 12u;` of the text, and every `const NAME = OTHER;` that stands for one. */
function constantValues(text: string): Map<string, number> {
  const found = text.matchAll(/^const (\w+) = (\d+)u;/gm);
  const values = new Map([...found].map(([, name, value]) => [name, Number(value)]));
  for (const [, name, other] of text.matchAll(/^const (\w+) = ([A-Z_]+);/gm)) {
    const value = values.get(other);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** Equal for kernels that compute the same. */
export function kernelText(source: KernelSource): string {
  return `${source.entryPoint}\n${assemble(source)}`;
}

const interfaces = new WeakMap<KernelSource, KernelInterface>();

/** Libraries may bring arrays of their own. */
export function readInterface(source: KernelSource): KernelInterface {
  let found = interfaces.get(source);
  if (!found) interfaces.set(source, (found = parseInterface(source)));
  return found;
}

function parseInterface({ file, libraries }: KernelSource): KernelInterface {
  return {
    uniforms: structFields(file, 'Uniforms'),
    storage: [
      ...[file, ...libraries]
        .join('\n')
        .matchAll(/@group\(1\) @binding\((\d+)\) var<storage, (read|read_write)> (\w+)/g),
    ].map(([, binding, access, name]) => ({
      name,
      binding: Number(binding),
      writable: access === 'read_write',
    })),
  };
}

/** Fields of a struct of 4-byte scalars. */
export function structFields(text: string, struct: string): { name: string; type: string }[] {
  const body = new RegExp(`struct ${struct} \\{([^}]*)\\}`).exec(text)?.[1] ?? '';
  return [...body.matchAll(/^\s*(\w+): (u32|i32|f32),/gm)].map(([, name, type]) => ({
    name,
    type,
  }));
}

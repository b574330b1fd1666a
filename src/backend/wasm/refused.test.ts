/** What is no WGSL is refused with its file and line, as every GPU refuses it. */
import { describe, expect, it } from 'vitest';
import prelude from '../../../shaders/lib/exponentials.wgsl?raw';
import { KernelError } from '../../lib/errors.ts';
import { allowedPrograms, refusedPrograms, textOf } from '../../testing/refused-wgsl.ts';
import { compile } from './compile.ts';

const compiled = (text: string) =>
  compile(text, { name: 'kernel', entryPoint: 'main', workgroup: [1, 1], prelude });

describe('a kernel for the CPU', () => {
  it.each(refusedPrograms)('is refused with file and line: $what', (program) => {
    const act = () => compiled(textOf(program));
    expect(act).toThrow(KernelError);
    expect(act).toThrow(new RegExp(`^kernel:${program.line}: `));
  });

  it.each(allowedPrograms)('is compiled: $what', (program) => {
    expect(WebAssembly.validate(compiled(textOf(program)).bytes)).toBe(true);
  });
});

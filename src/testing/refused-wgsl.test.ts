/** The list of what is no WGSL, as Dawn sees it: what the CPU's compiler refuses is refused by a GPU too. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestNullDevice } from './null-gpu.ts';
import { allowedPrograms, refusedPrograms, textOf } from './refused-wgsl.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await requestNullDevice();
});
afterAll(() => device.destroy());

/** Lines of errors, from 1. */
async function errorsOf(code: string): Promise<number[]> {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ code });
  const { messages } = await module.getCompilationInfo();
  const refusal = await device.popErrorScope();
  const errors = messages.filter(({ type }) => type === 'error');
  expect(errors.length > 0).toBe(refusal !== null);
  return errors.map(({ lineNum }) => lineNum);
}

describe('WGSL on a GPU', () => {
  it.each(refusedPrograms)('is refused at the same line: $what', async (program) => {
    expect(await errorsOf(textOf(program))).toContain(program.line);
  });

  it.each(allowedPrograms)('is compiled: $what', async (program) => {
    expect(await errorsOf(textOf(program))).toEqual([]);
  });
});

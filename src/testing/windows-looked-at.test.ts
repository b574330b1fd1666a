import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { openTestCpu } from './test-cpu.ts';
import { checkGoingOn, checkReach, checkUses } from './windows.ts';

describe('plain networks over windows', () => {
  let backend: WasmBackend;
  beforeAll(() => {
    backend = openTestCpu();
  });
  afterAll(() => {
    backend.destroy();
  });

  it('go on where they were left', () => checkGoingOn(backend));

  it('use each weight of a window at other time steps', () => checkUses(backend));

  it.each([1, 2] as const)('know of nothing outside of their windows: %s', (directions) =>
    checkReach(backend, directions),
  );
});

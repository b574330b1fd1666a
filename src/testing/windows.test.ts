/** Plain networks over windows: learned, gone on with, and looked at. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { backends } from './backends.ts';
import { closeTestEngine } from './test-engine.ts';
import { checkGoingOn, checkLearning, checkReach, checkUses, runs } from './windows.ts';

describe.each(backends)('plain networks on $name', (target) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  it.each(runs)('over windows follow the loss curve of PyTorch: $name', async (recorded) => {
    await checkLearning(backend, recorded);
  });

  it('go on where they were left', () => checkGoingOn(backend));

  it('use each weight of a window at other time steps', () => checkUses(backend));

  it.each([1, 2] as const)('know of nothing outside of their windows: %s', (directions) =>
    checkReach(backend, directions),
  );
});

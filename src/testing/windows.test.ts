import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { backends } from './backends.ts';
import { closeTestEngine } from './test-engine.ts';
import { checkLearning, runs } from './windows.ts';

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
});

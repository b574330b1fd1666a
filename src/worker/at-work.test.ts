import { describe, it } from 'vitest';
import { atWork } from '../testing/checks/at-work.ts';
import { bestChecks } from '../testing/checks/best.ts';
import { namedEnd } from '../testing/checks/named-end.ts';
import { sound } from '../testing/checks/sound.ts';

describe('a run at work', () => {
  for (const [name, check] of Object.entries({ ...atWork, ...bestChecks, ...namedEnd, ...sound }))
    it(name, () => check());
});

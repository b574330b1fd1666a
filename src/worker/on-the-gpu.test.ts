/** Of the sessions that run on the CPU with every bug planted, those that a GPU has a part in run there without. */
import { afterEach, describe, expect, it } from 'vitest';
import { goesOn } from '../testing/checks/goes-on.ts';
import { noLeak } from '../testing/checks/no-leak.ts';
import { pace } from '../testing/checks/pace.ts';
import { reading } from '../testing/checks/reading.ts';
import { secondUse } from '../testing/checks/second-use.ts';
import { closeSubjects, giveSubjects } from '../testing/checks/subject.ts';
import { trialChecks } from '../testing/checks/trial.ts';
import { tunedSettings } from '../testing/checks/tuned-settings.ts';
import { checkSound, describeBug, runPlantedBug } from '../testing/planted-bugs.ts';
import { requestSharedGpu } from '../testing/shared-gpu.ts';
import { isThorough } from '../testing/thorough.ts';
import { readLate } from '../testing/worker-bugs.ts';

giveSubjects(requestSharedGpu);
afterEach(closeSubjects);

/** What is read of a net, and what goes on on another GPU. */
const whole = { ...noLeak, ...reading, ...goesOn };
/** Of the others, which run on the CPU alone, those in which something is copied or read back meanwhile. */
const others = { ...secondUse, ...tunedSettings, ...pace, ...trialChecks };
/** They take a software GPU as long as all others together. */
const longest = ['validation beside training'];
const some = [
  'a run that is saved while it trains',
  'reading after a rewind',
  'a sample after one that was stopped',
  'on another GPU, by adamw',
  'after an undo and the loss of the GPU, by adamw',
  'a session: time and speed are those of training',
  'losses are the same bits with trials and without',
];

describe('on the GPU as on the CPU', () => {
  for (const [name, check] of Object.entries(whole)) {
    if (isThorough || !longest.includes(name)) it(name, () => checkSound(check));
  }
  for (const name of some) it(name, () => checkSound(others[name]));

  it.each(readLate.map((bug) => [describeBug(bug), bug] as const))(
    'a bug is noticed: %s',
    async (_, bug) => {
      expect(await runPlantedBug(bug, secondUse)).not.toBe('');
    },
  );
});

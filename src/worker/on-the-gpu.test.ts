/** The sessions that run on the CPU with every bug planted run on the GPU without: nothing of them is of one engine. */
import { afterEach, describe, expect, it } from 'vitest';
import { goesOn } from '../testing/checks/goes-on.ts';
import { noLeak } from '../testing/checks/no-leak.ts';
import { pace } from '../testing/checks/pace.ts';
import { reading } from '../testing/checks/reading.ts';
import { secondRun } from '../testing/checks/second-run.ts';
import { secondUse } from '../testing/checks/second-use.ts';
import { closeSubjects, giveSubjects } from '../testing/checks/subject.ts';
import { trialChecks } from '../testing/checks/trial.ts';
import { tunedSettings } from '../testing/checks/tuned-settings.ts';
import { checkSound, describeBug, runPlantedBug } from '../testing/planted-bugs.ts';
import { requestSharedGpu } from '../testing/shared-gpu.ts';
import { readLate } from '../testing/worker-bugs.ts';

giveSubjects(requestSharedGpu);
afterEach(closeSubjects);

/** Of the checks that stage most of a run, those that do not. */
const sessions = [
  'a session: time and speed are those of training',
  'losses are the same bits with trials and without',
  'no trial while it trains, while nobody looks, or while a net is built',
];
const others = { ...pace, ...trialChecks };

/** These take a software adapter seconds, and ask nothing of a GPU that others do not. */
const onTheCpuAlone = [
  'validation beside training',
  'random numbers of a long sample',
  'what is tuned while a sample is drawn',
  'a run that is loaded, and another one',
  'a net that is built while nobody looks, and with care',
  'each of them matters, by adamw',
];

describe('on the GPU as on the CPU', () => {
  const all = { ...noLeak, ...reading, ...secondUse, ...secondRun, ...goesOn, ...tunedSettings };
  it.each(onTheCpuAlone)('is known: %s', (name) => expect(all).toHaveProperty([name]));

  // which optimizer keeps its moments is nothing to a GPU: one of them is enough here
  for (const [name, check] of Object.entries(all)) {
    if (name.endsWith('by momentum') || onTheCpuAlone.includes(name)) continue;
    it(name, () => checkSound(check));
  }
  for (const name of sessions) it(name, () => checkSound(others[name]));

  it.each(readLate.map((bug) => [describeBug(bug), bug] as const))(
    'a bug is noticed: %s',
    async (_, bug) => {
      expect(await runPlantedBug(bug, secondUse)).not.toBe('');
    },
  );
});

/** Times, sizes and shares that the document on reliability states, each with where the code has it. */
import { cells } from '../cells/index.ts';
import { settingsTable } from '../config/settings.ts';
import { optimizers } from '../optimizers/index.ts';
import { constant, type Read } from './source-constants.ts';
import type { Statement } from './stated-constants.ts';

export const seconds = (ms: number) => ms / 1000;
export const minutes = (ms: number) => ms / 60_000;
export const ofLoss = (read: Read, name: string) =>
  constant(read, 'src/backend/loss-policy.ts', name);
const ofBudget = (read: Read, name: string) => constant(read, 'src/backend/memory-budget.ts', name);
const reliability = 'docs/reliability.md';

export const limits: readonly Statement[] = [
  {
    document: reliability,
    says: /Waits (\d+) s, asks for another adapter/,
    means: (read) => [seconds(ofLoss(read, 'firstWaitMs'))],
  },
  {
    document: reliability,
    says: /Lost again within (\w+) minutes +\| Waits until (\d+) s after/,
    means: (read) => [minutes(ofLoss(read, 'blockMs')), seconds(ofLoss(read, 'blockedWaitMs'))],
  },
  {
    document: reliability,
    says: /A (\w+) time within (\w+) minutes/,
    means: (read) => [ofLoss(read, 'mostLosses'), minutes(ofLoss(read, 'patienceMs'))],
  },
  {
    document: reliability,
    says: /Asks once more after (\d+) s/,
    means: (read) => [seconds(ofLoss(read, 'blockedWaitMs'))],
  },
  {
    document: reliability,
    says: /as refused after (\d+) s, or after (\d+) s where the CPU/,
    means: (read) => [seconds(ofLoss(read, 'answerMs')), seconds(ofLoss(read, 'probeMs'))],
  },
  {
    document: reliability,
    says: /Treats the GPU as lost after (half) a second/,
    means: (read) => [seconds(constant(read, 'src/backend/device-owner.ts', 'graceMs'))],
  },
  {
    document: reliability,
    says: /No answer for (\d+) s/,
    means: (read) => [seconds(constant(read, 'src/training/pacer.ts', 'stallMs'))],
  },
  {
    document: reliability,
    says: /a (quarter) of the memory, (\d+) GiB at most, (\d+) MiB on a phone/,
    means: (read) => [
      1 / ofBudget(read, 'share'),
      ofBudget(read, 'mostBytes') / 2 ** 30,
      ofBudget(read, 'mostBytesOnPhone') / 2 ** 20,
    ],
  },
  {
    document: reliability,
    says: /(\w+) steps in a row are no numbers/,
    means: (read) => [constant(read, 'src/training/finite-watch.ts', 'patience')],
  },
  {
    document: reliability,
    says: /as `([^`]+)` says; keeps/,
    means: () => [settingsTable.background.label],
  },
  {
    document: reliability,
    says: /up to a (\w+)\. (\w+) minutes without a loss/,
    means: (read) => [2 ** ofLoss(read, 'mostCaution'), minutes(ofLoss(read, 'cleanMs'))],
  },
  {
    document: reliability,
    says: /twice in (\w+) minutes/,
    means: (read) => [minutes(ofLoss(read, 'blockMs'))],
  },
  {
    document: reliability,
    says: /not before (\d+) steps, most of them/,
    means: (read) => [constant(read, 'src/training/loss-watch.ts', 'leastSteps')],
  },
  {
    document: reliability,
    says: /where (\w+) fifths of the ReLU units [^|]*every (\d+) steps and (\d+) s, in a (\w+) of the time/,
    means: (read) => {
      const ofDesk = (name: string) => constant(read, 'src/run/divergence-job.ts', name);
      return [
        Math.round(5 * constant(read, 'src/training/unit-health.ts', 'mostLost')),
        ofDesk('everySteps'),
        seconds(ofDesk('everyMs')),
        1 / ofDesk('timeShare'),
      ];
    },
  },
  {
    document: reliability,
    says: /kept every (\d+) s or (\d+) steps, [^|]*saving takes a (\w+) of the time/,
    means: (read) => {
      const ofKeeper = (name: string) => constant(read, 'src/keeping/keeper.ts', name);
      return [seconds(ofKeeper('everyMs')), ofKeeper('everySteps'), 1 + ofKeeper('restShare')];
    },
  },
  {
    document: reliability,
    says: /its run is waited for (half) a second/,
    means: (read) => [seconds(constant(read, 'src/keeping/shelf.ts', 'lettingGoMs'))],
  },
  {
    document: reliability,
    says: /(\d+) MB, or a (\w+) of what the browser grants/,
    means: (read) => {
      const budget = 'src/keeping/budget.ts';
      const share = Number(/quotaBytes \/ (\d+)/.exec(read(budget))![1]);
      return [constant(read, budget, 'usualBytes') / 1e6, share];
    },
  },
  {
    document: reliability,
    says: /trains (\d+) wild nets/,
    means: () => [cells.length * optimizers.length],
  },
];

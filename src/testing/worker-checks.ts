/** All checks of the worker, by name. */
import { atWork } from './checks/at-work.ts';
import { bestChecks } from './checks/best.ts';
import { namedEnd } from './checks/named-end.ts';
import { cadence } from './checks/cadence.ts';
import { diaryBesideTraining } from './checks/diary-beside-training.ts';
import { diaryChecks } from './checks/diary.ts';
import { keepingChecks } from './checks/keeping.ts';
import { pace } from './checks/pace.ts';
import { frameChecks } from './checks/frames.ts';
import { goesOn } from './checks/goes-on.ts';
import { goneWrong } from './checks/gone-wrong.ts';
import { noLeak } from './checks/no-leak.ts';
import { drawing } from './checks/drawing.ts';
import { reading } from './checks/reading.ts';
import { secondRun } from './checks/second-run.ts';
import { secondTextChecks } from './checks/second-text.ts';
import { secondUse } from './checks/second-use.ts';
import { sound } from './checks/sound.ts';
import { trialChecks } from './checks/trial.ts';
import { tunedSettings } from './checks/tuned-settings.ts';
import type { Check } from './planted-bugs.ts';

export const workerChecks: Readonly<Record<string, Check>> = {
  ...noLeak,
  ...drawing,
  ...reading,
  ...secondUse,
  ...secondRun,
  ...secondTextChecks,
  ...goesOn,
  ...cadence,
  ...frameChecks,
  ...pace,
  ...sound,
  ...atWork,
  ...bestChecks,
  ...namedEnd,
  ...tunedSettings,
  ...diaryChecks,
  ...diaryBesideTraining,
  ...trialChecks,
  ...keepingChecks,
  ...goneWrong,
};

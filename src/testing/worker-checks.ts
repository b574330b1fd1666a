/** All checks of the worker, by name. */
import { cadence } from './checks/cadence.ts';
import { pace } from './checks/pace.ts';
import { noLeak } from './checks/no-leak.ts';
import { secondUse } from './checks/second-use.ts';
import { tunedSettings } from './checks/tuned-settings.ts';
import type { Check } from './planted-bugs.ts';

export const workerChecks: Readonly<Record<string, Check>> = {
  ...noLeak,
  ...secondUse,
  ...cadence,
  ...pace,
  ...tunedSettings,
};

/** Every check of the page, by name. */
import { gatesChecks } from './gates-checks.ts';
import { insideChecks } from './inside-checks.ts';
import { keptChecks } from './kept-checks.ts';
import { netChecks } from './net-checks.ts';
import { noticeChecks } from './notice-checks.ts';
import type { Checks } from './page-check.ts';
import { probeChecks } from './probe-checks.ts';
import { runChecks } from './run-checks.ts';
import { sampleChecks } from './sample-checks.ts';
import { secondUseChecks } from './second-use-checks.ts';
import { takenChecks } from './taken-checks.ts';
import { weightChecks } from './weight-checks.ts';

export const pageChecks: Checks = {
  ...runChecks,
  ...gatesChecks,
  ...sampleChecks,
  ...netChecks,
  ...insideChecks,
  ...probeChecks,
  ...weightChecks,
  ...noticeChecks,
  ...keptChecks,
  ...secondUseChecks,
  ...takenChecks,
};

/** Every check of the page, by name. */
import { classChecks } from './class-checks.ts';
import { commandChecks } from './command-checks.ts';
import { controlChecks } from './control-checks.ts';
import { dataChecks } from './data-checks.ts';
import { dataOriginChecks } from './data-origin-checks.ts';
import { directionChecks } from './direction-checks.ts';
import { partChecks } from './part-checks.ts';
import { experimentChecks } from './experiment-checks.ts';
import { filesChecks } from './files-checks.ts';
import { forecastChecks } from './forecast-checks.ts';
import { gatesChecks } from './gates-checks.ts';
import { insideChecks } from './inside-checks.ts';
import { exampleLossChecks } from './example-loss-checks.ts';
import { keptChecks } from './kept-checks.ts';
import { linesChecks } from './lines-checks.ts';
import { linkChecks } from './link-checks.ts';
import { netChecks } from './net-checks.ts';
import { noticeChecks } from './notice-checks.ts';
import type { Checks } from './page-check.ts';
import { pairsChecks } from './pairs-checks.ts';
import { pinsChecks } from './pins-checks.ts';
import { gradientChecks } from './gradient-checks.ts';
import { renamedChecks } from './renamed-checks.ts';
import { secondTextChecks } from './second-text-checks.ts';
import { statisticsChecks } from './statistics-checks.ts';
import { tagsChecks } from './tags-checks.ts';
import { runChecks } from './run-checks.ts';
import { sampleChecks } from './sample-checks.ts';
import { savedCurvesChecks } from './saved-curves-checks.ts';
import { secondUseChecks } from './second-use-checks.ts';
import { quizChecks } from './quiz-checks.ts';
import { scoreChecks } from './score-checks.ts';
import { settingsChecks } from './settings-checks.ts';
import { tunesChecks } from './tunes-checks.ts';
import { twoTextsChecks } from './two-texts-checks.ts';
import { unrolledChecks } from './unrolled-checks.ts';
import { wayBackChecks } from './way-back-checks.ts';
import { typingChecks } from './typing-checks.ts';
import { tokenLineChecks } from './token-line-checks.ts';
import { takenChecks } from './taken-checks.ts';
import { viewsChecks } from './views-checks.ts';
import { weightChecks } from './weight-checks.ts';

export const pageChecks: Checks = {
  ...runChecks,
  ...savedCurvesChecks,
  ...gatesChecks,
  ...pinsChecks,
  ...sampleChecks,
  ...linesChecks,
  ...dataChecks,
  ...dataOriginChecks,
  ...filesChecks,
  ...forecastChecks,
  ...pairsChecks,
  ...netChecks,
  ...insideChecks,
  ...unrolledChecks,
  ...secondTextChecks,
  ...statisticsChecks,
  ...gradientChecks,
  ...weightChecks,
  ...renamedChecks,
  ...noticeChecks,
  ...keptChecks,
  ...secondUseChecks,
  ...settingsChecks,
  ...controlChecks,
  ...wayBackChecks,
  ...takenChecks,
  ...tokenLineChecks,
  ...linkChecks,
  ...commandChecks,
  ...viewsChecks,
  ...experimentChecks,
  ...directionChecks,
  ...partChecks,
  ...tagsChecks,
  ...classChecks,
  ...exampleLossChecks,
  ...scoreChecks,
  ...quizChecks,
  ...tunesChecks,
  ...twoTextsChecks,
  ...typingChecks,
};

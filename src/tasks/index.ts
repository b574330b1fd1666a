/** Every task, one line each; the first is the default. */
import { chosen } from '../lib/chosen.ts';
import { activity } from './activity/activity.ts';
import { capitals } from './capitals/capitals.ts';
import { dna } from './dna/dna.ts';
import { agreement } from './grammars/agreement.ts';
import { anbn } from './grammars/anbn.ts';
import { brackets } from './grammars/brackets.ts';
import { copy } from './grammars/copy.ts';
import { reber } from './grammars/reber.ts';
import { author } from './author/author.ts';
import { labelledNames } from './labelled-names/labelled-names.ts';
import { language } from './language/language.ts';
import { languageModelTask } from './language-model/language-model.ts';
import { isName } from './is-name/is-name.ts';
import { lines } from './lines/lines.ts';
import { praise } from './praise/praise.ts';
import { pairTasks } from './pairs/pair-tasks.ts';
import { gesture } from './gesture/gesture.ts';
import { series } from './series/series.ts';
import { tagging } from './tagging/tagging.ts';
import { tunes } from './tunes/tunes.ts';
import { voice } from './voice/voice.ts';
import type { Task } from './task.ts';

// prettier-ignore
export const tasks: readonly Task[] = [
  languageModelTask,
  lines,
  labelledNames,
  tunes,
  tagging,
  isName,
  ...pairTasks,
  praise,
  series,
  activity,
  voice,
  gesture,
  reber,
  anbn,
  brackets,
  agreement,
  copy,
  dna,
  capitals,
  language,
  author,
];

/** @throws SettingsError when there is no such task */
export function taskOf(id: string): Task {
  const byId = tasks.map((task) => ({ id: task.info.id, task }));
  return chosen('task', byId, id).task;
}

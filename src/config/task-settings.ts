/**
 * What tasks bring to the table, each in its own folder: settings that only some have, and what their
 * nets start with. Links are read by it before the tasks themselves are loaded, so such a file knows
 * nothing but this folder.
 */
import * as activity from '../tasks/activity/settings.ts';
import * as author from '../tasks/author/settings.ts';
import * as capitals from '../tasks/capitals/settings.ts';
import * as dna from '../tasks/dna/settings.ts';
import * as grammars from '../tasks/grammars/settings.ts';
import * as isName from '../tasks/is-name/settings.ts';
import * as labelled from '../tasks/labelled/settings.ts';
import * as labelledNames from '../tasks/labelled-names/settings.ts';
import * as languageModel from '../tasks/language-model/settings.ts';
import * as language from '../tasks/language/settings.ts';
import * as lines from '../tasks/lines/settings.ts';
import * as pairs from '../tasks/pairs/settings.ts';
import * as praise from '../tasks/praise/settings.ts';
import * as recorded from '../tasks/recorded/settings.ts';
import * as series from '../tasks/series/settings.ts';
import * as taggedRows from '../tasks/tagged-rows/settings.ts';
import * as tagging from '../tasks/tagging/settings.ts';
import * as tunes from '../tasks/tunes/settings.ts';
import type { Starts } from './defaults.ts';

/** A task says which of them it has: `TaskInfo.own`. */
export const taskRows = {
  ...languageModel.rows,
  ...labelledNames.rows,
  ...tagging.rows,
  ...taggedRows.rows,
  ...labelled.rows,
  ...pairs.rows,
  ...grammars.rows,
  ...tunes.rows,
} as const;

/** Of tasks that learn better with others than the table's; they go before those of a net. */
export const taskStarts: Starts = {
  ...lines.starts,
  ...labelledNames.starts,
  ...language.starts,
  ...author.starts,
  ...praise.starts,
  ...tagging.starts,
  ...isName.starts,
  ...pairs.starts,
  ...grammars.starts,
  ...capitals.starts,
  ...dna.starts,
  ...series.starts,
  ...recorded.starts,
  ...tunes.starts,
  ...activity.starts,
};

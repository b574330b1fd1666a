/** From numbers with a column of words beside them to open data. */
import { accelerometer } from '../../data/generators/activities.ts';
import type { OpenOptions } from '../../data/read-text.ts';
import { TextError } from '../../lib/errors.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { readSeries } from '../series/open-series.ts';
import type { DataSettings, Task } from '../task.ts';
import { ActivityData } from './activity-data.ts';

const mostClasses = 100;

/** @throws TextError, DataError where there are too few rows, or no classes; CancelledError */
export async function openActivity(
  task: Task,
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<ActivityData> {
  const kind = { task, made: { accelerometer }, areClasses: true };
  const opened = await readSeries(kind, source, settings, work);
  const { rows, predicted } = opened.table;
  const labels = [...new Set(rows.map(({ label = '' }) => label))].sort();
  const [column = ''] = predicted;
  const refuse = (problem: string, values: Record<string, string | number>) => {
    const own = { task: task.info.id, problem, values };
    return new TextError({ code: 'of a task', values: own });
  };
  if (labels.length < 2) throw refuse('one class', { column, label: labels[0] });
  if (labels.length > mostClasses) {
    const values = { column, classes: labels.length, limit: mostClasses };
    throw refuse('too many classes', values);
  }
  return new ActivityData(opened, labels);
}

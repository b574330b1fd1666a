/** Settings with choices that the worker offers. */
import { settleChoices } from '../../config/link.ts';
import { settingsTable } from '../../config/settings.ts';
import type { Settings } from '../../config/settings.ts';
import type { Catalogue } from '../../protocol/catalogue.ts';

/** @returns the settings, and a sentence for each that had to be another one */
export function settled(
  settings: Settings,
  catalogue: Catalogue | null,
): ReturnType<typeof settleChoices> {
  const ids = (rows: readonly { id: string }[] = []) => rows.map(({ id }) => id);
  const tasks = ids(catalogue?.tasks);
  const task = tasks.includes(settings.task) ? settings.task : tasks.at(0);
  const texts = ids(catalogue?.texts.filter((text) => text.task === task));
  // nobody chose the text that another task begins with
  const isChosen = settings.text !== settingsTable.text.default;
  const text = isChosen || texts.length === 0 ? settings.text : texts[0];
  return settleChoices(
    { ...settings, text },
    { tasks, texts, cells: ids(catalogue?.cells), optimizers: ids(catalogue?.optimizers) },
  );
}

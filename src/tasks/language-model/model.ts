/** The model of a text: one stack that reads forward, its state carried on. */
import type { Settings } from '../../config/settings.ts';
import { languageModel } from '../../model/language-model.ts';
import { softmax } from '../../model/objective.ts';
import { windowedShapeOf, unrollingOf } from '../net-settings.ts';
import type { TaskModel } from '../task.ts';

/** The net of these settings over so many characters. @throws SettingsError when there is no such cell */
export function languageModelOf(settings: Settings, vocabSize: number): TaskModel {
  const shape = windowedShapeOf(settings, vocabSize, true);
  const unrolling = unrollingOf(settings, settings);
  return { shape, model: languageModel(shape), objective: softmax, unrolling };
}

/** The model of a text: one stack that reads forward, its state carried on. */
import { cells } from '../../cells/index.ts';
import type { Settings } from '../../config/settings.ts';
import { chosen } from '../../lib/chosen.ts';
import { languageModel } from '../../model/language-model.ts';
import type { Unrolling } from '../../model/module.ts';
import { softmax } from '../../model/objective.ts';
import type { ModelShape } from '../../model/shape.ts';
import type { TaskModel } from '../task.ts';

/** The net of these settings over so many characters. @throws SettingsError when there is no such cell */
export function languageModelOf(settings: Settings, vocabSize: number): TaskModel {
  const shape: ModelShape = {
    cell: chosen('cell', cells, settings.cell),
    layers: settings.layers,
    hiddenSize: settings.hiddenSize,
    vocabSize,
    embeddingSize: settings.input === 'embedding' ? settings.embeddingSize : 0,
    learnsInitialState: settings.initialState === 'learned',
  };
  const unrolling: Unrolling = {
    timeSteps: settings.timeSteps,
    batchSize: settings.batchSize,
    strategy: 'step',
    // whatever the share is now: it may change while training
    hasDropout: settings.layers > 1,
  };
  return { shape, model: languageModel(shape), objective: softmax, unrolling };
}

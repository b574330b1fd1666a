/** A net that answers at every place of whole rows with one of several labels. */
import type { Settings } from '../config/settings.ts';
import { softmax } from '../model/objective.ts';
import type { ModelShape } from '../model/shape.ts';
import { tagger } from '../model/tagger.ts';
import { directionsIn, unrollingOf, windowedShapeOf } from './net-settings.ts';
import type { TaskModel } from './task.ts';

/** What is read, tokens or numbers, and how many labels there are. */
type Sizes = Required<Pick<ModelShape, 'vocabSize' | 'outputSize'>> & Pick<ModelShape, 'features'>;

/** @param timeSteps of the longest row */
export function taggerModel(settings: Settings, sizes: Sizes, timeSteps: number): TaskModel {
  const shape = {
    ...windowedShapeOf(settings, sizes.vocabSize),
    ...sizes,
    directions: directionsIn(settings),
  };
  const unrolling = unrollingOf(settings, { timeSteps, hasLengths: true });
  return { shape, model: tagger(shape), objective: softmax, unrolling };
}

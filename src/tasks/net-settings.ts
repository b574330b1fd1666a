/** What the settings that all tasks have say of a net. */
import { cells } from '../cells/index.ts';
import type { Settings } from '../config/settings.ts';
import { chosen } from '../lib/chosen.ts';
import type { Unrolling } from '../model/module.ts';
import type { ModelShape } from '../model/shape.ts';

/** One stack that reads forward. @throws SettingsError when there is no such cell */
export function shapeOf(settings: Settings, vocabSize: number): ModelShape {
  return {
    cell: chosen('cell', cells, settings.cell),
    layers: settings.layers,
    hiddenSize: settings.hiddenSize,
    vocabSize,
    embeddingSize: settings.input === 'embedding' ? settings.embeddingSize : 0,
    learnsInitialState: settings.initialState === 'learned',
  };
}

export function unrollingOf(
  { batchSize, layers }: Settings,
  { timeSteps, hasLengths = false }: Pick<Unrolling, 'timeSteps' | 'hasLengths'>,
): Unrolling {
  return {
    timeSteps,
    batchSize,
    strategy: 'stepwise',
    // whatever the share is now: it may change while training
    hasDropout: layers > 1,
    hasLengths,
  };
}

/** Of a net whose answers stand beside what is read. */
export const directionsIn = ({ textDirections }: Settings): 1 | 2 =>
  textDirections === 'both' ? 2 : 1;

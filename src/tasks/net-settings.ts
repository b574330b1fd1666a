/** What the settings that all tasks have say of a net. */
import { allCells } from '../cells/index.ts';
import { plainOverStreams } from '../cells/plain.ts';
import type { Settings } from '../config/settings.ts';
import { chosen } from '../lib/chosen.ts';
import type { Unrolling } from '../model/module.ts';
import type { ModelShape } from '../model/shape.ts';

/** One stack that reads forward. @throws SettingsError when there is no such cell */
export function shapeOf(settings: Settings, vocabSize: number): ModelShape {
  const cell = chosen('cell', allCells, settings.cell);
  return {
    cell,
    layers: settings.layers,
    hiddenSize: settings.hiddenSize,
    vocabSize,
    embeddingSize: settings.input === 'embedding' ? settings.embeddingSize : 0,
    learnsInitialState: settings.initialState === 'learned' && !cell.isPlain,
  };
}

/**
 * The same where there is an answer at every place: a plain network has a window then.
 * @param goesOn over streams, or drawn time step by time step
 */
export function windowedShapeOf(settings: Settings, vocabSize: number, goesOn = false): ModelShape {
  const shape = shapeOf(settings, vocabSize);
  if (!shape.cell.isPlain) return shape;
  const { window } = settings;
  return { ...shape, window, ...(goesOn && { cell: plainOverStreams(window) }) };
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

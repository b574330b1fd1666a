/** What the settings of a net stand for. */
import { cells } from '../cells/index.ts';
import type { Settings } from '../config/settings.ts';
import { SettingsError } from '../lib/errors.ts';
import type { Unrolling } from '../model/module.ts';
import type { ModelShape } from '../model/shape.ts';
import { optimizers } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';

/** @throws SettingsError when there is no such cell or optimizer */
export function planned(settings: Settings, vocabSize: number) {
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
  const optimizer: Optimizer = chosen('optimizer', optimizers, settings.optimizer);
  return { shape, unrolling, optimizer };
}

function chosen<Item extends { id: string }>(
  what: string,
  list: readonly Item[],
  id: string,
): Item {
  const item = list.find((candidate) => candidate.id === id);
  if (item) return item;
  throw new SettingsError({
    where: 'settings',
    what: `there is no such ${what}`,
    values: { [what]: id },
    advice: `Choose one of ${list.map((candidate) => candidate.id).join(', ')}`,
  });
}

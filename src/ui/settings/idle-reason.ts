/** Why a setting does nothing beside the others that are chosen: the form then disables it. */
import { msg, str } from '@lit/localize';
import { scheduleHeeds } from '../../config/learning-rate.ts';
import type { SettingKey, Settings } from '../../config/settings.ts';
import type { Catalogue } from '../../protocol/catalogue.ts';
import type { EngineInfo } from '../../protocol/engine-info.ts';

/** @returns a sentence, or null where the setting acts */
export function idleReason(
  key: SettingKey,
  settings: Settings,
  catalogue: Catalogue | null,
  engine: EngineInfo | null = null,
): string | null {
  switch (key) {
    case 'embeddingSize':
      return settings.input === 'embedding' ? null : msg('No effect with one-hot input.');
    case 'momentum':
    case 'weightDecay': {
      const { optimizers = [] } = catalogue ?? {};
      const optimizer = optimizers.find(({ id }) => id === settings.optimizer);
      if (!optimizer || optimizer.heeds.includes(key)) return null;
      return msg(str`No effect with the optimizer ${optimizer.name}.`);
    }
    case 'scheduleSteps':
    case 'decayFactor':
    case 'warmupSteps':
      if (scheduleHeeds(settings.schedule).includes(key)) return null;
      return msg(str`No effect with the schedule “${settings.schedule}”.`);
    case 'dropout':
      return settings.layers > 1
        ? null
        : msg('No effect with one layer: dropout acts between layers.');
    case 'memoryBias': {
      const cell = catalogue?.cells.find(({ id }) => id === settings.cell);
      if (!cell || cell.memory) return null;
      return msg(str`No effect: the cell ${cell.name} has no memory gate.`);
    }
    case 'initialState':
      return isPlain(settings) ? msg('No effect: a plain network has no state.') : null;
    case 'kernels':
      return engine?.kind === 'cpu'
        ? msg('No effect on the CPU, which has its own kernels.')
        : null;
    default:
      return null;
  }
}

const isPlain = ({ cell }: Settings) => cell === 'plain';

/** Whether a setting stands there at all: one cell alone has a window. */
export const isThere = (key: SettingKey, settings: Settings): boolean =>
  key !== 'window' || isPlain(settings);

/** Which settings say what the data are and how they are read: those that open them anew. */
import type { Settings } from './settings.ts';

/** All that act on the text, beside which text it is. */
export const dataKeys = [
  'task',
  'heldOut',
  'encoding',
  'symbols',
  'column',
  'labels',
  'lookAhead',
  'gap',
  'lossOn',
] as const;
type DataKey = (typeof dataKeys)[number];

/** What of the settings data are opened with. */
export type DataSettings = Pick<Settings, DataKey>;

/** Those of the settings, and nothing else. */
export function dataSettingsOf(settings: DataSettings): DataSettings {
  return Object.fromEntries(dataKeys.map((key) => [key, settings[key]])) as unknown as DataSettings;
}

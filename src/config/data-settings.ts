/** Which settings say what the data are and how they are read: those that open them anew. */
import { type SettingKey, settingKeys, type Settings, settingsTable } from './settings.ts';

type ActsOn<Key extends SettingKey> = (typeof settingsTable)[Key]['effect'];
/** All that act on the text, beside which text it is. */
type DataKey = Exclude<
  { [Key in SettingKey]: ActsOn<Key> extends 'text' ? Key : never }[SettingKey],
  'text'
>;
export const dataKeys = settingKeys.filter(
  (key): key is DataKey => settingsTable[key].effect === 'text' && key !== 'text',
);

/** What of the settings data are opened with. */
export type DataSettings = Pick<Settings, DataKey>;

/** Those of the settings, and nothing else. */
export function dataSettingsOf(settings: DataSettings): DataSettings {
  return Object.fromEntries(dataKeys.map((key) => [key, settings[key]])) as unknown as DataSettings;
}

/** The settings that a run was made with, as a file holds them. */
import { CheckpointError } from '../lib/errors.ts';
import { inlineText } from '../lib/inline-text.ts';
import { type DefaultsVersion, defaultOf, defaultsOf } from './defaults.ts';
import { formerSettings } from './former-settings.ts';
import { type Setting, settingKeys, settingsTable } from './settings.ts';
import type { SettingKey, Settings } from './settings.ts';

/** Settings that make a run what it is; the others only change what is shown, drawn or computed on. */
const runSettingKeys: readonly SettingKey[] = settingKeys.filter((key) => {
  const { effect, group } = settingsTable[key];
  return effect === 'text' || effect === 'net' || group === 'training';
});

export function pickRunSettings(settings: Settings): Partial<Settings> {
  return Object.fromEntries(runSettingKeys.map((key) => [key, settings[key]]));
}

/**
 * Checks what a file says against the table; what it does not name is at the default of its version,
 * what the table does not know is left out. Names that only the worker's catalogue knows are taken as they are.
 * @throws CheckpointError on a value that no setting may have
 */
export function readRunSettings(
  given: Readonly<Record<string, unknown>>,
  version: DefaultsVersion,
): Settings {
  const settings = defaultsOf(version);
  for (const key of runSettingKeys) {
    if (Object.hasOwn(given, key)) take(settings, key, given[key]);
  }
  // runs from before it was a setting read as their task does by itself
  if (!Object.hasOwn(given, 'textDirections')) {
    settings.textDirections = defaultOf('textDirections', settings);
  }
  for (const { key, now, acted } of formerSettings) {
    if (key === undefined || !Object.hasOwn(given, key) || Object.hasOwn(given, now)) continue;
    const before = settings[now];
    take(settings, now, given[key]);
    if (acted && !acted(settings)) Object.assign(settings, { [now]: before });
  }
  return settings;
}

function take(settings: Settings, key: SettingKey, value: unknown): void {
  const setting: Setting = settingsTable[key];
  if (!isAllowed(setting, value)) {
    throw new CheckpointError({
      code: 'setting not allowed',
      values: { setting: key, value: shown(value) },
    });
  }
  Object.assign(settings, { [key]: value });
}

function isAllowed(setting: Setting, value: unknown): boolean {
  if (setting.kind === 'number') {
    const { min, max } = setting.tuned ?? setting;
    const fits = typeof value === 'number' && value >= min && value <= max;
    return fits && (!setting.integer || Number.isInteger(value));
  }
  if (typeof value !== 'string' || value.length > 200) return false;
  if (setting.kind === 'words' || setting.kind === 'catalogue') return true;
  return setting.choices.some((choice) => choice.value === value);
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? inlineText(value, 40) : typeof value;
}

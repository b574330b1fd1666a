import { expect, it } from 'vitest';
import { dataKeys, dataSettingsOf } from './data-settings.ts';
import { defaultSettings, settingKeys, settingsTable } from './settings.ts';

it('data are opened with every setting that acts on the text, and with no other', () => {
  const acting = settingKeys.filter((key) => settingsTable[key].effect === 'text');
  expect([...dataKeys].sort()).toEqual(acting.filter((key) => key !== 'text').sort());
  const { task, heldOut } = dataSettingsOf({ ...defaultSettings(), heldOut: 7 });
  expect([task, heldOut]).toEqual(['language-model', 7]);
  expect(Object.keys(dataSettingsOf(defaultSettings()))).toEqual(dataKeys);
});

/** What is said of a link that was taken otherwise than it says. */
import { msg, str } from '@lit/localize';
import { type SettingKey, settingsTable } from '../../../config/settings.ts';
import { settingNumber } from '../../format.ts';
import { settingLabel, settingValue } from '../settings.ts';
import type { Said, WordsOf } from './said.ts';

/** There is nothing to do: what fits was taken. */
const taken = (what: string): Said => ({ what, advice: '' });

function withUnit(setting: string, value: number): string {
  if (!Object.hasOwn(settingsTable, setting)) return String(value);
  return settingValue(setting as SettingKey, value, null);
}

export const linkWords: WordsOf<'link'> = {
  'link of another version': ({ version, known }) => ({
    what: msg(str`The link has version ${version}; this page reads versions ${known}`),
    advice: msg('The settings it knows were taken'),
  }),
  'key unknown': ({ key }) =>
    taken(msg(str`The link has a setting “${key}” that this page does not know`)),
  'not a number': ({ setting, given, used }) =>
    taken(
      msg(
        str`${settingLabel(setting)}: “${given}” is not a number; ${settingNumber(used)} is used`,
      ),
    ),
  'out of range': ({ setting, given, used, least, most }) =>
    taken(
      msg(
        str`${settingLabel(setting)}: ${given} became ${used} (the range is ${least} to ${withUnit(setting, most)})`,
      ),
    ),
  'not whole': ({ setting, given, used }) =>
    taken(msg(str`${settingLabel(setting)}: ${given} became ${used} (whole numbers only)`)),
  'words cut': ({ setting, kept, characters }) =>
    taken(msg(str`${settingLabel(setting)}: cut to the first ${kept} of ${characters} characters`)),
  'choice unknown': ({ setting, given, used }) =>
    taken(msg(str`${settingLabel(setting)}: there is no “${given}”; “${used}” is used`)),
  'presents neither': ({ given }) =>
    taken(msg(str`The link says present=${given}, which is neither 0 nor 1`)),
  'too many pins': ({ most, pins }) =>
    taken(msg(str`Pins: only the last ${most} of ${pins} were taken`)),
  'no pin': ({ given }) => taken(msg(str`Pins: “${given}” is no pin; it was left out`)),
  'pin out of range': ({ place, given, used, most }) =>
    taken(
      place === 'layer'
        ? msg(str`Pins: layer ${given} became ${used} (the range is 1 to ${most})`)
        : msg(str`Pins: unit ${given} became ${used} (the range is 1 to ${most})`),
    ),
  'view unknown': ({ view }) => taken(msg(str`The link opens a view “${view}” that is not here`)),
  'too many tabs': ({ tabs, shown }) =>
    taken(msg(str`The link opens ${tabs} tabs; one is open at a time: “${shown}”`)),
};

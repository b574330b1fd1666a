/**
 * Settings as the fragment of a link, and back. Only what differs from the default is written, and a
 * link of an earlier version is read with the defaults of its time.
 * A link may be old, mistyped or tampered with: what does not fit is clamped or left out, and a
 * remark says so. A text that a person brought is not in the link, only how to recognise it.
 */
import { cutText, inlineText } from '../lib/inline-text.ts';
import { withPlainNewlines } from '../lib/newlines.ts';
import type { LinkRemark } from '../lib/problems.ts';
import { defaultOf, defaultsOf, defaultsVersion, ownDefaults } from './defaults.ts';
import { formerSettings } from './former-settings.ts';
import { type LinkPin, readPins, writePins } from './link-pins.ts';
import { readViews } from './link-views.ts';
import type { CatalogueList } from './setting.ts';
import { settingKeys, settingsTable } from './settings.ts';
import type { Setting, SettingKey, Settings } from './settings.ts';

/** Those that this page reads; also raised when the meaning of a key changes. */
const linkVersions = ['1', String(defaultsVersion)];
const maxNameLength = 200;

/** How to recognise a text that is not built in. */
export interface LinkText {
  source: 'file' | 'paste';
  name: string;
  characters: number;
  /** First hexadecimal digits of the text's SHA-256. */
  hash: string;
}

/** How the page looks, beside its settings. */
export interface LinkLook {
  /** Ids of the views that are open; null: as they stand at first. */
  views: readonly string[] | null;
  pins: readonly LinkPin[];
  /** It is shown on a wall. */
  presents: boolean;
}

export interface ReadLink extends LinkLook {
  settings: Settings;
  text: LinkText | null;
  /** It names a text that is built in. */
  namesText: boolean;
  /** What was clamped, unknown or left out. */
  remarks: LinkRemark[];
}

/** The choices that only the worker knows. */
export type ChoiceLists = Record<CatalogueList, readonly string[]>;

const keysByUrlKey = new Map<string, SettingKey>(
  settingKeys.map((key) => [settingsTable[key].urlKey, key]),
);
const otherKeys = new Set([
  ...['v', 'file', 'pasted', 'characters', 'hash'],
  ...['view', 'pins', 'present'],
]);

/** The fragment without `#`; empty when there is nothing to say. */
export function writeLink(
  settings: Settings,
  text: LinkText | null = null,
  { views = null, pins = [], presents = false }: Partial<LinkLook> = {},
): string {
  const entries = new URLSearchParams();
  for (const key of settingKeys) {
    if (key === 'text' && text) continue;
    if (settings[key] !== defaultOf(key, settings)) {
      entries.set(settingsTable[key].urlKey, String(settings[key]));
    }
  }
  if (text) {
    entries.set(text.source === 'paste' ? 'pasted' : 'file', cutText(text.name, maxNameLength));
    entries.set('characters', String(text.characters));
    entries.set('hash', text.hash.slice(0, 8));
  }
  // commas stay commas, for who reads or writes a link by hand
  const look = [
    ...(views ? [`view=${views.join(',')}`] : []),
    ...(pins.length > 0 ? [`pins=${writePins(pins)}`] : []),
    ...(presents ? ['present=1'] : []),
  ];
  const said = [...(entries.size > 0 ? [entries.toString()] : []), ...look];
  return said.length === 0 ? '' : [`v=${defaultsVersion}`, ...said].join('&');
}

/** Never throws, whatever the fragment holds. */
export function readLink(fragment: string): ReadLink {
  const entries = new URLSearchParams(fragment.replace(/^#/, ''));
  const remarks: LinkRemark[] = [];
  const version = entries.get('v');
  if (version !== null && !linkVersions.includes(version)) {
    const values = { version: short(version), known: linkVersions.join(', ') };
    remarks.push({ code: 'link of another version', values });
  }
  const settings = startOf(entries);
  for (const [urlKey, given] of entries) {
    const key = keysByUrlKey.get(urlKey);
    if (key) {
      const { value, remark } = settle(key, given, settings[key]);
      Object.assign(settings, { [key]: value });
      if (remark) remarks.push(remark);
    } else if (!otherKeys.has(urlKey) && !formerSettings.some((one) => one.urlKey === urlKey)) {
      remarks.push({ code: 'key unknown', values: { key: short(urlKey) } });
    }
  }
  for (const { urlKey, now, acted } of formerSettings) {
    const given = entries.getAll(urlKey).at(-1);
    if (given === undefined || entries.has(settingsTable[now].urlKey)) continue;
    if (acted && !acted(settings)) continue;
    const { value, remark } = settle(now, given, settings[now]);
    Object.assign(settings, { [now]: value });
    if (remark) remarks.push(remark);
  }
  const text = readText(entries);
  const namesText = text === null && entries.has(settingsTable.text.urlKey);
  return { settings, text, namesText, ...readLook(entries, settings, remarks), remarks };
}

function readLook(entries: URLSearchParams, net: Settings, remarks: LinkRemark[]): LinkLook {
  const { pins, remarks: ofPins } = readPins(entries.get('pins') ?? '', net);
  remarks.push(...ofPins);
  const view = entries.get('view');
  const present = entries.get('present') ?? '0';
  if (!['0', '1'].includes(present)) {
    remarks.push({ code: 'presents neither', values: { given: short(present) } });
  }
  return { views: view === null ? null : readViews(view), pins, presents: present === '1' };
}

/** What a link of this version and net stands at where it says nothing; one that names no version is of today. */
function startOf(entries: URLSearchParams): Settings {
  if (entries.get('v') === '1') return defaultsOf(1);
  const start = defaultsOf(defaultsVersion);
  const net = { task: start.task, cell: start.cell, layers: start.layers };
  for (const key of ['task', 'cell', 'layers'] as const) {
    const given = entries.getAll(settingsTable[key].urlKey).at(-1);
    if (given !== undefined) {
      Object.assign(net, { [key]: settle(key, given, start[key]).value });
    }
  }
  // what a cell learns better with counts for the cell that the task has, too
  if (!entries.has(settingsTable.cell.urlKey)) net.cell = defaultOf('cell', net);
  return { ...start, ...ownDefaults(net) };
}

/** Replaces choices that the worker does not offer by the default, or the first one offered. */
export function settleChoices(
  settings: Settings,
  lists: ChoiceLists,
): { settings: Settings; remarks: LinkRemark[] } {
  const settled = { ...settings };
  const remarks: LinkRemark[] = [];
  for (const key of settingKeys) {
    const setting: Setting = settingsTable[key];
    if (setting.kind !== 'catalogue') continue;
    const offered = lists[setting.choices];
    if (offered.length === 0 || offered.includes(String(settings[key]))) continue;
    const value = offered.includes(setting.default) ? setting.default : offered[0];
    Object.assign(settled, { [key]: value });
    remarks.push(unknownChoice(key, String(settings[key]), value));
  }
  return { settings: settled, remarks };
}

/** @param standard what is used where nothing fits */
function settle(
  key: SettingKey,
  given: string,
  standard: number | string,
): { value: number | string; remark?: LinkRemark } {
  const setting: Setting = settingsTable[key];
  if (setting.kind === 'number') {
    const parsed = given.trim() === '' ? NaN : Number(given);
    if (!Number.isFinite(parsed)) {
      const values = { setting: key, given: short(given), used: Number(standard) };
      return { value: standard, remark: { code: 'not a number', values } };
    }
    const whole = setting.integer ? Math.round(parsed) : parsed;
    // the link of a page whose run came to less than can be chosen
    const isTuned = setting.tuned && whole >= setting.tuned.min && whole <= setting.max;
    const value = isTuned ? whole : Math.min(setting.max, Math.max(setting.min, whole));
    if (value === parsed) return { value };
    const values = { setting: key, given: short(given), used: value };
    if (value === whole) return { value, remark: { code: 'not whole', values } };
    const range = { least: setting.min, most: setting.max };
    return { value, remark: { code: 'out of range', values: { ...values, ...range } } };
  }
  if (setting.kind === 'words') {
    const words = withPlainNewlines(given);
    const value = cutText(words, setting.maxLength);
    if (value === words) return { value };
    const values = { setting: key, kept: value.length, characters: words.length };
    return { value, remark: { code: 'words cut', values } };
  }
  // Choices from the worker's catalogue are checked when the catalogue is there.
  if (setting.kind === 'catalogue') return { value: cutText(given, maxNameLength) };
  if (setting.choices.some(({ value }) => value === given)) return { value: given };
  return { value: standard, remark: unknownChoice(key, given, String(standard)) };
}

function unknownChoice(setting: SettingKey, given: string, used: string): LinkRemark {
  return { code: 'choice unknown', values: { setting, given: short(given), used } };
}

function readText(entries: URLSearchParams): LinkText | null {
  const pasted = entries.get('pasted');
  const name = pasted ?? entries.get('file');
  if (name === null) return null;
  const characters = Number(entries.get('characters'));
  return {
    source: pasted === null ? 'file' : 'paste',
    name: cutText(name, maxNameLength),
    characters: Number.isSafeInteger(characters) && characters > 0 ? characters : 0,
    hash: /^[0-9a-f]{1,16}$/.exec(entries.get('hash') ?? '')?.[0] ?? '',
  };
}

function short(given: string): string {
  return inlineText(given, 40);
}

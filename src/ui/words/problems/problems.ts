/**
 * The one place where problems are put into words: `<where>: <what is wrong>: <values by name>.
 * <what to do>.` A second language is a second table of the texts in here.
 */
import { msg, str } from '@lit/localize';
import { inlineText } from '../../../lib/inline-text.ts';
import type { Problem, ProblemAreas, Reason } from '../../../lib/problems.ts';
import { grouped } from '../../format.ts';
import { dataWords } from './data-words.ts';
import { deviceWords } from './device-words.ts';
import { fileWords } from './file-words.ts';
import { keptWords } from './kept-words.ts';
import { linkWords } from './link-words.ts';
import { netWords, settingsWords, trainingWords } from './net-words.ts';
import { rowWords } from './row-words.ts';
import type { Names, Said, WordsOf } from './said.ts';
import { textWords } from './text-words.ts';

/** Characters that are shown of a text among the values; a thousand rows are listed at once. */
const longest = 300;
const longestOfRow = 60;

type Area = keyof ProblemAreas;

export const problemWords: { [A in Area]: WordsOf<A> } = {
  text: textWords,
  rows: rowWords,
  data: dataWords,
  settings: settingsWords,
  net: netWords,
  device: deviceWords,
  training: trainingWords,
  checkpoint: fileWords,
  kept: keptWords,
  link: linkWords,
};

/** The part that noticed; empty where the sentence says it. */
function whereOf(area: Area, problem: Problem): string {
  if (problem.code === 'in a row') return msg(str`data, row ${grouped(problem.values.row)}`);
  const names: Record<Area, string> = {
    text: msg('text'),
    rows: msg('data'),
    data: msg('data'),
    settings: msg('settings'),
    net: msg('net'),
    device: msg('device'),
    training: msg('training'),
    checkpoint: msg('checkpoint'),
    kept: '',
    link: '',
  };
  return names[area];
}

/** In sentences, for a person. */
export function sentenceOf(problem: Problem, names: Names): string {
  const where = whereOf(areaOf(problem), problem);
  const sentences = reasonOf(problem, names);
  return where === '' ? sentences : `${where}: ${sentences}`;
}

/** One after the other. */
export function sentencesOf(problems: readonly Problem[], names: Names): string[] {
  return problems.map((problem) => sentenceOf(problem, names));
}

/** In sentences, where it is told beside them where that is. */
export function reasonOf(reason: Reason, names: Names): string {
  const { what, advice } = saidOf(reason, names);
  return advice === '' ? `${what}.` : `${what}. ${advice}.`;
}

/** What is wrong, without a full stop, to stand within a sentence. */
export function whatOf(reason: Reason, names: Names): string {
  return saidOf(reason, names).what;
}

function saidOf(reason: Reason, names: Names): Said {
  if (typeof reason === 'string') return { what: told(reason), advice: '' };
  const area = areaOf(reason);
  const most = area === 'rows' || reason.code === 'of a task' ? longestOfRow : longest;
  const words = problemWords[area] as Record<string, (values: object, how: object) => Said>;
  const { catalogue, nameOf } = names;
  const how = { catalogue, nameOf, why: (behind: Reason) => saidOf(behind, names) };
  return words[reason.code](shown(reason.values, most), how);
}

function areaOf({ code }: Problem): Area {
  const areas = Object.keys(problemWords) as Area[];
  return areas.find((area) => Object.hasOwn(problemWords[area], code)) ?? 'device';
}

/** Texts from outside are made fit to stand within a sentence; problems among them are not touched. */
function shown(values: object, most: number): object {
  const fit = (name: string, value: unknown): unknown => {
    if (name === 'reason' || name === 'problem' || typeof value === 'number') return value;
    if (typeof value === 'string') return inlineText(value, most);
    if (Array.isArray(value)) return value.map((one) => fit('', one));
    return typeof value === 'object' && value !== null ? shown(value, most) : value;
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fit(name, value)]),
  );
}

/** What the browser said, in the midst of a sentence of ours. */
function told(reason: string): string {
  return inlineText(reason, longest).replace(/[.\s]+$/, '');
}

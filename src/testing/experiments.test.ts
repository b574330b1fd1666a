/** Every task has experiments, and each sets what the task has, says what it shows, and can be done. */
import { describe, expect, it } from 'vitest';
import { allCells } from '../cells/index.ts';
import { defaultOf } from '../config/defaults.ts';
import { defaultSettings, type SettingKey, type Settings } from '../config/settings.ts';
import { settingsTable, type Setting } from '../config/settings.ts';
import type { TaskInfo } from '../protocol/catalogue.ts';
import { tasks } from '../tasks/index.ts';
import type { Comparison } from '../ui/experiments/comparison.ts';
import { experiments } from '../ui/experiments/index.ts';
import { comparisons, experimentsOfTasks } from '../ui/experiments/of-tasks.ts';
import { recipes } from '../ui/experiments/recipes.ts';
import { views } from '../ui/views.ts';

const all = [...experiments, ...experimentsOfTasks];
const infoOf = (id: string) => tasks.find(({ info }) => info.id === id)?.info;

function isOffered({ own = [], lacks }: TaskInfo, key: SettingKey): boolean {
  const { special }: Setting = settingsTable[key];
  return special ? own.includes(key) : !lacks.includes(key);
}

function isWithinRange(key: SettingKey, value: string | number): boolean {
  const setting: Setting = settingsTable[key];
  if (key === 'cell') return allCells.some(({ id }) => id === value);
  if (setting.kind === 'choice') return setting.choices.some((one) => one.value === value);
  if (setting.kind === 'words') return String(value).length <= setting.maxLength;
  if (setting.kind !== 'number') return false;
  const { min, max, integer } = setting;
  const number = Number(value);
  return number >= min && number <= max && (!integer || Number.isInteger(number));
}

/** What a net may be called, and is then. */
const cellNames = [
  ['LSTM', 'lstm'],
  ['GRU', 'gru'],
  ['RNN', 'rnn-tanh'],
] as const;

/** Settings that stay as the person chose them where an experiment says nothing of them. */
const isPersons = (key: SettingKey) =>
  (settingsTable[key] as Setting | undefined)?.group === 'text';

/** What is wrong with what its nets change. */
function faultsOf({ nets, tasks: ids }: Pick<Comparison, 'nets' | 'tasks'>): string[] {
  const faults: string[] = [];
  for (const task of ids) {
    const info = infoOf(task);
    if (!info) return [`no task ${task}`];
    const standard = { ...defaultSettings(), task };
    for (const [key, value] of nets.flatMap(({ changes }) => Object.entries(changes))) {
      const name = key as SettingKey;
      if (!(key in settingsTable)) faults.push(`${key}: no setting`);
      else if (!isOffered(info, name)) faults.push(`${key}: not of ${task}`);
      else if (!isWithinRange(name, value)) faults.push(`${key}: ${value}`);
      else if (defaultOf(name, standard) === value && !isPersons(name)) {
        faults.push(`${key}: the default`);
      }
    }
    for (const { name, changes } of nets) {
      const promised = cellNames.find(([word]) => name().includes(word))?.[1];
      const cell = changes.cell ?? defaultOf('cell', standard);
      if (promised && cell !== promised) faults.push(`${name()}: is a ${String(cell)}`);
    }
    const [first, second] = nets.map(({ changes }) => Object.keys(changes) as SettingKey[]);
    const alone = [...first, ...second].filter(
      (key) => isPersons(key) && !(first.includes(key) && second.includes(key)),
    );
    faults.push(...alone.map((key) => `${key}: one net may have what the person chose`));
  }
  const [first, second] = nets.map(({ changes }) => JSON.stringify(changes));
  if (first === second) faults.push('both are the same');
  return faults;
}

const isSentence = (words: string) =>
  /^[A-Z“][^{}]+[.]$/.test(words) && words.split(' ').length > 4;

describe('experiments', () => {
  it('are there for every task, two of them at least', () => {
    const few = tasks.filter(
      ({ info }) => all.filter((one) => one.tasks.includes(info.id)).length < 2,
    );
    expect(few.map(({ info }) => info.id)).toEqual([]);
  });

  it('have an id each, a recipe, and tasks that there are', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(Object.keys(recipes).sort()).toEqual(all.map(({ id }) => id).sort());
    expect(all.flatMap((one) => one.tasks).filter((id) => !infoOf(id))).toEqual([]);
  });

  it('have short names that differ within a task, and plans in whole sentences', () => {
    for (const { info } of tasks) {
      const names = all.filter((one) => one.tasks.includes(info.id)).map(({ name }) => name());
      expect(new Set(names).size, info.id).toBe(names.length);
      expect(Math.max(...names.map(({ length }) => length)), info.id).toBeLessThan(30);
    }
    expect(all.map(({ plan }) => plan()).filter((words) => !isSentence(words))).toEqual([]);
  });

  it.each(comparisons.map((one) => [one.id, one] as const))('%s', (_, one) => {
    expect(faultsOf(one)).toEqual([]);
    expect(isSentence(one.look()), one.look()).toBe(true);
    expect(one.steps).toBeGreaterThan(0);
    const view = views.find(({ id }) => id === one.view);
    const own = one.tasks.map((id) => infoOf(id)!.views);
    const isHere = own.every(({ lacks, own: special }) =>
      view?.isSpecial ? special.includes(one.view) : !lacks.includes(one.view),
    );
    expect(view && isHere).toBe(true);
  });
});

describe('a fault of an experiment', () => {
  const faults = (changes: Partial<Settings> & Record<string, unknown>, task = 'praise') =>
    faultsOf({
      tasks: [task],
      nets: [
        { name: () => '', changes: {} },
        { name: () => '', changes },
      ],
    });

  it.each([
    [{ hiddenSizes: 3 }, 'hiddenSizes: no setting'],
    [{ attention: 'off' }, 'attention: not of praise'],
    [{ timeSteps: 8 }, 'timeSteps: not of praise'],
    [{ hiddenSize: 0 }, 'hiddenSize: 0'],
    [{ hiddenSize: 2.5 }, 'hiddenSize: 2.5'],
    [{ summary: 'median' }, 'summary: median'],
    [{ cell: 'rnn' }, 'cell: rnn'],
    [{ summary: 'last' }, 'summary: the default'],
    [{}, 'both are the same'],
  ] as const)('is found: %o', (changes, fault) => {
    expect(faults(changes as Partial<Settings>)).toEqual([fault]);
  });
});

/** A learning rate or schedule that nobody chose is the one of the net; a chosen one stays. */
import { describe, expect, it } from 'vitest';
import type { NetKey } from '../../config/defaults.ts';
import { defaultSettings, type Settings } from '../../config/settings.ts';
import { SettingsStore } from './settings-store.ts';

const start: Settings = {
  ...defaultSettings(),
  learningRate: 0.01,
  schedule: 'constant',
  warmupSteps: 100,
};

/** Deep plain cells want a smaller rate that comes slowly. */
const slow: Settings = { ...start, learningRate: 0.003, schedule: 'warmup', warmupSteps: 50 };
const ofNet = (key: NetKey, { cell, layers }: Settings) =>
  (cell === 'rnn-tanh' && layers > 2 ? slow : start)[key];
const deep = { cell: 'rnn-tanh', layers: 3 };

function opened(settings: Partial<Settings> = {}) {
  const store = new SettingsStore({ ...start, ...settings }, ofNet);
  const told: number[] = [];
  store.subscribe(({ learningRate }) => told.push(learningRate));
  const set = (changes: Partial<Settings>) => {
    store.change(changes);
    return store.value.learningRate;
  };
  return { store, told, set };
}

describe('the learning rate', () => {
  it('moves with cell and depth until it is touched', () => {
    const { set, told } = opened();
    expect(set({ layers: 3 })).toBe(0.01);
    expect(set({ cell: 'rnn-tanh' })).toBe(0.003);
    expect(set({ layers: 2 })).toBe(0.01);
    expect(set({ layers: 3 })).toBe(0.003);
    expect(set({ hiddenSize: 64 })).toBe(0.003);
    expect(set({ learningRate: 0.02 })).toBe(0.02);
    expect(set({ cell: 'lstm' })).toBe(0.02);
    expect(set(deep)).toBe(0.02);
    // nobody saw another value on the way
    expect(told).toEqual([0.01, 0.003, 0.01, 0.003, 0.003, 0.02, 0.02, 0.02]);
  });

  it('stays where a person put it, also where another net stands there by itself', () => {
    const { set } = opened();
    expect(set({ learningRate: 0.003 })).toBe(0.003);
    expect(set(deep)).toBe(0.003);
    expect(set({ cell: 'lstm', layers: 1 })).toBe(0.003);
  });

  it('moves again once it is put back', () => {
    const { set } = opened({ learningRate: 0.02 });
    expect(set(deep)).toBe(0.02);
    expect(set({ learningRate: 0.003 })).toBe(0.003);
    expect(set({ cell: 'lstm' })).toBe(0.01);
  });

  it('of a link or a run is taken as it is', () => {
    const { store, set } = opened();
    store.adopt({ ...start, ...deep, learningRate: 0.01 });
    expect(store.value).toMatchObject({ ...deep, learningRate: 0.01 });
    expect(set({ layers: 1 })).toBe(0.01);
    expect(set({ layers: 3 })).toBe(0.01);
    store.adopt({ ...start, ...deep, learningRate: 0.003 });
    expect(set({ cell: 'lstm' })).toBe(0.01);
  });

  it('comes with the net of a change that names it', () => {
    const { set } = opened();
    expect(set({ ...deep, learningRate: 0.5 })).toBe(0.5);
    expect(set({ cell: 'lstm' })).toBe(0.5);
  });
});

describe('the schedule', () => {
  it('moves by itself, whatever became of the learning rate', () => {
    const { store, set } = opened();
    set({ learningRate: 0.02 });
    set(deep);
    expect(store.value).toMatchObject({ learningRate: 0.02, schedule: 'warmup', warmupSteps: 50 });
    set({ layers: 1 });
    expect(store.value).toMatchObject({ schedule: 'constant', warmupSteps: 100 });
    set({ schedule: 'cosine' });
    set(deep);
    expect(store.value).toMatchObject({ schedule: 'cosine', warmupSteps: 50 });
    set({ learningRate: 0.003 });
    set({ cell: 'lstm' });
    expect(store.value).toMatchObject({ learningRate: 0.01, schedule: 'cosine', warmupSteps: 100 });
  });
});

import { expect, it } from 'vitest';
import stepFile from '../../shaders/lib/step.wgsl?raw';
import { structFields } from '../graph/kernel-source.ts';
import { scheduleHeeds } from '../config/learning-rate.ts';
import { defaultSettings, settingKeys, settingsTable } from '../config/settings.ts';
import { stepNumbers, tunedKeys, tuningOf } from '../config/tuning.ts';

it('every setting of training that acts live is tuned, and no other', () => {
  const live = settingKeys.filter((key) => {
    const { group, effect } = settingsTable[key];
    return group === 'training' && effect === 'live';
  });
  expect([...tunedKeys].sort()).toEqual(live.sort());
  expect(Object.keys(tuningOf(defaultSettings()))).toEqual([...tunedKeys]);
});

it('kernels read every number of a step under the name of its setting, or the rate is made of it', () => {
  const names = structFields(stepFile, 'Step').map(({ name }) => name);
  const tuning = {
    ...tuningOf(defaultSettings()),
    clipNorm: 3,
    dropout: 0.25,
    schedule: 'step',
  } as const;
  const numbers = stepNumbers(tuning, 1000);
  // patience says when to pause: it is of no step
  const unread = Object.keys(numbers).filter(
    (name) => !names.includes(name) && name !== 'patience',
  );
  expect(unread.sort()).toEqual(['decay_factor', 'schedule_steps', 'warmup_steps']);
  expect(scheduleHeeds('warmup-cosine')).toHaveLength(unread.length);
  expect(numbers).toMatchObject({ clip_norm: 3, clip_value: 0, dropout: 0.25, momentum: 0.9 });
  expect(numbers.learning_rate).toBeCloseTo(0.001, 12);
});

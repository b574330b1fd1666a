/** Bugs that are planted in the worker: what was tuned is lost on the way. */
import type { PlantedBug } from './planted-bugs.ts';
import { bugsIn } from './worker-missed-bugs.ts';

export const untuned: PlantedBug[] = [
  ...bugsIn('src/run/way-back.ts', 'after an undo, by momentum', [
    '  history.truncate(trainer.step);\n',
    '',
  ]),
  ...bugsIn('src/run/way-back.ts', 'after an undo and the loss of the GPU, by momentum', [
    '  good.dropCandidate();\n',
    '',
  ]),
  ...bugsIn('src/keeping/checkpoint.ts', 'saved and loaded, by momentum', [
    '{ ...record.settings, ...tuning }',
    'record.settings',
  ]),
  ...bugsIn('src/worker/revival.ts', 'on another GPU, by momentum', [
    '  built.trainer.tune(trainer.tuning);\n',
    '',
  ]),
  ...bugsIn('src/worker/run-builder.ts', 'saved and loaded, by adamw', [
    'settings: built.settings,',
    'settings: { ...built.settings, clipNorm: 5 },',
  ]),
  ...bugsIn('src/config/tuning.ts', 'saved and loaded, by momentum', [
    "trainingSettings[key].effect === 'live'",
    "key !== 'clipValue' && trainingSettings[key].effect === 'live'",
  ]),
  ...bugsIn('src/run/way-back.ts', 'after an undo, by momentum', [
    'trainer.tuning.learningRate / 2',
    'trainer.tuning.learningRate',
  ]),
  ...bugsIn('src/training/trainer.ts', 'kept and found after a reload, by momentum', [
    'stepNumbers(this.#tuning, step)',
    'stepNumbers(this.#tuning, slot)',
  ]),
];

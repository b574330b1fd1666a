/** More of the bugs that are planted in the worker: those that a first look had missed. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

export const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

/** Planted blindly at first; those that were missed, and some that were not. */
export const missed: PlantedBug[] = [
  ...bugsIn('src/worker/run-builder.ts', 'a run that is loaded, and another one', [
    'return { history, seconds, good }',
    'return { seconds, good }',
  ]),
  ...bugsIn(
    'src/worker/revival.ts',
    'a rewind on another GPU leads to the weights that were loaded',
    ['    initial,\n', ''],
  ),
  ...bugsIn('src/worker/revival.ts', 'an undo on another GPU', [
    'seconds, good: snapshots.good }',
    'seconds }',
  ]),
  ...bugsIn('src/worker/engine-session.ts', 'an undo to the start is another run', [
    '    if (run === this.#run && run.built.trainer.step === 0) this.#runs.keeper.startOver();\n',
    '',
  ]),
  ...bugsIn('src/worker/engine-session.ts', 'what is tuned while it rests is kept', [
    '      this.#runs.keeper.tuned();\n',
    '',
  ]),
  ...bugsIn('src/keeping/files.ts', 'what is tuned while it rests is kept', [
    'settings: { ...settings, ...tuning }, step',
    'settings, step',
  ]),
  ...bugsIn('src/worker/engine-session.ts', 'training goes on by itself on another GPU', [
    'if (lost.wantsToGoOn) run.start();',
    '',
  ]),
  ...bugsIn('src/worker/speed-meter.ts', 'speed: over the last four seconds', [
    'this.#marks = [{ at: this.#clock.now(), steps: 0 }];',
    'this.#marks = [];',
  ]),
];

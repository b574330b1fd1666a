/** Bugs planted in what is done beside training: the diary and the trial. */
import type { PlantedBug } from './planted-bugs.ts';
import { bugsIn } from './worker-missed-bugs.ts';

export const beside: PlantedBug[] = [
  ...bugsIn(
    'src/run/diary-job.ts',
    'the diary takes a twentieth of the time, on machines of every speed',
    ['trainingShare = 19', 'trainingShare = 9'],
    ['if (training) this.#credit -= spent;', ''],
    ['longestPause = 500', 'longestPause = 5000'],
    ['longestSubmit = 50', 'longestSubmit = 500'],
    ['[leastLength, mostLength] = [20, 100]', '[leastLength, mostLength] = [1, 100]'],
  ),
  ...bugsIn(
    'src/run/diary-job.ts',
    'the diary: the first one soon, then every five seconds, then more rarely',
    ['firstWait = 5000', 'firstWait = 3000'],
    ['waitShare = 0.1', 'waitShare = 0.01'],
    ['lossOf(step) ??', 'lossOf(step - 1) ??'],
    ['    if (entry.isTrial) return;\n', ''],
    ['entry.isTrial ? Math.min(each, this.#tokenMs ?? each) : each', '10'],
  ),
  ...bugsIn(
    'src/run/diary-job.ts',
    'an entry has the loss of its own step, however late that is read',
    ['|| !isRead(this.#finished.step)', ''],
    ['    this.#finished = undefined;\n    this.#trained', '    this.#trained'],
    ['    this.#finished = undefined;\n    this.#post({', '    this.#post({'],
  ),
  ...bugsIn('src/run/jobs.ts', 'all characters of an entry are drawn at its step', [
    '    this.diary.tell();\n',
    '',
  ]),
  ...bugsIn('src/run/run.ts', 'all characters of an entry are drawn at its step', [
    'isHeld: () => this.jobs.holdsTraining,',
    'isHeld: () => false,',
  ]),
  ...bugsIn(
    'src/run/diary-job.ts',
    'losses are the same bits with a diary and without, and an entry is a sample of its step',
    ['seed: step(), ...(this', 'seed: step() + 1, ...(this'],
  ),
  ...bugsIn('src/training/history.ts', 'all characters of an entry are drawn at its step', [
    'this.#losses[step - 1] : NaN',
    'this.#losses[step] : NaN',
  ]),
  ...bugsIn(
    'src/run/jobs.ts',
    'training never waits for an entry that was given up',
    ['    if (this.sample.isActive) this.diary.stop();\n', ''],
    ['    for (const job of this.#all) job.stop?.();\n', '    this.sample.stop();\n'],
  ),
  ...bugsIn(
    'src/run/diary-job.ts',
    'the diary waits while a person draws, and leaves the sampler to them',
    [' || !isFree()', ''],
    [' || !sampler.ready', ''],
    ['return this.#entry?.request === request ? this.#entry : undefined;', 'return this.#entry;'],
    ['if (this.#entry === entry) this.stop();', ''],
    ['if (!this.#isWanted) this.stop();', ''],
  ),
  ...bugsIn(
    'src/run/diary-job.ts',
    'the diary: at the temperature of now, from other numbers each time, or not at all',
    ['seed: step()', 'seed: 1'],
    ['    this.#rules = tokenRulesOrNone(this.#subject.built.data, tuning);\n', ''],
    ['isDrawn(draw, data.targets.size)', 'true'],
    ['this.#trained = this.#nextEntry = 0;', ''],
  ),
  ...bugsIn(
    'src/run/trial-job.ts',
    'a trial finds what a step takes within a second, on machines of every speed',
    ['(passMs * dispatches) / updateAt', 'passMs'],
    ['if (isNew) ', ''],
    ['mostMs = 1000', 'mostMs = 3000'],
  ),
  ...bugsIn(
    'src/run/trial-job.ts',
    'a trial ends with the click on Train: nothing is said, nothing more is submitted',
    [' && !this.#isUnderWay', ''],
    ['this.#trial !== trial || ', ''],
  ),
  ...bugsIn('src/training/trainer.ts', 'losses are the same bits with trials and without', [
    "bindings[name].storage.role === 'parameter'",
    "bindings[name].storage.name === 'ring'",
  ]),
  ...bugsIn(
    'src/run/run.ts',
    'no trial while it trains, while nobody looks, or while a net is built',
    ['if (isAtRest && !this.#training.chunking.inBackground)', 'if (isAtRest)'],
  ),
];

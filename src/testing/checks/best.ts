/** The best validation of a run at work: its weights, and the patience for a better one. */
import { expect } from 'vitest';
import type { Check } from '../planted-bugs.ts';
import { stagedRun } from './staged-run.ts';

export const bestChecks: Record<string, Check> = {
  async 'the best validation is gone back to, and on from'(patch) {
    const staged = await stagedRun(patch, { forcedChunk: 1 });
    const { run, turns, done, trainer, evaluation } = staged;
    const validated = async (steps: number, loss: number) => {
      evaluation.loss = loss;
      run.start(trainer.step + steps);
      await turns(steps + 20);
    };
    await validated(5, 1.5);
    expect(staged.progress?.best).toEqual({ step: 5, loss: 1.5 });
    await validated(5, 1.25);
    await validated(5, 1.5);
    expect(staged.progress).toMatchObject({ step: 15, best: { step: 10, loss: 1.25 } });
    await staged.until(run.undo(true));
    expect(done).toEqual(['weights of 10 and moments of 10', 'resume at 10 from states of 10']);
    expect(staged.ofType('training.undone')).toEqual([
      { type: 'training.undone', step: 10, learningRate: 0.5 },
    ]);
    expect(staged.progress).toMatchObject({ state: 'paused', best: { step: 10, loss: 1.25 } });
    expect([run.history.steps, run.history.validations.length]).toEqual([10, 2]);
    expect(run.snapshots.good.latest?.step).toBe(10);
    // what is undone or rewound is the best no more
    await validated(5, 1);
    expect(staged.progress?.best).toEqual({ step: 15, loss: 1 });
    await staged.until(run.undo());
    expect([trainer.step, staged.progress?.best]).toEqual([10, { step: 10, loss: 1.25 }]);
    await staged.until(run.rewind());
    expect([run.best.latest, staged.progress?.best]).toEqual([undefined, undefined]);
    await validated(10, 3);
    expect(staged.progress?.best).toEqual({ step: 10, loss: 3 });
  },

  async 'it pauses where a person has no more patience, and says after how many validations'(
    patch,
  ) {
    const staged = await stagedRun(patch, { forcedChunk: 1 });
    const { run, turns, trainer, evaluation } = staged;
    Object.assign(trainer.tuning, { patience: 2 });
    const validated = async (loss: number) => {
      evaluation.loss = loss;
      await turns(10);
      run.jobs.validation.request();
      await turns(10);
    };
    run.start();
    // over all that is held out it would be another loss
    for (const loss of [2, 1.5, 1.75]) await validated(loss);
    expect(staged.progress?.state).toBe('running');
    await validated(1.5);
    expect(staged.progress).toMatchObject({ state: 'paused', waited: 2, best: { loss: 1.5 } });
    // what it is told of is the latest: no other one follows
    await turns(30);
    expect(run.history.validations).toHaveLength(4);
    // who goes on waits as long again
    run.start();
    expect(staged.progress?.waited).toBeUndefined();
    await validated(2);
    expect(staged.progress?.state).toBe('running');
    await validated(2);
    expect(staged.progress).toMatchObject({ state: 'paused', waited: 4 });
    Object.assign(trainer.tuning, { patience: 0 });
    run.start();
    for (let made = 0; made < 3; made++) await validated(2);
    expect(staged.progress?.state).toBe('running');
  },
};

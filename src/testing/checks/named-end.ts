/** Training to a step that is named: it ends there, whatever happens on the way. */
import { expect } from 'vitest';
import type { Check } from '../planted-bugs.ts';
import { stagedRun } from './staged-run.ts';

export const namedEnd: Record<string, Check> = {
  async 'training ends at the step that is named, whatever fits into a submit'(patch) {
    const staged = await stagedRun(patch, { forcedChunk: 5 });
    const { run, net, turns, trainer } = staged;
    run.start(13);
    await turns(20);
    expect([trainer.step, net.steps]).toEqual([13, [5, 5, 3]]);
    expect(staged.progress).toMatchObject({ state: 'paused', step: 13 });
    expect(staged.evaluation.begun).toEqual([Infinity]);
    // it is there already, or past it
    run.start(13);
    run.start(7);
    await turns(6);
    expect([trainer.step, staged.progress?.state]).toEqual([13, 'paused']);
    // a step of the person's in between is one of them
    run.step();
    await turns(6);
    run.start(20);
    await turns(20);
    expect(trainer.step).toBe(20);
    // who trains on by hand goes on until told
    run.start();
    await turns(20);
    expect(trainer.step).toBeGreaterThan(25);
    expect(staged.progress?.state).toBe('running');
  },

  async 'a page that nobody sees meanwhile ends at the step that is named all the same'(patch) {
    const staged = await stagedRun(patch, { forcedChunk: 5 });
    const { run, turns, trainer } = staged;
    run.start(103);
    await turns(4);
    run.hide(true, true);
    await turns(10);
    expect(staged.progress?.state).toBe('paused');
    expect(trainer.step).toBeLessThan(103);
    run.hide(false);
    await turns(4);
    // seen again before it had come to rest
    run.hide(true, true);
    run.hide(false);
    await turns(60);
    expect([trainer.step, staged.progress?.state]).toEqual([103, 'paused']);
    // it is over: there is nothing to go on with
    run.hide(true, true);
    run.hide(false);
    await turns(10);
    expect(trainer.step).toBe(103);
  },

  async 'a run that is left before the step that is named is to go on to it'(patch) {
    const { run, turns } = await stagedRun(patch, { forcedChunk: 5 });
    run.start(103);
    await turns(4);
    run.halt();
    expect([run.wantsToGoOn, run.until]).toEqual([true, 103]);
    const other = await stagedRun(patch, { forcedChunk: 5 });
    other.run.start(103);
    await other.turns(4);
    other.run.pause();
    other.run.halt();
    expect(other.run.wantsToGoOn).toBe(false);
  },
};

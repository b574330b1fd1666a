/** What a run does next, and what it tells of it: told to train, pause, step, go back, hide. */
import { expect } from 'vitest';
import type { Check } from '../planted-bugs.ts';
import { copyOf, stagedRun } from './staged-run.ts';

export const atWork: Record<string, Check> = {
  async 'a single step is one, whatever fits into a submit'(patch) {
    const staged = await stagedRun(patch, { forcedChunk: 5 });
    const { run, net, turns, trainer } = staged;
    run.step();
    await turns(6);
    expect([trainer.step, net.steps]).toEqual([1, [1]]);
    expect(staged.progress).toMatchObject({ state: 'paused', step: 1, epoch: 1 / 8 });
    run.step();
    run.step();
    await turns(6);
    expect([trainer.step, net.steps]).toEqual([2, [1, 1]]);
    run.start();
    await turns(4);
    expect(net.steps.slice(2)).toEqual(net.steps.slice(2).map(() => 5));
    // it is no end of training, and nothing is validated
    expect(staged.evaluation.begun).toEqual([]);
  },

  async 'a pause shows the net as it is now, and measures all that is held out'(patch) {
    const staged = await stagedRun(patch);
    const { run, net, turns, trainer, evaluation } = staged;
    run.start();
    await turns(20);
    expect(staged.progress?.state).toBe('running');
    expect(net.refreshed).toBe(0);
    run.pause();
    await turns(8);
    expect(staged.progress).toMatchObject({ state: 'paused', step: trainer.step });
    expect(net.refreshed).toBe(1);
    expect(evaluation.begun).toEqual([Infinity]);
    expect(staged.ofType('validation.result').map(({ result }) => result)).toEqual([
      { step: trainer.step, loss: 1.5, tokens: 10, total: 20 },
    ]);
    expect(run.history.validations).toEqual([
      { step: trainer.step, loss: 1.5, tokens: 10, total: 20 },
    ]);
    // all losses up to here were told
    expect(run.history.steps).toBe(trainer.step);
    run.step();
    await turns(8);
    expect([net.refreshed, evaluation.begun.length]).toEqual([2, 1]);
  },

  async 'speed counts steps, not submits'(patch) {
    const staged = await stagedRun(patch, { forcedChunk: 4, stepMs: 25 });
    const { run, turns } = staged;
    run.start();
    await turns(40);
    run.postProgress();
    // 10 characters a step, a step every 25 ms
    expect(staged.progress?.tokensPerSecond).toBeGreaterThan(360);
    expect(staged.progress?.tokensPerSecond).toBeLessThan(440);
    expect(staged.progress?.epoch).toBe(staged.trainer.step / 8);
    expect(staged.progress?.step).toBe(staged.trainer.step);
  },

  async 'validation beside training lives on what training took'(patch) {
    const staged = await stagedRun(patch, { stepMs: 400, forcedChunk: 1 });
    const { run, turns, evaluation } = staged;
    run.start();
    await turns(120);
    expect(evaluation.begun).toEqual([32_768]);
    expect(staged.ofType('validation.result')).toHaveLength(1);
    const stepOf = (at: number) => staged.ofType('validation.result')[at].result.step;
    expect(stepOf(0)).toBeGreaterThanOrEqual(50);
    await turns(20);
    // it waits anew where the run begins anew
    await staged.until(run.rewind());
    run.start();
    await turns(120);
    expect(staged.ofType('validation.result')).toHaveLength(2);
    expect(stepOf(1)).toBe(stepOf(0));
  },

  async 'a page that nobody sees rests, and goes on when it is seen'(patch) {
    const staged = await stagedRun(patch);
    const { run, turns, evaluation, trainer } = staged;
    run.hide(true, true);
    run.hide(false);
    await turns(4);
    expect(trainer.step).toBe(0);
    run.start();
    await turns(10);
    run.hide(true, true);
    await turns(10);
    expect(staged.progress?.state).toBe('paused');
    // that is no pause of the person's
    expect(evaluation.begun).toEqual([]);
    const rested = trainer.step;
    await turns(10);
    expect(trainer.step).toBe(rested);
    run.hide(false);
    await turns(10);
    expect(trainer.step).toBeGreaterThan(rested);
    run.pause();
    await turns(10);
    expect(evaluation.begun).toEqual([Infinity]);
    // seen again before it had come to rest
    run.start();
    await turns(10);
    run.hide(true, true);
    run.hide(false);
    await turns(20);
    expect(staged.progress?.state).toBe('running');
    // paused by hand, or rewound, it stays so; and what is held out is measured again
    run.pause();
    await turns(10);
    expect(evaluation.begun).toEqual([Infinity, Infinity]);
    run.hide(true, true);
    run.hide(false);
    await turns(10);
    expect(staged.progress?.state).toBe('paused');
    run.start();
    await turns(10);
    run.hide(true, true);
    await staged.until(run.rewind());
    run.hide(false);
    await turns(10);
    expect([trainer.step, staged.progress?.state]).toEqual([0, 'idle']);
  },

  async 'more is submitted at once where nobody looks'(patch) {
    const { run, net, turns } = await stagedRun(patch);
    run.start();
    await turns(60);
    expect(Math.max(...net.steps)).toBe(6);
    run.hide(true);
    await turns(10);
    expect(Math.max(...net.steps)).toBe(32);
    run.hide(false);
    await turns(10);
    expect(net.steps.at(-1)).toBe(6);
    run.caution = 1;
    await turns(10);
    expect(net.steps.at(-1)).toBe(3);
  },

  async 'a rewind leaves nothing of what was'(patch) {
    const staged = await stagedRun(patch);
    const { run, net, turns, done, trainer, evaluation } = staged;
    run.start();
    await turns(30);
    await staged.until(run.snapshot());
    await turns(30);
    expect(run.snapshots.good.latest).toBeDefined();
    let arrive = () => undefined;
    net.copies = new Promise<void>((resolve) => (arrive = () => void resolve()));
    const copy = run.snapshot();
    await turns(3);
    run.jobs.validation.request();
    await turns(1);
    expect(evaluation.chunks).toBeGreaterThan(0);
    await staged.until(run.rewind());
    const before = staged.ofType('training.losses').length;
    arrive();
    await staged.until(copy);
    expect(done).toEqual(['rewind']);
    expect(staged.progress).toEqual({
      ...{ state: 'idle', step: 0, epoch: 0, tokensPerSecond: 0, seconds: 0 },
    });
    expect([run.history.steps, run.history.validations]).toEqual([0, []]);
    expect(run.snapshots.good.newest).toBeUndefined();
    await turns(10);
    expect(staged.ofType('training.losses')).toHaveLength(before);
    expect(staged.ofType('validation.result')).toEqual([]);
    expect(trainer.step).toBe(0);
    run.step();
    await turns(10);
    expect(staged.ofType('training.losses').at(-1)?.run.firstStep).toBe(1);
    expect(evaluation.begun.length).toBeLessThan(2);
    const { refreshed } = net;
    await staged.until(run.rewind());
    expect([done.length, net.refreshed]).toEqual([2, refreshed + 1]);
    // and it is at work again
    run.jobs.validation.request();
    run.wake();
    await turns(10);
    expect(staged.ofType('validation.result').map(({ result }) => result.step)).toEqual([0]);
    expect((await staged.until(run.snapshot())).step).toBe(0);
  },

  async 'a run that has diverged is well again when it goes back'(patch) {
    const staged = await stagedRun(patch, { forcedChunk: 8 });
    const { run, net, turns } = staged;
    const codes = () =>
      staged.ofType('training.diverged').map(({ divergence }) => divergence?.code);
    net.lossOf = (step) => (step < 150 ? 1 : 30);
    run.start();
    await turns(150);
    expect([codes(), run.isSound]).toEqual([[undefined, 'loss'], false]);
    // nothing of it is worth going back to
    await staged.until(run.snapshot());
    await turns(50);
    expect(run.snapshots.good.latest).toBeUndefined();
    expect(staged.ofType('training.diverged')[1].undoStep).toBe(0);
    await staged.until(run.rewind());
    expect(run.isSound).toBe(true);
    run.start();
    await turns(150);
    expect(codes()).toEqual([undefined, 'loss', undefined, 'loss']);
  },

  async 'an undo goes back to what was good, at half the rate'(patch) {
    const staged = await stagedRun(patch);
    const { run, net, turns, done, trainer } = staged;
    run.start();
    await turns(30);
    const { step: good } = await staged.until(run.snapshot());
    await turns(30);
    expect(run.snapshots.good.latest?.step).toBe(good);
    run.pause();
    await turns(10);
    await staged.until(run.snapshot());
    const newest = run.snapshots.good.newest?.step;
    expect(newest).toBe(trainer.step);
    expect(run.history.validations).toHaveLength(1);
    const refreshed = net.refreshed;
    await staged.until(run.undo());
    expect(done).toEqual([
      `weights of ${good} and moments of ${good}`,
      `resume at ${good} from states of ${good}`,
    ]);
    expect(staged.ofType('training.undone')).toEqual([
      { type: 'training.undone', step: good, learningRate: 0.25 },
    ]);
    expect(trainer.tuning.learningRate).toBe(0.25);
    expect(staged.progress).toMatchObject({ state: 'paused', step: good });
    expect([run.history.steps, run.history.validations]).toEqual([good, []]);
    expect(run.snapshots.good.newest?.step).toBe(good);
    expect(net.refreshed).toBe(refreshed + 1);
    await staged.until(run.undo());
    expect(trainer.tuning.learningRate).toBe(0.125);
  },

  async 'losses that are no numbers end it, and say where an undo leads'(patch) {
    const staged = await stagedRun(patch, { forcedChunk: 1 });
    const { run, net, turns, trainer } = staged;
    run.start();
    await turns(30);
    const { step: good } = await staged.until(run.snapshot());
    await turns(150);
    expect(run.snapshots.good.latest?.step).toBe(good);
    run.pause();
    await turns(10);
    // a copy that no loss confirms
    await staged.until(run.snapshot());
    const bad = trainer.step + 1;
    net.lossOf = () => NaN;
    run.start();
    await turns(300);
    const [failure, ...more] = staged.ofType('failure');
    expect(more).toEqual([]);
    expect(failure).toMatchObject({ kind: 'numbers', undoStep: good });
    expect(failure.problem).toMatchObject({ code: 'not finite', values: { step: bad } });
    expect(staged.progress?.state).toBe('stopped');
    expect([run.isSound, run.history.steps]).toEqual([false, bad - 1]);
    const { step } = trainer;
    run.start();
    run.step();
    await turns(10);
    expect(trainer.step).toBe(step);
    net.lossOf = () => 1;
    await staged.until(run.undo());
    expect(staged.progress).toMatchObject({ state: 'paused', step: good });
    expect(run.isSound).toBe(true);
  },

  async 'what is looked at waits for the first loss, and for the end of a step that is cut'(patch) {
    const { run, trainer, turns } = await stagedRun(patch, { stepMs: 400 });
    const done: string[] = [];
    const submit = trainer.submit.bind(trainer);
    trainer.submit = (slice) => {
      submit(slice);
      done.push(slice.to === trainer.dispatches ? 'step' : 'part');
    };
    // due after every submit of training
    run.views.isDue = () => done.at(-1) !== 'look';
    run.views.submit = (measure) => {
      done.push('look');
      measure(() => undefined);
    };
    run.start();
    await turns(60);
    const looks = done.flatMap((what, at) => (what === 'look' ? [at] : []));
    expect(looks.map((at) => done[at - 1])).toEqual(looks.map(() => 'step'));
    expect(looks.length).toBeGreaterThan(3);
    expect(done.slice(looks[0])).toContain('part');
  },

  async 'a run that goes on begins where it was'(patch) {
    const good = new (await import('../../run/good-snapshot.ts')).GoodSnapshot(copyOf(12));
    const staged = await stagedRun(patch, { step: 12, seconds: 34, good });
    const { clock, run, turns, trainer } = staged;
    run.postProgress();
    expect(staged.progress).toEqual({
      ...{ state: 'paused', step: 12, epoch: 1.5, tokensPerSecond: 0, seconds: 34 },
    });
    run.start();
    await turns(10);
    expect(run.wantsToGoOn).toBe(false);
    run.halt();
    expect(run.wantsToGoOn).toBe(true);
    const { step } = trainer;
    const { seconds } = run;
    expect(seconds).toBeGreaterThan(34);
    await turns(10);
    clock.advance(5000);
    expect([trainer.step, run.seconds]).toEqual([step, seconds]);
    const rested = await stagedRun(patch, { step: 12 });
    rested.run.step();
    rested.run.halt();
    expect(rested.run.wantsToGoOn).toBe(false);
  },
};

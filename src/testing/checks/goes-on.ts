/** What goes on elsewhere, or from somewhere else, is the same run: nothing of it is left behind. */
import { expect } from 'vitest';
import { readCheckpoint } from '../../keeping/checkpoint.ts';
import { writeSafetensors } from '../../lib/safetensors.ts';
import type { KeptRuns } from '../../protocol/kept-run.ts';
import type { Check } from '../planted-bugs.ts';
import type { WorkerSession } from '../worker-session.ts';
import { corpus, load, loseEngine, open, rewind, save, settings } from './seen.ts';
import { startSubject } from './subject.ts';
import { validate } from './told.ts';

const keptIn = (worker: WorkerSession) =>
  worker.messages.flatMap((one) => (one.type === 'run.kept' ? [one] : []));

/** Nothing is being kept any more: who asks for what was replaced is answered only then. */
export async function settled(worker: WorkerSession): Promise<void> {
  const answer = Promise.race([worker.next('run.refused'), worker.next('run.ready')]);
  worker.send({ type: 'run.read', id: 99, file: 'replaced', settings });
  await answer;
}

async function undo(worker: WorkerSession): Promise<number> {
  const undone = worker.next('training.undone');
  worker.send({ type: 'training.undo' });
  return (await undone).step;
}

/** Trained, confirmed by the loss after it, and kept. */
async function trained(patch: Parameters<Check>[0]): Promise<WorkerSession> {
  const worker = await open(patch);
  for (let step = 0; step < 4; step++) {
    await worker.step(1);
    await settled(worker);
  }
  return worker;
}

export const goesOn: Record<string, Check> = {
  async 'an undo on another GPU'(patch) {
    const worker = await trained(patch);
    expect(await loseEngine(worker)).toBe(4);
    const step = await undo(worker);
    expect(step).toBeGreaterThan(0);
    const straight = await open();
    await straight.step(step);
    expect(await worker.parameters()).toEqual(await straight.parameters());
  },

  async 'a rewind on another GPU leads to the weights that were loaded'(patch) {
    const worker = await trained(patch);
    const weights = await worker.parameters();
    const file = readCheckpoint(new Uint8Array(await (await save(worker)).arrayBuffer()));
    const alone = writeSafetensors({ tensors: file.weights, metadata: new Map() });
    await load(worker, new Blob([alone]));
    expect(await worker.parameters()).toEqual(weights);
    // lost at its start, and with a copy that was taken later
    for (const steps of [0, 2]) {
      await worker.step(steps);
      if (steps > 0) await settled(worker);
      expect(await loseEngine(worker)).toBe(steps);
      worker.clock.advance(1_200_000);
      await rewind(worker);
      expect(await worker.parameters()).toEqual(weights);
    }
  },

  async 'what goes on on another GPU is kept as the same run, under its name'(patch) {
    const worker = await trained(patch);
    const [{ run: id }] = keptIn(worker);
    const listed = async (isMeant: (kept: KeptRuns) => boolean) =>
      (await worker.next('runs.listed', ({ kept }) => isMeant(kept))).kept.runs;
    worker.send({ type: 'runs.rename', id, name: 'mine' });
    await listed(({ runs }) => runs.at(0)?.name === 'mine');
    for (const step of [5, 6]) {
      await loseEngine(worker);
      await worker.step(1);
      await settled(worker);
      expect(keptIn(worker).at(-1)).toMatchObject({ run: id, step });
      worker.send({ type: 'runs.list' });
      const runs = await listed((kept) => kept.runs.some((run) => run.step === step));
      expect(runs).toMatchObject([{ id, name: 'mine', step, use: 'here' }]);
    }
  },

  async 'training goes on by itself on another GPU'(patch) {
    const worker = await open(patch);
    worker.flow(true);
    worker.send({ type: 'training.start' });
    await worker.reached(3);
    await loseEngine(worker);
    const stateOf = () =>
      worker.messages.findLast((one) => one.type === 'training.progress')?.progress.state;
    expect(stateOf()).toBe('running');
  },

  async 'what was measured after the copy is not known on another GPU'(patch) {
    const worker = await trained(patch);
    const before = await validate(worker);
    const { submits } = worker;
    worker.send({ type: 'training.start' });
    await worker.until(() => worker.submits > submits + 20);
    worker.flow(true);
    const lost = (await validate(worker)).step;
    expect(lost).toBeGreaterThan(4);
    const from = worker.messages.length;
    expect(await loseEngine(worker)).toBe(4);
    await worker.next(
      'training.progress',
      ({ progress: { step, state } }) => state === 'running' && step > lost,
      from + 1,
    );
    worker.flow(false);
    const after = worker.next('validation.result');
    worker.send({ type: 'training.pause' });
    const { step } = (await after).result;
    const { curves } = await load(worker, await save(worker));
    expect(curves.losses.losses).toHaveLength(step);
    expect(curves.validations.map((one) => one.step)).toEqual([before.step, step]);
  },

  async 'a single step that was lost with the GPU is not made by itself'(patch) {
    const worker = await trained(patch);
    await loseEngine(worker);
    await worker.quiet();
    const { progress } = worker.messages.findLast((one) => one.type === 'training.progress')!;
    expect(progress).toMatchObject({ state: 'paused', step: 4 });
  },

  async 'a net that is built while nobody looks, and with care'(patch) {
    for (const [isHidden, caution, isMuch] of [
      [false, 0, false],
      [true, 0, true],
      [true, 2, false],
    ] as const) {
      const worker = await startSubject(patch, { forcedChunk: null, caution });
      worker.send({ type: 'page.background', inBackground: isHidden, background: 'train' });
      await worker.openText(corpus.text, settings);
      await worker.build(settings);
      // however much is submitted takes 20 ms: more than 6, less than 50
      worker.submitsTake(20);
      const { submits } = worker;
      worker.send({ type: 'training.start' });
      const { progress } = await worker.reached(64);
      const made = worker.submits - submits;
      worker.send({ type: 'training.pause' });
      expect(made < 0.9 * progress.step, `${progress.step} steps in ${made} submits`).toBe(isMuch);
    }
  },

  async 'an undo to the start is another run'(patch) {
    const worker = await open(patch);
    await worker.step(1);
    await settled(worker);
    expect(await undo(worker)).toBe(0);
    await worker.step(1);
    await settled(worker);
    const [first, second, ...more] = keptIn(worker);
    expect([first.step, second.step, more]).toEqual([1, 1, []]);
    expect(second.run).not.toBe(first.run);
  },

  async 'what is tuned while it rests is kept'(patch) {
    const worker = await trained(patch);
    const before = keptIn(worker);
    worker.send({ type: 'training.tune', tuning: { learningRate: 0.0123 } });
    await settled(worker);
    const after = keptIn(worker);
    expect(after.slice(before.length).map(({ step }) => step)).toEqual([4]);
    expect(after.at(-1)?.run).toBe(before.at(-1)?.run);
    const listed = worker.next('runs.listed');
    worker.send({ type: 'runs.list' });
    expect((await listed).kept.runs[0].settings.learningRate).toBe(0.0123);
  },

  async 'what is measured while it rests is kept with it'(patch) {
    const worker = await trained(patch);
    const before = keptIn(worker);
    const listed = async () => {
      const list = worker.next('runs.listed');
      worker.send({ type: 'runs.list' });
      return (await list).kept.runs.map(({ validationLoss }) => validationLoss);
    };
    expect(await listed()).toEqual([null]);
    const { loss } = await validate(worker);
    await settled(worker);
    expect(await listed()).toEqual([loss]);
    const { run } = before.at(-1)!;
    expect(keptIn(worker).slice(before.length)).toMatchObject([{ run, step: 4 }]);
  },

  async 'what is tuned just before it is given up comes back with it'(patch) {
    const worker = await trained(patch);
    const weights = await worker.parameters();
    // nothing is waited for: the copy that there is was made before
    worker.send({ type: 'training.tune', tuning: { learningRate: 0.0123, clipNorm: 3 } });
    await rewind(worker);
    const { settings: back, curves } = await load(worker, 'replaced');
    expect(back).toMatchObject({ learningRate: 0.0123, clipNorm: 3 });
    expect(curves.losses.losses).toHaveLength(4);
    expect(await worker.parameters()).toEqual(weights);
    await worker.step(2);
    const straight = await open();
    await straight.step(4);
    straight.send({ type: 'training.tune', tuning: { learningRate: 0.0123, clipNorm: 3 } });
    await straight.step(2);
    expect(await worker.parameters()).toEqual(await straight.parameters());
  },

  async 'the curves of a kept run: every loss, and all that was measured'(patch) {
    const worker = await trained(patch);
    const measured = [await validate(worker)];
    await worker.step(2);
    measured.push(await validate(worker));
    await worker.step(1);
    await settled(worker);
    const { run } = keptIn(worker).at(-1)!;
    const answer = worker.next('runs.curves');
    worker.send({ type: 'runs.curves', id: 4, run });
    const { id, losses, validations } = await answer;
    expect(id).toBe(4);
    expect([...(losses?.losses ?? [])]).toEqual([...worker.losses.values()]);
    expect(losses?.losses).toHaveLength(7);
    expect(validations).toEqual(measured.map((one) => ({ ...one, loss: Math.fround(one.loss) })));
  },
};

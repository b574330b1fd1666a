/** What goes on elsewhere, or from somewhere else, is the same run: nothing of it is left behind. */
import { expect } from 'vitest';
import { readCheckpoint } from '../../keeping/checkpoint.ts';
import { writeSafetensors } from '../../lib/safetensors.ts';
import type { Check } from '../planted-bugs.ts';
import type { WorkerSession } from '../worker-session.ts';
import { load, loseGpu, open, rewind, save, settings } from './seen.ts';

const keptIn = (worker: WorkerSession) =>
  worker.messages.flatMap((one) => (one.type === 'run.kept' ? [one] : []));

/** Nothing is being kept any more: who asks for what was replaced is answered only then. */
async function settled(worker: WorkerSession): Promise<void> {
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
    expect(await loseGpu(worker)).toBe(4);
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
    await worker.step(2);
    await worker.quiet();
    await loseGpu(worker);
    await rewind(worker);
    expect(await worker.parameters()).toEqual(weights);
  },

  async 'training goes on by itself on another GPU'(patch) {
    const worker = await open(patch);
    worker.flow(true);
    worker.send({ type: 'training.start' });
    await worker.reached(3);
    await loseGpu(worker);
    const stateOf = () =>
      worker.messages.findLast((one) => one.type === 'training.progress')?.progress.state;
    expect(stateOf()).toBe('running');
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
};

/** What was tuned while training is what the next steps get, wherever the run goes on. */
import { expect } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import { tunedKeys, type Tuning } from '../../config/tuning.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import { MemoryOrigin, MemoryStorage } from '../memory-storage.ts';
import type { WorkerSession } from '../worker-session.ts';
import { corpusOf } from './corpus.ts';
import { validate } from './told.ts';
import { curveOf, load, loseEngine, once, save } from './seen.ts';
import { openSubject, startSubject, tinyNet } from './subject.ts';

const corpus = corpusOf(300, 20);

/** Each of these matters to one of the steps that follow: the schedule begins with step 4. */
const tuning: Tuning = {
  learningRate: 0.03,
  schedule: 'warmup-cosine',
  scheduleSteps: 11,
  decayFactor: 0.37,
  warmupSteps: 6,
  momentum: 0.6,
  weightDecay: 0.43,
  clipNorm: 0.04,
  clipValue: 0.013,
  // as long as no run here
  patience: 1000,
  dropout: 0.45,
};

const settings: Settings = {
  ...tinyNet,
  layers: 2,
  optimizer: 'momentum',
  learningRate: 0.1,
  clipNorm: 0.8,
  heldOut: 20,
};
const byDecay: Settings = { ...settings, optimizer: 'adamw' };
const tunedAt = 3;
const reached = 6;
const end = 14;

async function tuned(patch: SourcePatch | undefined, own: Settings): Promise<WorkerSession> {
  const worker = await openSubject(patch, own, { text: corpus.text });
  await worker.step(tunedAt);
  worker.send({ type: 'training.tune', tuning });
  await worker.step(reached - tunedAt);
  return worker;
}

/** It goes on as one does that was never interrupted. */
async function expectEnd(worker: WorkerSession, own: Settings, since = worker.messages.length) {
  const wanted = await straightEnd(own);
  await worker.step(end - reached);
  expect(curveOf(worker, since)).toEqual(wanted.curve);
  expect(await worker.parameters()).toEqual(wanted.parameters);
}

/** What one that was never interrupted makes of it. */
function straightEnd(own: Settings) {
  return once(`tuned by ${own.optimizer}`, async () => {
    const straight = await tuned(undefined, own);
    const from = straight.messages.length;
    await straight.step(end - reached);
    return { curve: curveOf(straight, from), parameters: await straight.parameters() };
  });
}

function expectTuned(given: Settings): void {
  expect(Object.fromEntries(tunedKeys.map((key) => [key, given[key]]))).toEqual(tuning);
}

/** Waits until the run is kept as it rests now. */
async function keep(worker: WorkerSession): Promise<void> {
  const steps = worker.messages.map((one) =>
    one.type === 'training.progress' ? one.progress.step : -1,
  );
  await worker.next('run.kept', ({ step }) => step === steps.findLast((one) => one >= 0), 0);
}

export const tunedSettings: Record<string, Check> = {};

for (const own of [settings, byDecay]) {
  const by = `by ${own.optimizer}`;

  tunedSettings[`each of them matters, ${by}`] = async (patch) => {
    const weights = new Map<string, string>();
    // patience says when to pause, not what a step makes
    const heedless = [own.optimizer === 'adamw' ? 'momentum' : 'weightDecay', 'patience'];
    for (const key of [undefined, ...tunedKeys]) {
      const worker = await openSubject(patch, own, { text: corpus.text });
      await worker.step(tunedAt);
      const given: Partial<Tuning> = { ...tuning };
      if (key) delete given[key];
      worker.send({ type: 'training.tune', tuning: given });
      await worker.step(end - tunedAt);
      weights.set(key ?? 'all', (await worker.parameters()).join());
    }
    for (const key of tunedKeys) {
      if (heedless.includes(key)) expect(weights.get(key), key).toBe(weights.get('all'));
      else expect(weights.get(key), key).not.toBe(weights.get('all'));
    }
  };

  tunedSettings[`saved and loaded, ${by}`] = async (patch) => {
    const worker = await tuned(patch, own);
    const file = await save(worker);
    const next = await startSubject(patch);
    await next.openText(corpus.text, own);
    const loaded = await load(next, file, tinyNet);
    expectTuned(loaded.settings);
    await expectEnd(next, own);
    // and the one that was saved is as it was
    await worker.step(end - reached);
    expect(await worker.parameters()).toEqual(await next.parameters());
  };

  tunedSettings[`saved, loaded and saved again, ${by}`] = async (patch) => {
    const first = await save(await tuned(patch, own));
    const next = await startSubject(patch);
    await next.openText(corpus.text, own);
    await load(next, first, tinyNet);
    const last = await startSubject(patch);
    await last.openText(corpus.text, own);
    expectTuned((await load(last, await save(next), tinyNet)).settings);
    await expectEnd(last, own);
  };

  tunedSettings[`kept and found after a reload, ${by}`] = async (patch) => {
    const origin = new MemoryOrigin();
    const storage = new MemoryStorage(origin);
    const worker = await openSubject(patch, own, { text: corpus.text, storage });
    await worker.step(tunedAt);
    worker.send({ type: 'training.tune', tuning });
    await worker.step(reached - tunedAt);
    await keep(worker);
    storage.end();
    const next = await startSubject(patch, { storage: new MemoryStorage(origin) });
    const { kept } = await next.next('runs.listed', ({ kept: { runs } }) => runs.length > 0, 0);
    const [found] = kept.runs;
    expect(found.step).toBe(reached);
    const { settings: back, source } = await load(next, { kept: found.id }, tinyNet);
    expectTuned(back);
    // the text comes with it
    expect(source).toMatchObject({ kind: 'file', kept: true });
    await expectEnd(next, own);
  };

  tunedSettings[`on another GPU, ${by}`] = async (patch) => {
    const worker = await tuned(patch, own);
    await keep(worker);
    expect(await loseEngine(worker)).toBe(reached);
    await expectEnd(worker, own);
  };

  tunedSettings[`on another GPU once it was loaded, ${by}`] = async (patch) => {
    const file = await save(await tuned(patch, own));
    const next = await startSubject(patch);
    await next.openText(corpus.text, own);
    await load(next, file, tinyNet);
    const from = next.messages.length;
    await next.step(1);
    await keep(next);
    expect(await loseEngine(next)).toBe(reached + 1);
    const wanted = await straightEnd(own);
    await next.step(end - reached - 1);
    expect(curveOf(next, from)).toEqual(wanted.curve);
    expect(await next.parameters()).toEqual(wanted.parameters);
  };

  tunedSettings[`after an undo, ${by}`] = async (patch) => {
    const worker = await tuned(patch, own);
    await keep(worker);
    // each loss confirms what was kept before it
    await worker.step(2);
    await validate(worker);
    const undone = worker.next('training.undone');
    worker.send({ type: 'training.undo' });
    const { step, learningRate } = await undone;
    expect(step).toBeGreaterThanOrEqual(reached);
    expect(learningRate).toBe(tuning.learningRate / 2);
    const from = worker.messages.length;
    await worker.step(end - step);
    const straight = await tuned(undefined, own);
    await straight.step(step - reached);
    straight.send({ type: 'training.tune', tuning: { learningRate } });
    const since = straight.messages.length;
    await straight.step(end - step);
    expect(curveOf(worker, from)).toEqual(curveOf(straight, since));
    expect(await worker.parameters()).toEqual(await straight.parameters());
    // what was measured on the way that was given up is gone with it
    const { curves: whole } = await load(worker, await save(worker), tinyNet);
    expect(whole.losses.losses).toHaveLength(end);
    expect(whole.validations).toEqual([]);
  };

  tunedSettings[`after an undo and the loss of the GPU, ${by}`] = async (patch) => {
    const worker = await tuned(patch, own);
    await keep(worker);
    await worker.step(2);
    await keep(worker);
    const undone = worker.next('training.undone');
    worker.send({ type: 'training.undo' });
    const { step, learningRate } = await undone;
    expect(await loseEngine(worker)).toBe(step);
    const from = worker.messages.length;
    await worker.step(end - step);
    const straight = await tuned(undefined, own);
    await straight.step(step - reached);
    straight.send({ type: 'training.tune', tuning: { learningRate } });
    const since = straight.messages.length;
    await straight.step(end - step);
    expect(curveOf(worker, from)).toEqual(curveOf(straight, since));
  };

  tunedSettings[`after an undo to the start, ${by}`] = async (patch) => {
    const worker = await openSubject(patch, own, { text: corpus.text });
    worker.send({ type: 'training.tune', tuning });
    worker.send({ type: 'training.undo' });
    const { step, learningRate } = await worker.next('training.undone', undefined, 0);
    expect({ step, learningRate }).toEqual({ step: 0, learningRate: tuning.learningRate / 2 });
    await worker.step(end);
    const given = { ...own, ...tuning, learningRate };
    const fresh = await openSubject(undefined, given, { text: corpus.text });
    await fresh.step(end);
    expect(curveOf(worker)).toEqual(curveOf(fresh));
  };

  tunedSettings[`after a rewind, ${by}`] = async (patch) => {
    const worker = await tuned(patch, own);
    const idle = worker.next('training.progress', ({ progress }) => progress.state === 'idle');
    worker.send({ type: 'training.rewind' });
    await idle;
    const from = worker.messages.length;
    await worker.step(end);
    const fresh = await openSubject(undefined, { ...own, ...tuning }, { text: corpus.text });
    await fresh.step(end);
    expect(curveOf(worker, from)).toEqual(curveOf(fresh));
  };
}

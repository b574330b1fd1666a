/**
 * What is done a second time gives what a fresh session gives that was told the same: nothing of the
 * first time shows. On one adapter and from one seed that is meant to the last bit.
 */
import { expect } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import type { GradientFrame, WorkerMessage } from '../../worker/protocol.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import type { WorkerSession } from '../worker-session.ts';
import { corpusOf } from './corpus.ts';
import { sampleOf, validate } from './no-leak.ts';
import { openSubject, startSubject, tinyNet } from './subject.ts';

const corpus = corpusOf(300, 20);
const other = corpusOf(260, 30, 9);
const settings: Settings = { ...tinyNet, optimizer: 'adam', learningRate: 0.05, heldOut: 20 };

const open = (patch?: SourcePatch, changes: Partial<Settings> = {}) =>
  openSubject(patch, { ...settings, ...changes }, { text: corpus.text });

/** Losses and norms of the latest telling, by step. */
export function curveOf(worker: WorkerSession, from = 0): Record<number, [number, number]> {
  const curve: Record<number, [number, number]> = {};
  for (const message of worker.messages.slice(from)) {
    if (message.type !== 'training.losses') continue;
    const { firstStep, losses, norms } = message.run;
    losses.forEach((loss, at) => (curve[firstStep + at] = [loss, norms[at]]));
  }
  return curve;
}

type Kind = 'gates' | 'statistics' | 'gradient' | 'weight';
type Ask = Parameters<WorkerSession['send']>[0];

const asks: Record<Kind, Ask> = {
  gates: { type: 'gates.watch', line: 'ab yx cab', layer: 1 },
  statistics: { type: 'statistics.watch' },
  gradient: { type: 'gradient.watch', line: 'ab yx cab', layer: 1 },
  weight: {
    ...{ type: 'weight.watch', id: 3, line: 'ab yx cab', name: 'rnn.weight_hh_l0' },
    ...{ place: { row: 3, column: 2 }, nudge: null },
  },
};
const kinds = Object.keys(asks) as Kind[];

/** The next frame, asked for. */
async function look(worker: WorkerSession, kind: Kind, ask: Partial<Ask> = {}) {
  const answer = worker.next(`${kind}.frame`);
  worker.send({ ...asks[kind], ...ask } as Ask);
  return ((await answer) as Extract<WorkerMessage, { type: 'gates.frame' }>).frame;
}

/** Everything that can be seen of a net that rests. */
async function lookAtAll(worker: WorkerSession) {
  const frames = [];
  for (const kind of kinds) {
    frames.push(await look(worker, kind));
    worker.send({ type: `${kind}.unwatch` });
  }
  return {
    frames,
    parameters: await worker.parameters(),
    validation: await validate(worker),
    sample: (await sampleOf(worker, { prompt: 'ab', temperature: 1, length: 90 })).text,
  };
}

async function rewind(worker: WorkerSession): Promise<void> {
  const idle = worker.next('training.progress', ({ progress }) => progress.state === 'idle');
  worker.send({ type: 'training.rewind' });
  await idle;
}

/** The GPU is lost and comes back. @returns the step that training resumes from */
export async function loseGpu(worker: WorkerSession): Promise<number> {
  const from = worker.messages.length;
  worker.faults.lose('planted');
  const { status } = await worker.status('waiting', from);
  if (status.state === 'waiting') worker.clock.advance(status.waitMs);
  const { step } = await worker.next('run.recovered', undefined, from);
  await worker.status('running', from);
  return step;
}

export async function save(worker: WorkerSession): Promise<Blob> {
  const saved = worker.next('run.saved');
  worker.send({ type: 'run.save' });
  return new Blob([(await saved).bytes]);
}

export async function load(worker: WorkerSession, file: Blob | { kept: string }, given = settings) {
  const ready = worker.orRefused('run.ready', 'run.refused');
  worker.send({ type: 'run.read', id: 5, file, settings: given });
  await ready;
  const loaded = worker.orRefused('run.loaded', 'run.refused');
  worker.send({ type: 'run.take', id: 5 });
  return loaded;
}

export const secondUse: Record<string, Check> = {
  async 'validation again'(patch) {
    const worker = await open(patch);
    await worker.step(3);
    const first = await validate(worker);
    expect(await validate(worker)).toEqual(first);
    await worker.step(2);
    const later = await validate(worker);
    const fresh = await open();
    await fresh.step(5);
    expect(later).toEqual(await validate(fresh));
    expect(later.step).toBe(5);
  },

  async 'validation after one that was broken off'(patch) {
    const worker = await open(patch, { timeSteps: 2, batchSize: 1 });
    const first = await validate(worker);
    const { submits } = worker.faults.counts;
    worker.send({ type: 'validation.run' });
    await worker.until(() => worker.faults.counts.submits > submits + 5);
    await rewind(worker);
    expect(await validate(worker)).toEqual(first);
    const results = worker.messages.filter(({ type }) => type === 'validation.result');
    expect(results).toHaveLength(2);
  },

  async 'a sample again, longer than what is drawn at once'(patch) {
    const worker = await open(patch);
    await worker.step(3);
    const ask = { prompt: 'ab', temperature: 1, length: 150, seed: 7 };
    const first = await sampleOf(worker, ask);
    const second = await sampleOf(worker, ask);
    expect(second).toEqual(first);
    expect(first.tokens).toHaveLength(150);
    expect((await sampleOf(worker, { ...ask, length: 40 })).text).toBe(first.text.slice(0, 40));
    const another = await sampleOf(worker, { ...ask, seed: 8 });
    expect(another.text).not.toBe(first.text);
    const fresh = await open();
    await fresh.step(3);
    expect((await sampleOf(fresh, { ...ask, seed: 8 })).text).toBe(another.text);
  },

  async 'random numbers of a long sample'(patch) {
    const worker = await open(patch);
    // so hot that the random numbers alone decide
    const { text } = await sampleOf(worker, { temperature: 1e4, length: 192, seed: 2 });
    const pieces = [0, 64, 128].map((from) => text.slice(from, from + 60));
    expect(new Set(pieces).size).toBe(3);
    // what is drawn beside training, sixteen at a time, is the same, and so is what follows a pause
    for (const pauses of [false, true]) {
      const from = worker.messages.length;
      worker.flow(true);
      worker.send({ type: 'training.start' });
      await worker.reached(2, from);
      const ended = worker.next('sample.ended');
      const first = worker.next('sample.tokens');
      worker.send({
        ...{ type: 'sample.draw', prompt: '', temperature: 1e4, topK: 0, length: 192, seed: 2 },
      });
      await first;
      if (pauses) worker.send({ type: 'training.pause' });
      expect((await ended).reason).toBe('complete');
      const drawn = worker.messages
        .slice(from)
        .flatMap((one) => (one.type === 'sample.tokens' ? [one.tokens] : []));
      expect(drawn[0]).toHaveLength(16);
      if (!pauses) expect(Math.max(...drawn.map(({ length }) => length))).toBe(16);
      const said = drawn.flat().map(({ symbol }) => symbol);
      expect(said.join('')).toBe(text);
    }
  },

  async 'a sample after one that was stopped'(patch) {
    const worker = await open(patch);
    worker.flow(true);
    const first = worker.next('sample.tokens');
    worker.send({
      ...{ type: 'sample.draw', prompt: 'ca', temperature: 1, topK: 2, length: 500, seed: 1 },
    });
    await first;
    worker.send({ type: 'sample.stop' });
    const ends = worker.messages.flatMap((one) =>
      one.type === 'sample.ended' ? [one.reason] : [],
    );
    expect(ends).toEqual(['stopped']);
    const fresh = await open();
    const ask = { prompt: 'b', temperature: 1, length: 30, seed: 5 };
    const again = await sampleOf(worker, ask);
    expect(again).toEqual(await sampleOf(fresh, ask));
    expect(again.tokens).toHaveLength(30);
  },

  async 'reading after a rewind'(patch) {
    const fresh = await open();
    const start = await lookAtAll(fresh);
    const worker = await open(patch);
    expect(await lookAtAll(worker)).toEqual(start);
    await worker.step(6);
    const trained = await lookAtAll(worker);
    expect(trained.frames).not.toEqual(start.frames);
    await rewind(worker);
    expect(await lookAtAll(worker)).toEqual(start);
  },

  async 'what is watched follows a rewind'(patch) {
    const worker = await open(patch);
    const first = [];
    for (const kind of kinds) first.push(await look(worker, kind));
    const trained = kinds.map((kind) =>
      worker.next(`${kind}.frame`, ({ frame }) => frame.step === 4),
    );
    await worker.step(4);
    // otherwise one that is still to come would be of the net that was rewound
    await Promise.all(trained);
    const again = kinds.map((kind) =>
      worker.next(`${kind}.frame`, ({ frame }) => frame.step === 0),
    );
    await rewind(worker);
    expect((await Promise.all(again)).map(({ frame }) => frame)).toEqual(first);
  },

  async 'a line that is longer than can be measured'(patch) {
    const worker = await open(patch);
    const line = 'ab yx cab'.repeat(300);
    await look(worker, 'gradient', { line: 'ab' });
    const frame = (await look(worker, 'gradient', { line })) as unknown as GradientFrame;
    expect(frame.cut).toBeGreaterThan(0);
    expect(frame.characters.join('')).toBe(line.slice(frame.cut));
  },

  async 'a run that is saved while it trains'(patch) {
    const worker = await open(patch);
    worker.flow(true);
    worker.send({ type: 'training.start' });
    await worker.reached(10);
    const from = worker.messages.length;
    const file = await save(worker);
    const { step: made } = await worker.next('run.saved', undefined, from);
    await worker.trainTo(made + 12);
    const next = await startSubject(patch);
    await next.openText(corpus.text, settings);
    const { curves } = await load(next, file);
    expect(curves.losses.losses).toHaveLength(made);
    const since = next.messages.length;
    await next.step(10);
    const [got, told] = [curveOf(next, since), curveOf(worker)];
    for (let step = made + 1; step <= made + 10; step++) expect(got[step]).toEqual(told[step]);
  },

  async 'time spent, wherever the run goes on'(patch) {
    const worker = await open(patch);
    const { submits } = worker.faults.counts;
    worker.send({ type: 'training.start' });
    await worker.until(() => worker.faults.counts.submits > submits + 20);
    worker.clock.advance(7000);
    const paused = worker.next('training.progress', ({ progress }) => progress.state === 'paused');
    worker.send({ type: 'training.pause' });
    expect((await paused).progress.seconds).toBe(7);
    const next = await startSubject(patch);
    await next.openText(corpus.text, settings);
    const secondsAfter = async (act: Promise<unknown>, from = next.messages.length) => {
      await act;
      return (await next.next('training.progress', undefined, from)).progress.seconds;
    };
    expect(await secondsAfter(load(next, await save(worker)))).toBe(7);
    await next.step(1);
    expect(await secondsAfter(loseGpu(next))).toBe(7);
  },

  async 'an undo after a rewind'(patch) {
    const worker = await open(patch);
    const start = await worker.parameters();
    await worker.step(6);
    await rewind(worker);
    await worker.step(1);
    const undone = worker.next('training.undone');
    worker.send({ type: 'training.undo' });
    expect((await undone).step).toBe(0);
    expect(await worker.parameters()).toEqual(start);
  },

  async 'training after a rewind'(patch) {
    const worker = await open(patch);
    await worker.step(20);
    const first = curveOf(worker);
    const weights = await worker.parameters();
    await validate(worker);
    await rewind(worker);
    const from = worker.messages.length;
    await worker.step(20);
    expect(curveOf(worker, from)).toEqual(first);
    expect(Object.keys(first)).toHaveLength(20);
    expect(await worker.parameters()).toEqual(weights);
    const { curves, info } = await load(worker, await save(worker));
    expect(curves.losses.losses).toHaveLength(20);
    expect(curves.validations).toEqual([]);
    expect(info.bytes).toBeGreaterThan(0);
  },

  async 'time spent, after a rewind'(patch) {
    const worker = await open(patch);
    worker.flow(true);
    await worker.step(5);
    await rewind(worker);
    worker.flow(false);
    const answer = worker.next('training.progress', ({ progress }) => progress.state === 'running');
    worker.send({ type: 'training.step' });
    expect((await answer).progress).toMatchObject({ step: 0, epoch: 0, seconds: 0 });
  },

  async 'a GPU that is lost twice'(patch) {
    const straight = await open();
    await straight.step(30);
    const worker = await open(patch);
    worker.flow(true);
    const first = await worker.trainTo(5);
    worker.flow(false);
    expect(await loseGpu(worker)).toBe(first);
    await worker.step(3);
    worker.flow(true);
    worker.clock.advance(1_200_000);
    const second = await worker.trainTo(first + 5);
    worker.flow(false);
    expect(await loseGpu(worker)).toBe(second);
    await worker.step(30 - second);
    expect(curveOf(worker)).toEqual(curveOf(straight));
    expect(await worker.parameters()).toEqual(await straight.parameters());
    expect(await validate(worker)).toEqual(await validate(straight));
  },

  async 'a second text'(patch) {
    const worker = await open(patch);
    await worker.step(4);
    await lookAtAll(worker);
    const next = { ...settings, heldOut: 30 };
    await worker.openText(other.text, next);
    const { info } = await worker.next(
      'text.ready',
      ({ info: of }) => of.heldOutCharacters === 78,
      0,
    );
    expect(info.trainCharacters).toBe(182);
    await worker.build(next);
    const from = worker.messages.length;
    await worker.step(6);
    const fresh = await openSubject(undefined, next, { text: other.text });
    await fresh.step(6);
    expect(curveOf(worker, from)).toEqual(curveOf(fresh));
    expect(await lookAtAll(worker)).toEqual(await lookAtAll(fresh));
  },

  async 'a text that was read and not taken'(patch) {
    const worker = await open(patch);
    const source = { kind: 'paste', text: other.text } as const;
    worker.send({ type: 'text.read', id: 8, source, settings });
    await worker.next('text.ready', ({ id }) => id === 8);
    worker.send({ type: 'text.take', id: 7 });
    worker.send({ type: 'text.take', id: 8 });
    await worker.build(settings);
    const from = worker.messages.length;
    await worker.step(3);
    const fresh = await open();
    await fresh.step(3);
    expect(curveOf(worker, from)).toEqual(curveOf(fresh));
  },

  async 'a second net'(patch) {
    const worker = await open(patch);
    await worker.step(4);
    await validate(worker);
    const changes: Partial<Settings> = { cell: 'gru', layers: 2, timeSteps: 4, seed: 5 };
    await worker.build({ ...settings, ...changes });
    const from = worker.messages.length;
    await worker.step(6);
    const fresh = await open(undefined, changes);
    await fresh.step(6);
    expect(curveOf(worker, from)).toEqual(curveOf(fresh));
    expect(await lookAtAll(worker)).toEqual(await lookAtAll(fresh));
  },

  async 'a run that is loaded, and another one'(patch) {
    const changes: Partial<Settings> = { cell: 'gru', hiddenSize: 12, heldOut: 40 };
    const first = await open(patch);
    await first.step(5);
    const measured = await validate(first);
    const inFile = { ...measured, loss: Math.fround(measured.loss) };
    const fileA = await save(first);
    await first.step(20);
    const second = await open(patch, changes);
    await second.step(7);
    const fileB = await save(second);
    await second.step(20);
    const worker = await startSubject(patch);
    await worker.openText(corpus.text, settings);
    for (const [file, made, run] of [
      [fileA, 5, first],
      [fileB, 7, second],
      [fileA, 5, first],
    ] as const) {
      const before = worker.messages.length;
      const { curves, text } = await load(worker, file);
      const { progress } = await worker.next('training.progress', undefined, before);
      expect(progress).toMatchObject({ step: made, state: 'paused' });
      expect(curves.losses.losses).toHaveLength(made);
      expect(curves.validations).toEqual(made === 5 ? [inFile] : []);
      expect(text.heldOutCharacters).toBe(made === 5 ? 60 : 120);
      const from = worker.messages.length;
      await worker.step(20);
      const wanted = curveOf(run);
      for (let step = 1; step <= made; step++) delete wanted[step];
      expect(curveOf(worker, from)).toEqual(wanted);
      expect(await validate(worker)).toEqual(await validate(run));
      const again = await startSubject(undefined);
      await again.openText(corpus.text, settings);
      const { curves: both } = await load(again, await save(worker));
      expect(both.losses.losses.slice(0, made)).toEqual(curves.losses.losses);
      expect(both.losses.losses).toHaveLength(made + 20);
      expect(both.validations).toHaveLength(curves.validations.length + 1);
    }
    // the text is the one of the run now, cut as it was
    await load(worker, fileB);
    await worker.build({ ...settings, ...changes });
    const from = worker.messages.length;
    await worker.step(3);
    const fresh = await open(undefined, changes);
    await fresh.step(3);
    expect(curveOf(worker, from)).toEqual(curveOf(fresh));
  },

  async 'another line and another layer'(patch) {
    const worker = await open(patch, { layers: 2 });
    await worker.step(3);
    for (const kind of kinds) await look(worker, kind);
    for (const kind of kinds) worker.send({ type: `${kind}.unwatch` });
    const count = worker.messages.length;
    await worker.step(2);
    const seen = worker.messages.slice(count).filter(({ type }) => type.endsWith('.frame'));
    expect(seen).toEqual([]);
    const fresh = await open(undefined, { layers: 2 });
    await fresh.step(5);
    const ask = { line: 'cabby', layer: 2, name: 'rnn.weight_ih_l1' };
    for (const kind of kinds) {
      const again = await look(worker, kind, ask);
      expect(again).toEqual(await look(fresh, kind, ask));
      expect(again.step).toBe(5);
    }
  },

  async 'pins that were taken off'(patch) {
    const worker = await open(patch);
    await worker.step(2);
    const ask = { prompt: 'ab', length: 30, temperature: 1 };
    const free = [await look(worker, 'gates'), await sampleOf(worker, ask)];
    const held = worker.next('gates.frame');
    worker.send({
      type: 'gates.pin',
      pins: [{ layer: 1, gate: 'forget', unit: null, hold: 'zero' }],
    });
    expect((await held).frame).toMatchObject({
      pinned: 8,
      unpinned: { loss: (free[0] as { loss: number }).loss },
    });
    const pinned = await sampleOf(worker, ask);
    expect(pinned.started.pinned).toBe(8);
    expect(pinned.text).not.toBe((free[1] as typeof pinned).text);
    const again = worker.next('gates.frame');
    worker.send({ type: 'gates.pin', pins: [] });
    expect([(await again).frame, await sampleOf(worker, ask)]).toEqual(free);
  },
};

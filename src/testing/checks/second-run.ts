/** After a rewind, on a second GPU, text, net or file: nothing of the first one shows. */
import { expect } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import type { Pin } from '../../protocol/pin.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import type { Check } from '../planted-bugs.ts';
import {
  corpus,
  curveOf,
  viewIds,
  load,
  look,
  lookAtAll,
  loseEngine,
  once,
  open,
  other,
  rewind,
  save,
  settings,
} from './seen.ts';
import { openSubject, startSubject } from './subject.ts';
import { sampleOf, validate } from './told.ts';

export const secondRun: Record<string, Check> = {
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
    const wanted = await once('thirty steps', async () => {
      const straight = await open();
      await straight.step(30);
      const [curve, parameters] = [curveOf(straight), await straight.parameters()];
      return { curve, parameters, validation: await validate(straight) };
    });
    const worker = await open(patch);
    worker.flow(true);
    const first = await worker.trainTo(5);
    worker.flow(false);
    expect(await loseEngine(worker)).toBe(first);
    await worker.step(3);
    worker.flow(true);
    worker.clock.advance(1_200_000);
    const second = await worker.trainTo(first + 5);
    worker.flow(false);
    expect(await loseEngine(worker)).toBe(second);
    await worker.step(30 - second);
    expect(curveOf(worker)).toEqual(wanted.curve);
    expect(await worker.parameters()).toEqual(wanted.parameters);
    expect(await validate(worker)).toEqual(wanted.validation);
  },

  async 'a second text'(patch) {
    const worker = await open(patch);
    await worker.step(4);
    await lookAtAll(worker);
    const next = { ...settings, heldOut: 30 };
    await worker.openText(other.text, next);
    const { info } = await worker.next('text.ready', ({ info: of }) => of.heldOutTokens === 78, 0);
    expect(info.trainTokens).toBe(182);
    await worker.build(next);
    const from = worker.messages.length;
    await worker.step(6);
    const wanted = await once('the second text alone', async () => {
      const fresh = await openSubject(undefined, next, { text: other.text });
      await fresh.step(6);
      return { curve: curveOf(fresh), looks: await lookAtAll(fresh) };
    });
    expect(curveOf(worker, from)).toEqual(wanted.curve);
    expect(await lookAtAll(worker)).toEqual(wanted.looks);
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
    const wanted = await once('the second net alone', async () => {
      const fresh = await open(undefined, changes);
      await fresh.step(6);
      return { curve: curveOf(fresh), looks: await lookAtAll(fresh) };
    });
    expect(curveOf(worker, from)).toEqual(wanted.curve);
    expect(await lookAtAll(worker)).toEqual(wanted.looks);
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
      const { curves, text, source } = await load(worker, file);
      // it is open already
      expect(source).toBeNull();
      const { progress } = await worker.next('training.progress', undefined, before);
      expect(progress).toMatchObject({ step: made, state: 'paused' });
      expect(curves.losses.losses).toHaveLength(made);
      expect(curves.validations).toEqual(made === 5 ? [inFile] : []);
      expect(text.heldOutTokens).toBe(made === 5 ? 60 : 120);
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
    for (const view of viewIds) await look(worker, view);
    for (const view of viewIds) worker.closeView(view);
    const count = worker.messages.length;
    await worker.step(2);
    const seen = worker.messages.slice(count).filter(({ type }) => type === 'view.frame');
    expect(seen).toEqual([]);
    const ask = { line: 'cabby', layer: 2, name: 'rnn.weight_ih_l1', nudge: 0.0625 };
    const wanted = await once('another line alone', async () => {
      const fresh = await open(undefined, { layers: 2 });
      await fresh.step(5);
      const frames = [];
      for (const view of viewIds) frames.push(await look(fresh, view, ask));
      return frames;
    });
    for (const [at, view] of viewIds.entries()) {
      const again = await look(worker, view, ask);
      expect(again).toEqual(wanted[at]);
      expect(again.step).toBe(5);
    }
    // a layer beyond the ends is the one at the end
    for (const view of ['gates', 'gradient'] as const) {
      expect(await look(worker, view, { line: 'cabby', layer: 9 })).toEqual(
        await look(worker, view, { line: 'cabby', layer: 2 }),
      );
      expect((await look(worker, view, { line: 'cabby', layer: 0 })).layer).toBe(1);
    }
  },

  async 'pins that were taken off'(patch) {
    const worker = await open(patch);
    await worker.step(2);
    const ask = { prompt: 'ab', length: 30, temperature: 1 };
    const free = [await look(worker, 'gates'), await sampleOf(worker, ask)];
    const held = worker.frame('gates');
    worker.send({
      type: 'gates.pin',
      pins: [{ layer: 1, gate: 'forget', unit: null, hold: 'zero' }],
    });
    const frame = await held;
    const own = free[0] as GatesFrame;
    // what is shown is the net with its pins, beside what it is without
    expect(frame).toMatchObject({ pinned: 8, unpinned: { loss: own.loss } });
    const valuesOf = (traces: GatesFrame['traces'], of: string) =>
      traces.find(({ id }) => id === of)?.values;
    expect(valuesOf(frame.traces, 'forget')?.every((value) => value === 0)).toBe(true);
    for (const { id, values } of frame.unpinned?.traces ?? []) {
      expect(values).toEqual(valuesOf(own.traces, id));
    }
    expect(frame.loss).not.toBe(own.loss);
    expect(frame.expected).not.toEqual(own.expected);
    const pinned = await sampleOf(worker, ask);
    expect(pinned.started.pinned).toBe(8);
    expect(pinned.text).not.toBe((free[1] as typeof pinned).text);
    const again = worker.frame('gates');
    worker.send({ type: 'gates.pin', pins: [] });
    expect([await again, await sampleOf(worker, ask)]).toEqual(free);
    // nobody looks any more
    worker.closeView('gates');
    const seen = () => worker.framesOf('gates');
    const count = seen();
    worker.send({
      type: 'gates.pin',
      pins: [{ layer: 1, gate: 'output', unit: 2, hold: 'one' }],
    });
    const others = await sampleOf(worker, ask);
    await worker.until(() => worker.faults.pending === 0);
    await worker.quiet();
    expect([others.started.pinned, seen()]).toEqual([1, count]);
    expect(others.text).not.toBe(pinned.text);
    // one that begins has the pins that it was asked for with
    const forget: Pin = { layer: 1, gate: 'forget', unit: null, hold: 'zero' };
    worker.send({ type: 'gates.pin', pins: [forget] });
    const asked = sampleOf(worker, ask);
    worker.send({ type: 'gates.pin', pins: [] });
    expect((await asked).started.pinned).toBe(8);
    expect((await asked).text).toBe(pinned.text);
  },
};

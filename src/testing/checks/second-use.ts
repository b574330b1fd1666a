/**
 * What is done a second time gives what a fresh session gives that was told the same: nothing of the
 * first time shows. On one adapter and from one seed that is meant to the last bit.
 */
import { expect } from 'vitest';
import { settle } from './jobs.ts';
import type { Pin } from '../../protocol/pin.ts';
import { longestLine } from '../../model/through-time.ts';
import { languageModelOf } from '../../tasks/language-model/model.ts';
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
  rewind,
  save,
  settings,
} from './seen.ts';
import { startSubject } from './subject.ts';
import { sampleOf, validate } from './told.ts';

export const secondUse: Record<string, Check> = {
  async 'validation again'(patch) {
    const worker = await open(patch);
    await worker.step(3);
    const first = await validate(worker);
    expect(await validate(worker)).toEqual(first);
    await worker.step(2);
    const later = await validate(worker);
    const straight = await once('validated at 5', async () => {
      const fresh = await open();
      await fresh.step(5);
      return validate(fresh);
    });
    expect(later).toEqual(straight);
    expect(later.step).toBe(5);
  },

  async 'validation after one that was broken off'(patch) {
    const worker = await open(patch, { timeSteps: 2, batchSize: 1 });
    const first = await validate(worker);
    const { submits } = worker;
    worker.send({ type: 'validation.run' });
    // looked at in every turn: on a busy machine it is at its end a few milliseconds later
    for (let turns = 0; turns < 10_000 && worker.submits <= submits + 5; turns++) await settle();
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
    const { text } = await once('sampled at 3', async () => {
      const fresh = await open();
      await fresh.step(3);
      return sampleOf(fresh, { ...ask, seed: 8 });
    });
    expect(text).toBe(another.text);
  },

  async 'what is tuned while a sample is drawn'(patch) {
    const worker = await open(patch);
    await worker.step(3);
    const drawnSince = (from: number) =>
      worker.messages
        .slice(from)
        .flatMap((one) => (one.type === 'sample.tokens' ? one.tokens : []))
        .map(({ symbol }) => symbol)
        .join('');
    const hot = { prompt: 'ab', temperature: 1e4, topK: 0, length: 20, seed: 3 };
    const forget: Pin = { layer: 1, gate: 'forget', unit: null, hold: 'zero' };
    // with pins, also while what draws it is still being made
    for (const pins of [[], [forget]]) {
      worker.send({ type: 'gates.pin', pins });
      for (const tuned of [
        { temperature: 0, topK: 0, diary: 'off' },
        { temperature: 1e4, topK: 1, diary: 'off' },
      ] as const) {
        const from = worker.messages.length;
        worker.flow(true);
        worker.send({ type: 'sample.draw', ...hot });
        worker.send({ type: 'sample.tune', ...tuned });
        await worker.next('sample.compared', undefined, from);
        worker.flow(false);
        const likeliest = await sampleOf(worker, { prompt: 'ab', length: 20 });
        expect(likeliest.started.pinned).toBe(8 * pins.length);
        expect(likeliest.text).toBe(drawnSince(from).slice(0, 20));
        // the next one is drawn as it was asked for
        expect((await sampleOf(worker, hot)).text).not.toBe(likeliest.text);
      }
      // half of it
      const from = worker.messages.length;
      worker.flow(true);
      worker.send({ type: 'sample.draw', ...hot, length: 80 });
      await worker.next('sample.tokens', undefined, from);
      worker.send({ type: 'sample.tune', temperature: 1e4, topK: 1, diary: 'off' });
      await worker.next('sample.compared', undefined, from);
      worker.flow(false);
      const tokens = worker.messages
        .slice(from)
        .flatMap((one) => (one.type === 'sample.tokens' ? [one.tokens] : []));
      expect(tokens[0].every(({ top }) => top.length > 1)).toBe(true);
      expect(tokens.at(-1)?.every(({ top, rank }) => top.length === 1 && rank === 1)).toBe(true);
    }
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
    const ask = { prompt: 'b', temperature: 1, length: 30, seed: 5 };
    const again = await sampleOf(worker, ask);
    expect(again).toEqual(await once('sampled at 0', async () => sampleOf(await open(), ask)));
    expect(again.tokens).toHaveLength(30);
  },

  async 'reading after a rewind'(patch) {
    const start = await once('a new net', async () => lookAtAll(await open()));
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
    for (const view of viewIds) first.push(await look(worker, view));
    const trained = viewIds.map((view) => worker.frame(view, ({ step }) => step === 4));
    await worker.step(4);
    // otherwise one that is still to come would be of the net that was rewound
    await Promise.all(trained);
    const again = viewIds.map((view) => worker.frame(view, ({ step }) => step === 0));
    await rewind(worker);
    expect(await Promise.all(again)).toEqual(first);
  },

  async 'a line that is longer than can be measured'(patch) {
    const worker = await open(patch);
    const line = 'ab yx cab'.repeat(300);
    await look(worker, 'gradient', { line: 'ab' });
    const frame = await look(worker, 'gradient', { line });
    // one more is only predicted
    const { shape } = languageModelOf(settings, corpus.symbols.length);
    expect(frame.cut).toBe(line.length - longestLine(shape) - 1);
    expect(frame.tokens.join('')).toBe(line.slice(frame.cut));
    const alone = await look(worker, 'gradient', { line: line.slice(frame.cut) });
    expect(alone).toEqual({ ...frame, cut: 0 });
  },

  async 'a run that is saved while it trains'(patch) {
    const worker = await open(patch);
    worker.flow(true);
    worker.send({ type: 'training.start' });
    await worker.reached(10);
    const from = worker.messages.length;
    // the copy is read when training has gone on for a while
    worker.faults.holdMaps('snapshot');
    const saved = save(worker);
    const { step: asked } = worker.messages.findLast(
      (one) => one.type === 'training.progress',
    )!.progress;
    await worker.reached(asked + 10);
    worker.faults.holdMaps(null);
    const file = await saved;
    const { step: made } = await worker.next('run.saved', undefined, from);
    expect(made).toBeLessThan(asked + 10);
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
    const { submits } = worker;
    worker.send({ type: 'training.start' });
    await worker.until(() => worker.submits > submits + 20);
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
    expect(await secondsAfter(loseEngine(next))).toBe(7);
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
};

import { describe, expect, it } from 'vitest';
import { History, isCurve } from './history.ts';

const run = (firstStep: number, ...losses: number[]) => ({
  firstStep,
  losses: Float32Array.from(losses),
  norms: Float32Array.from(losses, (loss) => loss / 2),
});

describe('history', () => {
  it('comes back from its tensors, gaps and validations included', () => {
    const history = new History();
    history.append(run(1, 4, 3));
    history.append(run(5, 2, 0));
    history.validations.push({ step: 4, loss: 2.5, tokens: 90, total: 100 });
    const read = History.fromTensors(history.toTensors(6));
    expect(read?.steps).toBe(6);
    expect([...(read?.upTo(6).losses ?? [])]).toEqual([4, 3, NaN, NaN, 2, 0]);
    expect([...(read?.upTo(6).norms ?? [])]).toEqual([2, 1.5, NaN, NaN, 1, 0]);
    expect(read?.validations).toEqual(history.validations);
  });

  it('knows its best validation, the first of equals, and compares only what is over as much', () => {
    const history = new History();
    const validate = (step: number, loss: number, tokens = 10) =>
      history.validations.push({ step, loss, tokens, total: 20 });
    expect(history.best()).toBeUndefined();
    validate(5, 1.5, 20);
    expect(history.best()).toEqual({ step: 5, loss: 1.5, since: 0 });
    // as a file holds them these two are equal
    for (const [step, loss] of [
      [6, 2.5],
      [7, 2],
      [8, 2 - 1e-9],
    ])
      validate(step, loss);
    expect(history.best()).toEqual({ step: 7, loss: 2, since: 1 });
    validate(9, 1, 20);
    // once more of the same weights says nothing new
    for (const step of [9, 9, 10]) validate(step, 3);
    expect(history.best()).toEqual({ step: 7, loss: 2, since: 3 });
    expect(history.best(6)).toEqual({ step: 6, loss: 2.5, since: 0 });
    expect(History.fromTensors(history.toTensors(10))?.best()).toEqual(history.best());
  });

  it('writes no more than was asked for, and nothing of an untrained net', () => {
    const history = new History();
    expect(history.toTensors(0).size).toBe(0);
    expect(History.fromTensors(new Map())?.steps).toBe(0);
    history.append(run(1, 4, 3, 2, 1));
    history.validations.push({ step: 4, loss: 2.5, tokens: 90, total: 100 });
    const read = History.fromTensors(history.toTensors(3));
    expect(read?.steps).toBe(3);
    expect(read?.validations).toEqual([]);
  });

  it('forgets what came after a step, and goes on from there', () => {
    const history = new History();
    history.append(run(1, 4, 3, 2, 1));
    history.validations.push(
      { step: 2, loss: 2.5, tokens: 90, total: 100 },
      { step: 4, loss: 1.5, tokens: 90, total: 100 },
    );
    history.truncate(2);
    history.append(run(4, 7));
    expect([...history.upTo(Infinity).losses]).toEqual([4, 3, NaN, 7]);
    // no other step's, and nothing of what was forgotten
    expect([1, 2, 3, 4, 5].map((step) => history.lossOf(step))).toEqual([
      4,
      3,
      undefined,
      7,
      undefined,
    ]);
    history.truncate(3);
    expect(history.lossOf(4)).toBeUndefined();
    expect(history.validations.map(({ step }) => step)).toEqual([2]);
  });

  it('refuses tensors that are no curves', () => {
    const tensors = new History();
    tensors.append(run(1, 4, 3));
    const named = tensors.toTensors(2);
    named.delete('curves.norms');
    expect(History.fromTensors(named)).toBeUndefined();
    const validations = { shape: [3], values: Float32Array.of(1, 2, 3) };
    expect(History.fromTensors(new Map([['curves.validations', validations]]))).toBeUndefined();
  });

  it('keeps what was measured beside the loss, of those validations that have it', () => {
    const history = new History();
    history.append(run(1, 4, 3, 2, 1));
    const measured = { loss: 2.5, tokens: 90, total: 100 };
    history.validations.push(
      { step: 1, ...measured },
      // two at one step
      { step: 2, ...measured, metrics: { entity_f1: 0.5, entity_recall: 0.25 } },
      { step: 2, ...measured, metrics: { entity_f1: 0.75 } },
      { step: 3, ...measured },
      { step: 4, ...measured, metrics: { entity_f1: 1 } },
    );
    const tensors = history.toTensors(4);
    expect([...tensors.keys()].filter(isCurve)).toEqual([...tensors.keys()]);
    expect(History.fromTensors(tensors)?.validations).toEqual(history.validations);
    // no more than was asked for
    const { validations = [] } = History.fromTensors(history.toTensors(3)) ?? {};
    expect(validations).toEqual(history.validations.slice(0, 4));
    history.truncate(2);
    expect(history.validations.at(-1)?.metrics).toEqual({ entity_f1: 0.75 });
  });

  it('keeps no number that is none, and refuses values of validations that are not there', () => {
    const history = new History();
    history.append(run(1, 4, 3));
    const measured = { loss: 2.5, tokens: 90, total: 100 };
    history.validations.push({ step: 2, ...measured, metrics: { f1: NaN, recall: 0.5 } });
    const tensors = history.toTensors(2);
    const [{ metrics } = {}] = History.fromTensors(tensors)?.validations ?? [];
    expect(metrics).toEqual({ recall: 0.5 });
    const name = 'curves.metrics.recall';
    for (const values of [
      [1, 0.5],
      [-1, 0.5],
      [0.5, 0.5],
      [0, 0.5, 0, 0.25],
    ]) {
      const stored = { shape: [values.length / 2, 2], values: Float32Array.from(values) };
      expect(History.fromTensors(new Map([...tensors, [name, stored]]))).toBeUndefined();
    }
    const flat = { shape: [2], values: Float32Array.of(0, 0.5) };
    expect(History.fromTensors(new Map([...tensors, [name, flat]]))).toBeUndefined();
    for (const other of ['curves.metrics.__proto__', 'curves.metrics.', 'curves.metrics.A']) {
      expect(isCurve(other)).toBe(false);
    }
  });
});

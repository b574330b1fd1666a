import { afterEach, describe, expect, it } from 'vitest';
import { GpuSession } from '../testing/gpu-session.ts';
import type { WorkerSession } from '../testing/worker-session.ts';
import type { WeightWish } from '../protocol/views.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

const wish: WeightWish = {
  line: 'to be or not',
  name: 'rnn.weight_hh_l0',
  place: null,
  nudge: null,
};

const frameOf = (change: Partial<WeightWish>) => worker.look('weight', { ...wish, ...change });

describe('the gradient of a weight, checked', () => {
  it('is that of a weight there is, and nothing where there is nothing to measure', async () => {
    worker = await GpuSession.open();
    const liveBytes = await worker.liveBytes();
    const largest = await frameOf({});
    const { summands, gradient } = largest.measured!.check;
    expect(summands).toHaveLength(wish.line.length - 1);
    expect(gradient).not.toBe(0);
    const again = await frameOf({ place: largest.place });
    expect(again).toEqual(largest);
    const last = await frameOf({ place: { row: 1e9, column: NaN }, nudge: -1 });
    expect(last.place).toEqual({ row: 63, column: 0 });
    expect(last.measured!.check.nudge).toBe(largest.measured!.check.nudge);
    expect((await frameOf({ name: 'head.bias', line: '☃t' })).measured).toBeNull();

    for (let failing = 1; ; failing++) {
      worker.faults.counts.allocations = 0;
      worker.faults.failAllocation = failing;
      const frame = await frameOf({});
      worker.faults.failAllocation = 0;
      if (frame.measured) {
        expect(frame).toEqual(largest);
        // arenas, staging, and what finds the largest
        expect(failing).toBeGreaterThan(5);
        break;
      }
      expect(frame.problem).toMatchObject({ code: 'no memory', values: { engine: 'gpu' } });
    }

    // as of a net that was there before
    void frameOf({ name: 'rnn.weight_hh_l7' });
    await worker.until(() => true);
    worker.send({ type: 'training.step' });
    await worker.reached(1);
    expect(await worker.liveBytes()).toBe(liveBytes);
  });

  it('may be of another weight at any moment while it trains', async () => {
    worker = await GpuSession.open();
    worker.send({ type: 'training.start' });
    for (let row = 0; row < 12; row++) {
      const { length } = worker.messages;
      const shown = frameOf({ place: { row, column: 1 } });
      // in the middle of a measurement, before it, or after it
      if (row % 3 === 0) expect((await shown).place?.row).toBe(row);
      else await worker.until(() => worker.messages.length > length + (row % 5));
    }
    worker.closeView('weight');
    await worker.next('training.progress');
    expect(worker.messages.filter(({ type }) => type === 'failure')).toEqual([]);
    expect(worker.messages.filter(({ type }) => type === 'device.status')).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { WorkerSession } from '../testing/worker-session.ts';
import type { PageMessage } from '../protocol/messages.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

type Watch = Extract<PageMessage, { type: 'weight.watch' }>;
const wish: Watch = {
  type: 'weight.watch',
  id: 1,
  line: 'to be or not',
  name: 'rnn.weight_hh_l0',
  place: null,
  nudge: null,
};

async function frameOf(change: Partial<Watch>) {
  const frame = worker.next('weight.frame');
  worker.send({ ...wish, ...change });
  return (await frame).frame;
}

describe('the gradient of a weight, checked', () => {
  it('is that of a weight there is, and nothing where there is nothing to measure', async () => {
    worker = await WorkerSession.open();
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
      expect(frame.problem).toMatch(/gradient.*: the GPU has no memory for this: bytes \d+\./);
    }

    // as of a net that was there before
    worker.send({ ...wish, name: 'rnn.weight_hh_l7' });
    await worker.until(() => true);
    worker.send({ type: 'training.step' });
    await worker.reached(1);
    expect(await worker.liveBytes()).toBe(liveBytes);
  });

  it('may be of another weight at any moment while it trains', async () => {
    worker = await WorkerSession.open();
    worker.send({ type: 'training.start' });
    for (let row = 0; row < 12; row++) {
      const { length } = worker.messages;
      worker.send({ ...wish, place: { row, column: 1 } });
      // in the middle of a measurement, before it, or after it
      if (row % 3 === 0) await worker.next('weight.frame', ({ frame }) => frame.place?.row === row);
      else await worker.until(() => worker.messages.length > length + (row % 5));
    }
    worker.send({ type: 'weight.unwatch' });
    await worker.next('training.progress');
    expect(worker.messages.filter(({ type }) => type === 'failure')).toEqual([]);
    expect(worker.messages.filter(({ type }) => type === 'device.status')).toEqual([]);
  });
});

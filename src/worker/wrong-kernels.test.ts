import { afterEach, describe, expect, it } from 'vitest';
import { GpuSession } from '../testing/gpu-session.ts';
import { smallNet, type WorkerSession } from '../testing/worker-session.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

describe('a GPU that computes wrong numbers', { timeout: 300_000 }, () => {
  it('in the wanted kernels: the net runs on safer ones, and the page is told', async () => {
    worker = await GpuSession.start();
    worker.faults.misread = { words: ['quadBroadcast'], from: 'own, 3u', to: 'own, 2u' };
    const settings = { ...smallNet, kernels: 'quads' } as const;
    await worker.openText('to be or not to be. '.repeat(60), settings);
    worker.send({ type: 'net.build', settings });
    const { info } = await worker.next('net.ready');
    expect(info.kernels).toBe('registers');
    expect(info.avoided?.kernels).toBe('quads');
    expect(info.avoided?.problem).toMatchObject({
      code: 'wrong numbers',
      values: { engine: 'gpu', kernels: 'quads', cell: 'lstm', number: 'loss' },
    });
    await worker.trainTo(3);
    worker.send({ type: 'net.build', settings: { ...settings, kernels: 'registers' } });
    expect((await worker.next('net.ready')).info.avoided).toBeNull();
  });

  it('in all kernels: the net is refused, nothing is left of it, the one before trains on', async () => {
    worker = await GpuSession.open();
    const step = await worker.trainTo(3);
    const before = await worker.parameters();
    const liveBytes = await worker.liveBytes();
    worker.faults.misread = { words: ['fn cell_forward'], from: 'exp(2.0', to: 'exp(2.01' };
    worker.send({ type: 'net.build', settings: { ...smallNet, cell: 'rnn-tanh' } });
    const { problem } = await worker.next('net.refused');
    expect(problem).toMatchObject({
      code: 'wrong numbers',
      values: { engine: 'gpu', kernels: 'registers', cell: 'rnn-tanh', number: 'loss' },
    });
    expect(await worker.liveBytes()).toBe(liveBytes);
    expect(await worker.parameters()).toEqual(before);
    expect(await worker.trainTo(step + 3)).toBeGreaterThanOrEqual(step + 3);
  });

  it.each([
    ['in the masks', 'bio', 'return time < lengths[', 'return time + 1u < lengths['],
    [
      'in the walk from the end',
      'bio',
      'return Moment(time, time + 1u, time);',
      'return Moment(time, time, time);',
    ],
    ['in the loss of yes and no', 'binary', '(sigmoid(z) - y)', '(sigmoid(z) - 0.99 * y)'],
  ] as const)('%s: a net that tags words is refused', async (_, labels, from, to) => {
    worker = await GpuSession.start();
    const settings = { ...smallNet, task: 'tagging', labels };
    await worker.openText('He/O saw/O Anna/B-PER Lee/I-PER ./O\nRun/O !/O\n'.repeat(8), settings);
    worker.faults.misread = { words: [from], from, to };
    const refused = worker.next('net.refused');
    worker.send({ type: 'net.build', settings });
    expect((await refused).problem).toMatchObject({
      code: 'wrong numbers',
      values: { engine: 'gpu', kernels: 'registers' },
    });
  });
});

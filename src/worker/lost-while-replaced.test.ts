/** A GPU that is lost while a net on it waits to take the place of the run. */
import { afterEach, expect, it } from 'vitest';
import { closeAll, listed, open, rewind, stepTo } from '../testing/kept-runs.ts';
import { MemoryOrigin, MemoryStorage } from '../testing/memory-storage.ts';
import { requestSharedGpu } from '../testing/shared-gpu.ts';
import { smallNet } from '../testing/worker-session.ts';

afterEach(closeAll);

it('takes nothing with it: the run that was opened trains on the next one', async () => {
  const origin = new MemoryOrigin();
  const { worker } = await open(origin, smallNet, { gpu: await requestSharedGpu() });
  await stepTo(worker, 2);
  const expected = await worker.parameters();
  const [{ id }] = (await listed(worker)).runs;
  await rewind(worker);
  await stepTo(worker, 1);
  const ready = worker.next('run.ready');
  worker.send({ type: 'run.read', id: 9, file: { kept: id }, settings: smallNet });
  await ready;

  // where it is kept cannot be looked up before another tab is done
  let endTurn = (): void => undefined;
  const turn = new Promise<void>((resolve) => (endTurn = resolve));
  void new MemoryStorage(origin).locks.alone('unrolled kept runs', () => turn);
  const from = worker.messages.length;
  worker.send({ type: 'run.take', id: 9 });
  await worker.next('run.replaced', undefined, from);
  worker.faults.lose('planted');
  await worker.status('waiting', from);
  worker.clock.advance(2000);
  // what was there before goes on meanwhile
  await worker.next('run.recovered', undefined, from);
  await worker.status('running', from);
  endTurn();
  await worker.next('run.loaded', undefined, from);
  expect(await worker.parameters()).toEqual(expected);
  worker.send({ type: 'training.step' });
  await worker.next('training.losses', ({ run }) => run.firstStep === 3, from);
  expect(worker.problems).toEqual([]);
});

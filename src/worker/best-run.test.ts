/** The weights of the best validation outlive a reload, and are gone back to bit for bit. */
import { afterEach, expect, it } from 'vitest';
import { validate } from '../testing/checks/told.ts';
import { closeAll, listed, open, take } from '../testing/kept-runs.ts';
import { MemoryOrigin } from '../testing/memory-storage.ts';
import type { WorkerSession } from '../testing/worker-session.ts';

afterEach(closeAll);

const progressOf = (worker: WorkerSession) =>
  worker.messages.findLast((one) => one.type === 'training.progress')!.progress;

/** As it was told once what was asked of it is done. */
async function validated(worker: WorkerSession) {
  const { step, loss } = await validate(worker);
  await worker.next('run.kept', (kept) => kept.step === step);
  return { step, loss };
}

it('is there after a reload in the middle, with what was waited for since', async () => {
  const origin = new MemoryOrigin();
  const first = await open(origin);
  await first.worker.step(6);
  const best = await validated(first.worker);
  const weights = await first.worker.parameters();
  expect(progressOf(first.worker).best).toEqual(best);
  // from here on it only gets worse
  first.worker.send({ type: 'training.tune', tuning: { learningRate: 1, patience: 2 } });
  await first.worker.step(3);
  expect((await validated(first.worker)).loss).toBeGreaterThan(best.loss);
  first.end();

  const { worker } = await open(origin);
  const [{ id }] = (await listed(worker)).runs;
  const { settings } = await take(worker, { kept: id });
  expect(settings.patience).toBe(2);
  await worker.until(() => progressOf(worker).step === 9);
  expect(progressOf(worker).best).toEqual({ ...best, loss: Math.fround(best.loss) });
  // the second validation that is no better
  worker.send({ type: 'training.start' });
  await worker.reached(12);
  const paused = worker.next('training.progress', ({ progress }) => progress.waited !== undefined);
  worker.send({ type: 'validation.run' });
  expect((await paused).progress).toMatchObject({ state: 'paused', waited: 2 });

  worker.send({ type: 'training.undo', to: 'best' });
  expect((await worker.next('training.undone')).step).toBe(best.step);
  expect(await worker.parameters()).toEqual(weights);
  worker.send({ type: 'training.tune', tuning: { learningRate: 0.01 } });
  await worker.step(3);
  const straight = await open(new MemoryOrigin());
  await straight.worker.step(best.step + 3);
  expect(await worker.parameters()).toEqual(await straight.worker.parameters());
});

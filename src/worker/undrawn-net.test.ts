/** A net that cannot be described to the page replaces none: what is refused is not there. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patchedModule } from '../testing/patched-module.ts';
import { applyBug } from '../testing/planted-bugs.ts';
import { cpuNet, WorkerSession } from '../testing/worker-session.ts';
import type { EngineSession } from './engine-session.ts';

const start = 'export function describeUnrolled(graph: Graph): UnrolledNet {\n';
const bug = {
  file: 'src/model/describe-unrolled.ts',
  find: start,
  replace: `${start}  if (Reflect.get(globalThis, 'isUndrawn')) throw new Error('planted: no drawing');\n`,
  check: '',
};
const patch = { bug, file: bug.file, applyTo: (source: string) => applyBug(bug, source) };
const fail = (isUndrawn: boolean) => Reflect.set(globalThis, 'isUndrawn', isUndrawn);

let worker: WorkerSession;
beforeEach(async () => {
  const file = 'src/worker/engine-session.ts';
  const { EngineSession: Session } = await patchedModule<{ EngineSession: typeof EngineSession }>(
    file,
    patch,
  );
  worker = await WorkerSession.open(cpuNet, { Session });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'isUndrawn');
  worker.close();
});

/** The run from before, at the step where it was, and no other. */
async function expectGoingOn(from: number, parameters: Uint32Array): Promise<void> {
  expect(await worker.parameters()).toEqual(parameters);
  await worker.step(1);
  const told = worker.messages.slice(from);
  const steps = told.flatMap((one) => (one.type === 'training.losses' ? [one.run.firstStep] : []));
  expect(steps).toEqual([4]);
  expect(told.filter(({ type }) => ['net.ready', 'run.loaded'].includes(type))).toEqual([]);
  expect(worker.problems).toEqual([]);
}

const undrawn = { code: 'unforeseen', values: { reason: 'planted: no drawing' } };

describe('a net that cannot be drawn', () => {
  it('is refused when it is built, and the one before trains on', async () => {
    await worker.step(3);
    const parameters = await worker.parameters();
    const bytes = await worker.liveBytes();
    fail(true);
    const from = worker.messages.length;
    worker.send({ type: 'net.build', settings: { ...cpuNet, hiddenSize: 8 } });
    expect((await worker.next('net.refused', undefined, from)).problem).toEqual(undrawn);
    expect(await worker.liveBytes()).toBe(bytes);
    await expectGoingOn(from, parameters);
    fail(false);
    expect(await worker.build({ ...cpuNet, hiddenSize: 8 })).toMatchObject({ hiddenSize: 8 });
  });

  it('is refused when it comes from a file, and the one before trains on', async () => {
    const saved = worker.next('run.saved');
    worker.send({ type: 'run.save' });
    const file = new Blob([(await saved).bytes]);
    await worker.step(3);
    const parameters = await worker.parameters();
    const ready = worker.next('run.ready');
    worker.send({ type: 'run.read', id: 5, file, settings: cpuNet });
    await ready;
    fail(true);
    const from = worker.messages.length;
    worker.send({ type: 'run.take', id: 5 });
    const { id, problem } = await worker.next('run.refused', undefined, from);
    expect([id, problem]).toEqual([5, undrawn]);
    await expectGoingOn(from, parameters);
  });
});

/** A run that goes on with another text: by symbol, beside what it knew, and over a reload in the middle. */
import { afterEach, describe, expect, it } from 'vitest';
import { settled } from '../testing/checks/goes-on.ts';
import { goOn, secondTextChecks } from '../testing/checks/second-text.ts';
import { closeSubjects } from '../testing/checks/subject.ts';
import { validate } from '../testing/checks/told.ts';
import { closeAll, listed, open, refusal, stepTo, take } from '../testing/kept-runs.ts';
import { MemoryOrigin } from '../testing/memory-storage.ts';
import { checkSound } from '../testing/planted-bugs.ts';
import { cpuNet } from '../testing/worker-session.ts';

afterEach(closeAll);
afterEach(closeSubjects);

const second = {
  second: { kind: 'paste', text: 'Ωραία! The slings and arrows. '.repeat(40) },
  moments: 'kept',
} as const;

describe('a second text', () => {
  for (const [name, check] of Object.entries(secondTextChecks)) it(name, () => checkSound(check));

  it('goes on after a reload in the middle as it would have, and knows both texts', async () => {
    const origin = new MemoryOrigin();
    const first = await open(origin);
    await first.worker.step(5);
    const { text } = await goOn(first.worker, second);
    await stepTo(first.worker, 3);
    const former = first.worker.next('validation.former');
    await validate(first.worker);
    await former;
    await settled(first.worker);
    first.end();
    const { worker } = await open(origin);
    const [{ id, step }] = (await listed(worker)).runs;
    expect(step).toBe(3);
    const loaded = await take(worker, { kept: id });
    expect(loaded.text).toEqual(text);
    const told = first.worker.messages.filter((one) => one.type === 'validation.former');
    const formerNow = loaded.curves.former ?? [];
    expect(formerNow.map((one) => one.step)).toEqual(told.map(({ result }) => result.step));
    expect(formerNow.at(-1)?.loss).toBeCloseTo(told.at(-1)!.result.loss, 6);
    for (const one of [first.worker, worker]) await one.step(3);
    expect(await worker.parameters()).toEqual(await first.worker.parameters());
    // also where it is the one before that an undo brings back, and once more from there
    const again = await goOn(worker, { ...second, moments: 'cleared' });
    expect(again.text.former).toMatchObject({ step: 6 });
    const back = await take(worker, 'replaced');
    expect(back.text).toEqual(text);
    expect(await worker.parameters()).toEqual(await first.worker.parameters());
  });

  it('is measured beside the first before anything is forgotten, however soon it trains', async () => {
    const { worker } = await open(new MemoryOrigin());
    await worker.step(2);
    const measured = [worker.next('validation.result'), worker.next('validation.former')];
    await goOn(worker, second);
    worker.send({ type: 'training.start' });
    const steps = (await Promise.all(measured)).map(({ result }) => result.step);
    expect(steps).toEqual([0, 0]);
    await worker.reached(3);
  });

  it('is refused where there is no net of characters', async () => {
    const words = { ...cpuNet, level: 'word' } as const;
    const { worker } = await open(new MemoryOrigin(), words);
    const { problem } = await refusal(worker, second);
    expect(problem.code).toBe('nothing to go on with');
  });

  it('says what it writes now, always the same', async () => {
    const { worker } = await open(new MemoryOrigin());
    await worker.step(2);
    const samples = [];
    for (let time = 0; time < 2; time++) {
      const sampled = worker.next('second.sampled');
      worker.send({ type: 'second.sample' });
      samples.push(await sampled);
    }
    expect(samples[0]).toMatchObject({ step: 2 });
    expect(samples[0].text).toHaveLength(200);
    expect(samples[1]).toEqual(samples[0]);
  });
});

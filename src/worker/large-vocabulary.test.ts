/** A vocabulary of 20,000 words on the CPU: a net of them is learned, and one that is too large refused. */
import { afterEach, expect, it } from 'vitest';
import type { Settings } from '../config/settings.ts';
import { cpuNet, WorkerSession } from '../testing/worker-session.ts';

let worker: WorkerSession | undefined;
afterEach(() => worker?.close());

const vocabulary = 20_000;
/** Every one of them twice, for what occurs but once is unknown; and a few again and again. */
const words = Array.from({ length: vocabulary + 500 }, (_, at) => `w${at}`);
const often = Array.from({ length: 8000 }, (_, at) => `w${at % 6}`);
const text = [...words, ...words, ...often]
  .map((word, at) => (at % 9 === 8 ? `${word}.` : word))
  .join(' ');

it('trains on words, and refuses what does not fit with sizes that do, before any of it is there', async () => {
  const settings: Settings = {
    ...cpuNet,
    ...{ level: 'word', vocabulary, hiddenSize: 8, timeSteps: 4, heldOut: 5, learningRate: 0.05 },
  };
  worker = await WorkerSession.open(settings, { text });
  const [{ info }] = worker.messages.flatMap((one) => (one.type === 'text.ready' ? [one] : []));
  expect(info.symbols).toHaveLength(vocabulary);
  await worker.step(4);
  const losses = [...worker.losses.values()];
  expect(Math.abs(losses[0] / Math.log(vocabulary) - 1)).toBeLessThan(0.02);
  expect(losses.at(-1)).toBeLessThan(losses[0]);

  const before = await worker.liveBytes();
  const huge = { ...settings, hiddenSize: 4096 };
  const refused = worker.next('net.refused');
  worker.send({ type: 'net.build', settings: huge });
  const { problem, remedies } = await refused;
  expect(problem.code).toMatch(/^(over memory budget|part too large|copy too large)$/);
  expect(await worker.liveBytes()).toBe(before);
  const [offer] = remedies.flatMap((one) => (one.kind === 'settings' ? [one.settings] : []));
  expect(offer.hiddenSize).toBeGreaterThan(settings.hiddenSize);
  // the net before trains on
  await worker.step(1);
  expect(worker.problems).toEqual([]);
});

/** What is told where nothing can be written. */
import { expect, it } from 'vitest';
import { defaultSettings } from '../config/settings.ts';
import { SettingsError } from '../lib/errors.ts';
import type { TaskData } from '../tasks/task.ts';
import { taskOf } from '../tasks/index.ts';
import type { Net } from '../training/net.ts';
import { attention } from './attention.ts';
import { pairs } from './pairs.ts';
import type { LiveNet } from './view.ts';
import { written } from './written.ts';

const problem = { code: 'no training rows', values: {} } as const;
const wish = { line: ' xab', beams: 2 };

/** A net for which there is no memory. */
async function fullNet(hiddenSize: number, rows: number) {
  const text = Array.from({ length: rows }, (_, at) => `${at}ab,ba${at}`).join('\n');
  const settings = { ...defaultSettings(), heldOut: 50, hiddenSize, attention: 'on' } as const;
  const work = { signal: new AbortController().signal, onProgress: () => undefined };
  const data: TaskData = await taskOf('reverse').open({ kind: 'paste', text }, settings, work);
  const { model, shape } = data.model(settings);
  const prepared: number[] = [];
  const net = {
    ...{ model, shape },
    plan: () => undefined,
    prepare(_: unknown, { reading }: { reading: { bytes: number } }) {
      prepared.push(reading.bytes);
      throw new SettingsError(problem);
    },
  };
  return { live: { net: net as unknown as Net, data, pins: [] } satisfies LiveNet, prepared };
}

it('want of memory is told in a frame', async () => {
  const { live } = await fullNet(8, 20);
  const opened = [
    await pairs.open(live, {}),
    await written.open(live, wish),
    await attention.open(live, wish),
  ];
  for (const one of opened) {
    expect(one && 'frame' in one && one.frame(3)).toMatchObject({ step: 3, problem });
  }
});

it('so many held-out pairs are answered as the memory allows', async () => {
  const bytesOf = async (hiddenSize: number) => {
    const { live, prepared } = await fullNet(hiddenSize, 400);
    await pairs.open(live, {});
    const steps = live.data.pairs?.timeSteps ?? 0;
    // tokens and parents of each step, and the last scores
    return prepared[0] / 4 / (2 * steps + 1);
  };
  expect(await bytesOf(8)).toBe(96);
  expect(await bytesOf(1024)).toBeLessThan(96);
});

it('characters that the net cannot read are named', async () => {
  const { live } = await fullNet(8, 20);
  const still = await written.open(live, { line: 'xyx', beams: 1 });
  expect(still && 'frame' in still && still.frame(1).line).toEqual({
    ...{ source: 'xyx', wanted: null, given: [], skipped: ['x', 'y'] },
  });
  const empty = await written.open(live, { line: ' ', beams: 1 });
  expect(empty && 'frame' in empty && empty.frame(1).line).toBeNull();
});

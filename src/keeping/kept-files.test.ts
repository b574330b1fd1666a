/** Keep and read again is the identity, borders between files included. */
import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { languageModelTask, openBook } from '../tasks/language-model/language-model.ts';
import type { TaskData } from '../tasks/task.ts';
import { keptAndRead, recordOf } from '../testing/kept-again.ts';
import { findText } from './kept-text.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

describe('a text of several files that is kept with a run', () => {
  const files = ['One fish. Two 😀 fish.\n', 'Red fish', 'Blue fish. '.repeat(9), 'Old. New.'].map(
    (words, at) => ({ path: `${at}.txt`, file: new File([words], `${at}.txt`) }),
  );
  const sizes = { batchSize: 2, timeSteps: 5, strategy: 'composed' } as const;
  /** All that training and validation read of it, with the starts. */
  const batchesOf = (data: TaskData) => {
    const training = data.batches(sizes, 1);
    const heldOut = data.heldOut(sizes)(Infinity);
    return [
      { batches: training, steps: training.stepsPerPass },
      { batches: heldOut, steps: heldOut.chunks },
    ].map(({ batches, steps }) =>
      Array.from({ length: steps }, (_, step) => {
        const batch = { tokens: new Uint32Array(10), targets: new Uint32Array(10) };
        const starts = new Uint32Array(2);
        batches.fill(step, batch);
        batches.starts(step, starts);
        return { ...batch, starts };
      }),
    );
  };

  it.each<Partial<Settings>>([
    {},
    { symbols: 12 },
    { level: 'word' },
    { level: 'piece', vocabulary: 270 },
    { borders: 'joined' },
    { sequences: 'sentence' },
  ])('comes back with its borders: %o', async (changes) => {
    const settings = { ...defaultSettings(), heldOut: 40, ...changes };
    const text = await languageModelTask.open({ kind: 'files', files }, settings, quiet);
    const found = await keptAndRead(text, settings);
    expect(found.info.files).toEqual(text.info.files);
    expect(found.info.files?.map(({ from }) => from)).toEqual([0, 23, 33, 134]);
    if (changes.sequences === 'sentence') return;
    const [training, heldOut] = batchesOf(found);
    expect([training, heldOut]).toEqual(batchesOf(text));
    const started = training.slice(1).some(({ starts }) => starts.includes(1));
    expect(started).toBe(changes.borders !== 'joined');
  });

  it('is not taken for another of the same characters', async () => {
    const text = await languageModelTask.open({ kind: 'files', files }, defaultSettings(), quiet);
    const one = new File([await text.content.text()], '0.txt');
    const alone = await openBook({ kind: 'file', file: one }, defaultSettings(), quiet);
    expect(alone.info.hash).toBe(text.info.hash);
    const context = { ...quiet, texts: [alone], keptText: () => Promise.resolve(null) };
    await expect(findText(recordOf(text), context)).rejects.toThrow('text missing');
    expect(await findText(recordOf(text), { ...context, texts: [alone, text] })).toMatchObject({
      info: { files: text.info.files },
    });
  });
});

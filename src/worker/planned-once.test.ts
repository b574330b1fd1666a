/** A net is scheduled once: it is built from the very plans that its size was told from. */
import { afterEach, expect, it, vi } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { openBook } from '../tasks/language-model/language-model.ts';
import { sample } from '../decode/sample.ts';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.ts';
import { buildNet, describeNet, destroyNet, estimateNet } from '../net/net-builder.ts';

const signal = new AbortController().signal;
const settings: Settings = {
  ...defaultSettings(),
  ...{ hiddenSize: 8, batchSize: 2, timeSteps: 7 },
};

afterEach(() => {
  vi.restoreAllMocks();
});

it('every plan is made once for a net that is built, and is the one that was estimated', async () => {
  const file = new File(['the quick brown fox jumps over the lazy dog. '.repeat(9)], 'fox.txt');
  const text = await openBook({ kind: 'file', file }, settings, { signal, onProgress: vi.fn() });
  const backend = new WasmBackend({ checksIndices: true });
  const estimate = estimateNet(settings, text, backend);
  // each schedule of a graph lowers every node of it once
  const losses = vi.spyOn(softmaxCrossEntropy, 'lower');
  const draws = vi.spyOn(sample, 'lower');
  const built = await buildNet(backend, settings, text, signal, vi.fn());
  const rows = losses.mock.calls.map(([node]) => node.inputs[0].rows);
  const timesOf = (count: number) => rows.filter((own) => own === count).length;
  expect(timesOf(2 * 7), 'training and validation').toBe(2);
  expect(timesOf(64), 'checkup').toBe(1);
  expect(draws, 'sampling').toHaveBeenCalledTimes(1);
  expect(describeNet(built)).toMatchObject({
    parameters: estimate.parameters,
    dispatchesPerStep: estimate.dispatchesPerStep,
  });
  destroyNet(built);
});

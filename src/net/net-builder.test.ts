import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebGpuBackend } from '../backend/webgpu/webgpu-backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { type Book, openBook } from '../tasks/language-model/language-model.ts';
import { CancelledError } from '../lib/errors.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { buildNet, destroyNet } from './net-builder.ts';

const small: Settings = { ...defaultSettings(), hiddenSize: 8, batchSize: 2, timeSteps: 4 };
const nets: Partial<Settings>[] = [
  {},
  { cell: 'gru', layers: 2 },
  { input: 'embedding', embeddingSize: 5, optimizer: 'sgd' },
];
const cycles = 50;

let engine: WebGpuBackend;
let text: Book;
/** Counted at the device itself: those that were made and not destroyed. */
const live = new Set<GPUBuffer>();

beforeAll(async () => {
  engine = await openTestEngine();
  const { device } = engine.opened;
  const createBuffer = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    live.add(buffer);
    buffer.destroy = () => {
      live.delete(buffer);
      return destroy();
    };
    return buffer;
  };
  const file = new File(['the quick brown fox jumps over the lazy dog. '.repeat(9)], 'fox.txt');
  text = await openBook({ kind: 'file', file }, small, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
});
afterAll(() => {
  closeTestEngine(engine);
});

async function build(settings: Partial<Settings>, signal: AbortSignal, onProgress = () => {}) {
  return buildNet(engine, { ...small, ...settings }, text, signal, onProgress);
}

describe('net builder', () => {
  it(`leaves nothing alive after ${cycles} nets that trained, were validated and destroyed`, async () => {
    const { signal } = new AbortController();
    for (let cycle = 0; cycle < cycles; cycle++) {
      const built = await build(nets[cycle % nets.length], signal);
      expect(live.size).toBeGreaterThan(0);
      built.trainer.run(2);
      await built.snapshots.take();
      await built.trainer.readLosses();
      destroyNet(built);
      expect(live.size, `buffers after cycle ${cycle}`).toBe(0);
      expect(engine.liveBytes).toBe(0);
    }
  }, 300_000);

  it('leaves nothing alive of a net whose building was cancelled, wherever that was', async () => {
    let reports = 0;
    destroyNet(await build(nets[1], new AbortController().signal, () => reports++));
    expect(reports, 'places to cancel').toBeGreaterThan(2);
    for (let stopAt = 0; stopAt < reports; stopAt++) {
      const work = new AbortController();
      let told = 0;
      const built = build(nets[1], work.signal, () => {
        if (told++ === stopAt) work.abort();
      });
      await expect(built, `cancelled at report ${stopAt} of ${reports}`).rejects.toThrow(
        CancelledError,
      );
      expect(live.size, `buffers after ${stopAt} reports`).toBe(0);
      expect(engine.liveBytes).toBe(0);
    }
  }, 300_000);
});

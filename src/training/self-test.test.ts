import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { KernelCache } from '../gpu/kernel-cache.ts';
import type { KernelSource } from '../gpu/kernel-source.ts';
import type { ModelShape } from '../model/shape.ts';
import { adam } from '../optimizers/adam.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import type { Engine } from './net.ts';
import { soundForm } from './self-test.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => closeTestEngine(engine));

/** A driver that gets something wrong, in the kernels that one can tell. */
class WrongCache extends KernelCache {
  readonly #change: (source: KernelSource) => KernelSource;

  constructor(device: GPUDevice, change: (source: KernelSource) => KernelSource) {
    super(device);
    this.#change = change;
  }

  override get(source: KernelSource) {
    return super.get(this.#change(source));
  }
}

const wrongEngine = (change: (source: KernelSource) => KernelSource): Engine => ({
  ...engine,
  cache: new WrongCache(engine.gpu.device, change),
});

const replaced = (from: string, to: string) => (source: KernelSource) => ({
  ...source,
  file: source.file.replace(from, to),
  libraries: source.libraries.map((text) => text.replace(from, to)),
});

const shapeOf = (id: string, changes: Partial<ModelShape> = {}): ModelShape => {
  const cell = cells.find((one) => one.id === id);
  if (!cell) throw new RangeError(`no cell ${id}`);
  return { cell, layers: 1, hiddenSize: 128, vocabSize: 70, embeddingSize: 0, ...changes };
};

describe('self-test', () => {
  for (const { id } of cells) {
    it(`finds that a step of ${id} gives what it should`, async () => {
      const { form } = engine.gpu;
      expect(await soundForm(engine, shapeOf(id), adam, [form])).toBe(form);
      const deep = shapeOf(id, { layers: 3, embeddingSize: 16 });
      expect(await soundForm(engine, deep, adam, [form])).toBe(form);
    });
  }

  it('takes a safer form where the wanted one is wrong', async () => {
    const wrong = wrongEngine(replaced('block = right(', 'block = 0.5 * right('));
    const forms = ['tiles', 'registers'] as const;
    expect(await soundForm(wrong, shapeOf('lstm'), adam, forms)).toBe('registers');
    expect(await soundForm(engine, shapeOf('lstm'), adam, forms)).toBe('tiles');
  });

  for (const [what, from, to] of [
    ['tanh', '1.0 - 2.0 / (exp(2.0 * size) + 1.0)', '1.0 - 1.9 / (exp(2.0 * size) + 1.0)'],
    ['sigmoid', 'return 1.0 / (1.0 + exp(', 'return 1.0 / (1.001 + exp('],
    ['backward', 'grad_c * (*unit).before[1] * forget', 'grad_c * forget'],
  ]) {
    it(`refuses a GPU that gets this wrong: ${what}`, async () => {
      const wrong = wrongEngine(replaced(from, to));
      await expect(soundForm(wrong, shapeOf('lstm'), adam, ['registers'])).rejects.toThrow(
        /this GPU computes wrong numbers .* right loss/,
      );
    });
  }
});

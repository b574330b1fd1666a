/** Weights that PyTorch saved, dropped on the page: the loss there is PyTorch's. */
import { readFile } from 'node:fs/promises';
import { readSafetensors } from '../src/lib/safetensors.ts';
import { recordedText } from '../src/testing/recordings.ts';
import { expect, test } from './support/test.ts';
import { someOf } from './support/thorough.ts';

const nets = [
  { cell: 'lstm', layers: 2 },
  { cell: 'gru-reset-after', input: 'embedding', embeddingSize: 8 },
] as const;
for (const sizes of someOf(nets)) {
  test(`weights of PyTorch’s ${sizes.cell} give its loss`, async ({ playground }) => {
    const { page } = playground;
    const url = new URL(
      `../src/testing/fixtures/pytorch-${sizes.cell}.safetensors`,
      import.meta.url,
    );
    const file = await readFile(url);
    // one stream over the second half of the text, as it was recorded
    await playground.open({ ...sizes, hiddenSize: 16, batchSize: 1, timeSteps: 16, heldOut: 50 });
    await playground.upload('text.txt', recordedText);
    await playground.messageAfter('run.loaded', () =>
      page.evaluate(
        (bytes) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([Uint8Array.from(bytes)], 'weights.safetensors'));
          const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
          document.querySelector('playground-app')?.dispatchEvent(drop);
        },
        [...file],
      ),
    );
    const { result } = await playground.messageAfter('validation.result', () =>
      playground.send({ type: 'validation.run' }),
    );
    const loss = Number(readSafetensors(new Uint8Array(file)).metadata.get('loss'));
    expect(loss).toBeGreaterThan(2);
    expect(Math.abs(result.loss - loss)).toBeLessThan(1e-4);
    await expect(playground.output('Validation loss')).toHaveText(result.loss.toFixed(4));
  });
}

/** The recipe of a view is a diff that applies, compiles, measures and shows. */
import { describe, expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { defaultSettings } from '../config/settings.ts';
import { openBook } from '../tasks/language-model/language-model.ts';
import { optimizers } from '../optimizers/index.ts';
import type { WorkerMessage } from '../protocol/messages.ts';
import { Net } from '../training/net.ts';
import { gates } from '../views/gates.ts';
import type { Frames, LiveNet } from '../views/view.ts';
import { filesOf } from './document-diff.ts';
import { documentModule } from './document-module.ts';
import { complaints } from './overlay-types.ts';
import { StagedPage } from './page/staged-page.ts';

const overlay = filesOf('docs/adding-a-view.md');

interface Surprise {
  surprise: {
    open(
      live: LiveNet,
      wish: { line: string },
    ): Promise<Frames<'gates'> | { frame(step: number): object }>;
  };
}

describe('docs/adding-a-view.md', () => {
  it('is two files, a line in the list of each end, and the type between them', () => {
    expect([...overlay.keys()]).toEqual([
      'src/protocol/views.ts',
      'src/views/surprise.ts',
      'src/views/index.ts',
      'src/ui/surprise/surprise-panel.ts',
      'src/ui/views.ts',
    ]);
  });

  it('fits the types of both ends', () => {
    expect(complaints('tsconfig.engine.json', overlay, ['src/views', 'src/protocol'])).toEqual([]);
    expect(complaints('tsconfig.page.json', overlay, ['src/ui', 'src/protocol'])).toEqual([]);
  });

  it('measures what it says', async () => {
    const text = 'to be or not to be';
    const { surprise } = await documentModule<Surprise>(overlay, 'src/views/surprise.ts');
    const settings = { ...defaultSettings(), hiddenSize: 4, batchSize: 1, timeSteps: 2 };
    const data = await openBook({ kind: 'paste', text }, settings, {
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const { model } = data.model(settings);
    const backend = new WasmBackend({ checksIndices: true });
    const [optimizer] = optimizers;
    const net = await Net.create(backend, { model, optimizer, form: 'cpu', seed: 1 });
    const live: LiveNet = { net, data, pins: [] };
    const told = [];
    for (const opened of [
      await surprise.open(live, { line: 'not to be' }),
      await gates.open(live, { line: 'not to be', layer: 1 }),
    ]) {
      const frames = opened as Frames<'gates'>;
      told.push((await frames.next(3)).loss);
      frames.destroy();
    }
    expect(told[0]).toBe(told[1]);
    expect(told[0]).toBeGreaterThan(0);
    const nothing = await surprise.open(live, { line: 't' });
    expect('next' in nothing).toBe(false);
    net.destroy();
    backend.destroy();
  });

  it('is on the page: asked for when its tab is opened, shown, and closed with it', async () => {
    const page = await StagedPage.open({ overlay });
    try {
      const told = () =>
        page.sent.filter((one) => 'view' in one && String(one.view) === 'surprise');
      expect(told()).toEqual([]);
      await page.openTab('surprise');
      const [{ id }] = told() as { id: number }[];
      expect(told()).toEqual([
        { type: 'view.open', view: 'surprise', id, wish: { line: 'the first line' } },
      ]);
      const frame = { step: 1234, loss: 2.3456 };
      await page.say({
        type: 'view.frame',
        view: 'surprise',
        id,
        frame,
      } as unknown as WorkerMessage);
      expect(page.output('Surprise')).toBe('2.346 nats per character at step 1,234');
      await page.openTab('surprise');
      expect(told().at(-1)).toEqual({ type: 'view.close', view: 'surprise' });
    } finally {
      await page.close();
    }
  });
});

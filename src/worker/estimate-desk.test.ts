/** What a net would cost is said of that net, and what would fit of one that does. */
import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { openBook } from '../tasks/language-model/language-model.ts';
import { SettingsError } from '../lib/errors.ts';
import { EstimateDesk } from './estimate-desk.ts';
import type { WorkerMessage } from '../protocol/messages.ts';

const settings: Settings = { ...defaultSettings(), hiddenSize: 16, timeSteps: 8, batchSize: 4 };
const tooLarge: Settings = { ...settings, hiddenSize: 1024, timeSteps: 64, batchSize: 1024 };

const opened = await openBook(
  { kind: 'paste', text: 'abcdefghijkl mnop.\n'.repeat(8000) },
  settings,
  { signal: new AbortController().signal, onProgress: () => undefined },
);

function desk({ hasText = true } = {}) {
  const told: WorkerMessage[] = [];
  const options = {
    post: (message: WorkerMessage) => void told.push(message),
    openText: () => (hasText ? opened : undefined),
    backendFor: () => null,
  };
  return { told, desk: new EstimateDesk(options) };
}

describe('the estimate of a net', () => {
  it('answers by the id that asked, of the net that was asked for', () => {
    const { desk: estimates, told } = desk();
    estimates.answer({ type: 'net.estimate', id: 7, settings });
    estimates.answer({ type: 'net.estimate', id: 8, settings: { ...settings, hiddenSize: 32 } });
    expect(told).toMatchObject([
      { type: 'net.estimated', id: 7, problem: null },
      { type: 'net.estimated', id: 8, problem: null },
    ]);
    const [small, large] = told.map((message) => (message as { estimate: unknown }).estimate);
    expect(large).not.toEqual(small);
  });

  it('says why there is none', () => {
    const without = desk({ hasText: false });
    without.desk.answer({ type: 'net.estimate', id: 1, settings });
    expect(without.told).toMatchObject([{ id: 1, estimate: null }]);
    expect(without.told[0]).toHaveProperty('problem.code', 'no open text');
    const { desk: estimates, told } = desk();
    estimates.answer({ type: 'net.estimate', id: 2, settings: tooLarge });
    expect(told).toMatchObject([{ id: 2, estimate: null }]);
    expect(told[0]).toHaveProperty('problem.code', 'part too large');
  });

  it('refuses one that does not fit with one that does', () => {
    const { desk: estimates } = desk();
    estimates.check(settings, opened);
    let refusal: unknown;
    try {
      estimates.check(tooLarge, opened);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(SettingsError);
    const [first] = (refusal as SettingsError).remedies;
    expect(first.kind).toBe('settings');
    if (first.kind === 'settings') {
      estimates.check({ ...tooLarge, ...first.settings }, opened);
    }
  });
});

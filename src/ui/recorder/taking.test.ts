/** Whatever ends the recording, the device is switched off; and what went wrong is told. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrackedElement } from '../tracked-element.ts';
import type { Capture } from './capture.ts';
import { Taking } from './taking.ts';

const page = Object.assign(new EventTarget(), { hidden: false });
beforeEach(() => {
  page.hidden = false;
  vi.stubGlobal('document', page);
  return () => vi.unstubAllGlobals();
});

/** Says what was done with it; a take lasts until it is called off, or is there at once. */
class FakeCapture implements Capture {
  readonly done: string[] = [];
  readonly #takes: number[][][];
  readonly #refusal: Error | undefined;

  constructor(takes: number[][][], refusal?: Error) {
    this.#takes = takes;
    this.#refusal = refusal;
  }

  start(): Promise<void> {
    this.done.push('start');
    return this.#refusal ? Promise.reject(this.#refusal) : Promise.resolve();
  }

  take(signal: AbortSignal, onState: (state: 'ready' | 'recording') => void) {
    this.done.push('take');
    onState('ready');
    const next = this.#takes.shift();
    if (next) return Promise.resolve(next);
    return new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)));
  }

  stop(): void {
    this.done.push('stop');
  }
}

const made = () => {
  const taking = new Taking({ addController: () => undefined } as unknown as TrackedElement);
  taking.hostConnected();
  return taking;
};
const [one, two] = [[[1]], [[2]]];

describe('taking recordings', () => {
  it('goes on until it is enough', async () => {
    const capture = new FakeCapture([one, two]);
    const taken: number[][][] = [];
    const taking = made();
    await taking.run(capture, (frames) => taken.push(frames) === 2);
    expect([taken, capture.done]).toEqual([
      [one, two],
      ['start', 'take', 'take', 'stop'],
    ]);
    expect([taking.state.value, taking.problem.value]).toEqual(['off', '']);
  });

  it.each([
    ['somebody says so', (taking: Taking) => taking.stop()],
    ['its place is gone', (taking: Taking) => taking.hostDisconnected()],
    [
      'the page is hidden',
      () => {
        page.hidden = true;
        page.dispatchEvent(new Event('visibilitychange'));
      },
    ],
  ])('ends, switched off, when %s', async (_, end) => {
    const capture = new FakeCapture([one]);
    const taking = made();
    const run = taking.run(capture, () => false);
    await vi.waitFor(() => expect(capture.done).toHaveLength(3));
    expect(taking.state.value).toBe('ready');
    end(taking);
    expect(taking.state.value).toBe('off');
    await run;
    // at once, and when the take has ended
    expect(capture.done).toEqual(['start', 'take', 'take', 'stop', 'stop']);
  });

  it('is switched off while it opens, however long that takes', () => {
    const capture = new FakeCapture([]);
    capture.start = () => new Promise<void>(() => undefined);
    const taking = made();
    void taking.run(capture, () => true);
    expect(taking.state.value).toBe('opening');
    taking.stop();
    expect([taking.state.value, capture.done]).toEqual(['off', ['stop']]);
  });

  it('tells why it cannot be, and forgets that with the next', async () => {
    const taking = made();
    const refused = new FakeCapture([], new Error('refused'));
    await taking.run(refused, () => true);
    expect([refused.done, taking.problem.value, taking.state.value]).toEqual([
      ...[['start', 'stop'], 'refused', 'off'],
    ]);
    await taking.run(new FakeCapture([one]), () => true);
    expect(taking.problem.value).toBe('');
  });
});

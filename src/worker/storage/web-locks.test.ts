/** The browser's own locks: what is asked of them, on locks that grant as a browser does. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScriptedLocks } from '../../testing/scripted-locks.ts';
import { longPatienceMs, patienceMs } from './patience.ts';
import { webLocks } from './web-locks.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { locks: new ScriptedLocks() });
  // as the browser's, on the clock of this test
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), ms);
    return controller.signal;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** What a promise has come to after so long; undefined while it waits. */
async function after<Result>(ms: number, promise: Promise<Result>): Promise<Result | undefined> {
  let found: Result | undefined;
  void promise.then((result) => (found = result));
  await vi.advanceTimersByTimeAsync(ms);
  return found;
}

describe('a lock of the browser', () => {
  it('is held by one; another is refused at once, until it is let go of', async () => {
    const release = await after(0, webLocks.hold('run a'));
    expect(release).toBeTypeOf('function');
    expect(await after(0, webLocks.hold('run a'))).toBeNull();
    expect(await after(0, webLocks.hold('run b'))).toBeTypeOf('function');
    release!();
    await after(0, Promise.resolve());
    expect(await after(0, webLocks.hold('run a'))).toBeTypeOf('function');
    expect(await after(0, webLocks.hold('run a'))).toBeNull();
  });

  it('goes to one of two who ask at once; the other gives up in time', async () => {
    const first = webLocks.hold('run a');
    const second = webLocks.hold('run a');
    expect(await after(0, first)).toBeTypeOf('function');
    expect(await after(patienceMs - 1, second)).toBeUndefined();
    expect(await after(1, second)).toBeNull();
  });

  it('lets one act alone, in turn, also where one throws', async () => {
    const order: string[] = [];
    let finish: () => void = () => undefined;
    const first = webLocks.alone('store', async () => {
      order.push('first begins');
      await new Promise<void>((resolve) => (finish = resolve));
      order.push('first ends');
      throw new Error('scripted');
    });
    first.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
    const second = webLocks.alone('store', () => Promise.resolve(void order.push('second')));
    await vi.advanceTimersByTimeAsync(1000);
    expect(order).toEqual(['first begins']);
    finish();
    await expect(first).rejects.toThrow('scripted');
    await second;
    expect(order).toEqual(['first begins', 'first ends', 'second']);
  });

  it('that is held too long refuses who would act alone', async () => {
    void webLocks.alone('store', () => new Promise<void>(() => undefined));
    const refused = webLocks
      .alone('store', () => Promise.resolve('done'))
      .catch((error: Error) => `${error.constructor.name}: ${error.message}`);
    expect(await after(longPatienceMs - 1, refused)).toBeUndefined();
    expect(await after(1, refused)).toBe('BusyError: store');
  });

  it('is shared by all who share it, and by nobody beside one who holds it', async () => {
    expect(await after(0, webLocks.share('text a'))).toBe(true);
    expect(await after(0, webLocks.share('text a'))).toBe(true);
    expect(await after(patienceMs, webLocks.hold('text a'))).toBeNull();
    await after(0, webLocks.hold('text b'));
    expect(await after(patienceMs, webLocks.share('text b'))).toBe(false);
  });

  it('is told of by name where one holds it alone, and of no other kind', async () => {
    await after(0, webLocks.hold('run a'));
    const release = await after(0, webLocks.hold('run b'));
    await after(0, webLocks.hold('page c'));
    await after(0, webLocks.share('run d'));
    expect([...(await webLocks.held('run '))].sort()).toEqual(['run a', 'run b']);
    release!();
    await after(0, Promise.resolve());
    expect([...(await webLocks.held('run '))]).toEqual(['run a']);
  });

  it('is free when its holder lets go of it, for all who wait for that', async () => {
    const release = await after(0, webLocks.hold('run a'));
    let freed = 0;
    for (let count = 0; count < 3; count++) void webLocks.free('run a').then(() => freed++);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(freed).toBe(0);
    release!();
    await vi.advanceTimersByTimeAsync(0);
    expect(freed).toBe(3);
    expect(await after(0, webLocks.hold('run a'))).toBeTypeOf('function');
  });
});

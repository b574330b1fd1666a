/** `expect`, whose polls look soon: what they wait for is mostly there within a few frames. */
import { expect as base } from '@playwright/test';

/** Milliseconds between looks; from the last one on it stays. Playwright's own go up to a second. */
export const looks = [20, 50, 100];

const poll: typeof base.poll = (read, options) =>
  base.poll(read, {
    intervals: looks,
    ...(typeof options === 'string' ? { message: options } : options),
  });

export const expect: typeof base = new Proxy(base, {
  get: (target, name) => (name === 'poll' ? poll : (Reflect.get(target, name) as unknown)),
});

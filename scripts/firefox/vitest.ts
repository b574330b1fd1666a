/** What test files import from `vitest`, made of Vitest's own parts, for a browser without it. */
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from '@vitest/expect';
import type { ExpectStatic } from '@vitest/expect';

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
const asymmetric = (globalThis as unknown as Record<symbol, object>)[ASYMMETRIC_MATCHERS_OBJECT];

export const expect = Object.assign(
  (value: unknown, message?: string) => chai.expect(value, message),
  chai.expect,
  asymmetric,
) as unknown as ExpectStatic;

const base = chai.expect as unknown as {
  extend(target: ExpectStatic, matchers: typeof customMatchers): void;
};
base.extend(expect, customMatchers);

export { afterAll, afterEach, beforeAll, beforeEach, describe, it } from '@vitest/runner';

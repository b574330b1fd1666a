/** The kernel tests in the browser that opens this page. */
import { type KernelTestResult, runKernelTests } from './kernel-tests.ts';

/** Several pages may share the tests: this one runs those of its part. */
const asked = new URLSearchParams(location.search);

(globalThis as { kernelTests?: Promise<KernelTestResult[]> }).kernelTests = runKernelTests({
  part: Number(asked.get('part') ?? 0),
  parts: Number(asked.get('parts') ?? 1),
});

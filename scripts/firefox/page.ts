/** The kernel tests in the browser that opens this page. */
import { type KernelTestResult, runKernelTests } from './kernel-tests.ts';

(globalThis as { kernelTests?: Promise<KernelTestResult[]> }).kernelTests = runKernelTests();
